import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { SetupError } from "../../src/cli/errors.ts";
import { openOwnJournal } from "../../src/cli/gateway/openOwnJournal.ts";

const whose = {
  chainId: 31337,
  registry: "0x00000000000000000000000000000000000000aa",
  gateway: "0x00000000000000000000000000000000000000bb",
} as const;

// the gateway's own journal
// ├── begins after what the chain has, with a key that only its owner reads
// ├── goes on with its key, with a node and without
// ├── is not begun without a node, also where an earlier attempt left the key
// └── is not opened with a new key when its own is gone
describe("the gateway's own journal", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (isUp: boolean, entries = 0) => openOwnJournal(folder, whose, isUp, async () => entries);
  async function refuses(opening: Promise<unknown>): Promise<void> {
    const error = await opening.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SetupError);
  }

  it("begins after what the chain has, with a key that only its owner reads", async () => {
    const journal = await open(true, 41);
    expect(journal.state().lastEntry).to.equal(41);
    await journal.close();
    expect(readFileSync(join(folder, "seal.key"))).to.have.length(32);
    expect(statSync(join(folder, "seal.key")).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder).sort()).to.deep.equal(["journal", "seal.key"]);
  });

  it("goes on with its key, with a node and without", async () => {
    await (await open(true, 41)).close();
    const key = readFileSync(join(folder, "seal.key"));
    for (const isUp of [false, true]) {
      const journal = await open(isUp, 50);
      expect(journal.state().lastEntry).to.equal(41);
      await journal.close();
      expect(readFileSync(join(folder, "seal.key")).equals(key)).to.equal(true);
    }
  });

  it("is not begun without a node, also where an earlier attempt left the key", async () => {
    await refuses(open(false));
    await (await open(true, 41)).close();
    rmSync(join(folder, "journal"), { recursive: true });
    await refuses(open(false));
    mkdirSync(join(folder, "journal"), { recursive: true });
    await refuses(open(false));
  });

  it("is not opened with a new key when its own is gone", async () => {
    await (await open(true, 41)).close();
    rmSync(join(folder, "seal.key"));
    await refuses(open(true, 41));
    expect(readdirSync(folder)).to.deep.equal(["journal"]);
  });
});
