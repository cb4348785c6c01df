import { expect } from "chai";
import { createClient, type Hex, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { buildVerifyLogin } from "../../src/cli/verifyLogin.ts";
import { ChainTooOldError } from "../../src/gateway/index.ts";
import { type Chain, startChain } from "../client/chain.ts";
import { thrownBy } from "../sql/folder.ts";

const owner = privateKeyToAccount(`0x${"33".repeat(32)}`);
const stranger = privateKeyToAccount(`0x${"44".repeat(32)}`);
const message = "a message to sign in with";

// the signature of a login
// ├── of a key is checked without a node
// ├── of a contract is the contract's to take (ERC-1271)
// └── when only a node could say, and none answers → ChainTooOldError
describe("the signature of a login", () => {
  let chain: Chain;
  let wallet: Hex;
  const failure = (cause: unknown) => new ChainTooOldError({ cause });
  const nowhere = buildVerifyLogin(createClient({ transport: http("http://127.0.0.1:1", { retryCount: 0 }) }), failure);
  const signed = async (address: Hex, by = owner) => ({
    address,
    message,
    signature: await by.signMessage({ message }),
  });

  before(async () => {
    chain = await startChain();
    wallet = await chain.deploy("Erc1271Wallet", [owner.address]);
  });

  after(() => chain?.close());

  it("of a key is checked without a node", async () => {
    expect(await nowhere(await signed(owner.address))).to.equal(true);
  });

  it("of a contract is the contract's to take", async () => {
    const verify = buildVerifyLogin(await chain.connect(), failure);
    expect(await verify(await signed(wallet))).to.equal(true);
    expect(await verify(await signed(wallet, stranger))).to.equal(false);
    expect(await verify(await signed(owner.address, stranger))).to.equal(false);
    expect(await verify({ address: owner.address, message, signature: "0x01" })).to.equal(false);
    expect(await verify({ ...(await signed(wallet)), message: "another" })).to.equal(false);
  });

  it("says that no node answers where only one could tell", async () => {
    expect(await thrownBy(async () => nowhere(await signed(wallet)))).to.be.instanceOf(ChainTooOldError);
  });
});
