import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Address, createClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { readDirectories } from "../../src/cli/api/readDirectories.ts";
import { SetupError } from "../../src/cli/errors.ts";
import { buildDirectoryDocument } from "../../src/consent/directoryDocument.ts";
import { buildDocumentTypedData, formatSignedDocument } from "../../src/consent/signedDocument.ts";
import { type Chain, startChain } from "../client/chain.ts";
import { thrownBy } from "../sql/folder.ts";

const owner = privateKeyToAccount(`0x${"33".repeat(32)}`);
const stranger = privateKeyToAccount(`0x${"44".repeat(32)}`);

// the directory of an organization
// ├── that is a key needs no node
// ├── that is a contract is the contract's to say (ERC-1271)
// └── when only a node could say, and none answers → says so
describe("reading directories", () => {
  let chain: Chain;
  let folder: string;
  let wallet: Address;
  const nowhere = createClient({ transport: http("http://127.0.0.1:1", { retryCount: 0 }) });

  before(async () => {
    chain = await startChain();
    wallet = await chain.deploy("Erc1271Wallet", [owner.address]);
    folder = await mkdtemp(join(tmpdir(), "fiducial-directories-"));
  });

  after(async () => {
    await chain?.close();
    await rm(folder, { recursive: true });
  });

  const settings = () => ({ rpcUrl: "http://127.0.0.1:1", chainId: 31337, registry: chain.registry, startBlock: 0 });

  async function write(organization: Address, signer = owner): Promise<string> {
    const issuedAt = 1_800_000_000;
    const names = [{ account: organization, kind: "organization", name: "St. Mary Hospital" }] as const;
    const document = buildDirectoryDocument(names, { chainId: 31337, issuedAt });
    const about = { kind: "directory", chainId: 31337, registry: chain.registry, organization, issuedAt } as const;
    const signature = await signer.signTypedData(buildDocumentTypedData({ ...about, document }));
    const file = join(folder, "names.json");
    await writeFile(file, formatSignedDocument({ ...about, document, signature }));
    return file;
  }

  it("of a key needs no node", async () => {
    const [read] = await readDirectories([await write(owner.address)], settings(), nowhere);
    expect(read?.organization).to.equal(owner.address.toLowerCase());
    expect(read?.names.map(({ name }) => name)).to.deep.equal(["St. Mary Hospital"]);
  });

  it("of a contract is the contract's to say", async () => {
    const client = await chain.connect();
    const [read] = await readDirectories([await write(wallet)], settings(), client);
    expect(read?.organization).to.equal(wallet.toLowerCase());
    const file = await write(wallet, stranger);
    expect(await thrownBy(() => readDirectories([file], settings(), client))).to.be.instanceOf(SetupError);
  });

  it("says that no node answers where only one could tell", async () => {
    const file = await write(wallet);
    const thrown = await thrownBy(() => readDirectories([file], settings(), nowhere));
    expect(thrown).to.be.instanceOf(SetupError);
    expect(String(thrown)).not.to.include(file); // the file may well be sound
  });
});
