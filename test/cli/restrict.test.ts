import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createClient, http } from "viem";
import { bookInterval } from "../../src/consent/books.ts";
import { openVault } from "../../src/vault/vault.ts";
import { mrFolder } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, DOCTOR, HOSPITAL, inParallel, PATIENT, type Ran, type Stage } from "./stage.ts";

type Row = { readonly number: number; readonly liftedAt: number | null };
type Anchored = {
  readonly interval: number;
  readonly root: string;
  readonly transaction: string | null;
  readonly next: number;
};
type Checked = { readonly holds: boolean; readonly reason?: string; readonly restrictions: readonly object[] };

// restrict: a patient's restriction, from the word to the proof
// ├── is written down, listed, and stands in the book that is anchored once a day
// ├── the patient checks the proof by the settings, by a node and a registry, and by a root without any node
// ├── what was lifted is in the books before, and not in those after
// ├── a file that was altered is found out, with exit code 3
// ├── a book whose sending was cut off is settled
// ├── an interval that is about to end is left alone
// └── a book that another vault made is told of
describe("restrict", function () {
  this.timeout(120_000);
  let stage: Stage;
  let books = 0;

  before(async () => {
    stage = await setLastingStage();
    await admitHospital(stage);
    await stage.ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", "John");
    await stage.ask("records", "register", mrFolder, "--patient", PATIENT, "--as", "@1");
    // The first vault anchors nothing on the day that the tests begin, which may be about to end.
    await passTo(1);
  });

  after(() => stage?.close());

  const request = (method: string, params: unknown): Promise<never> =>
    createClient({ transport: http(stage.up.rpcUrl) }).request({ method, params } as never);

  /** Lets the chain's time come to a second of a later day. */
  async function passTo(daysOn: number, second = 3600): Promise<void> {
    const { timestamp }: { timestamp: string } = await request("eth_getBlockByNumber", ["latest", false]);
    const time = (bookInterval(Number(timestamp)) + daysOn) * 86_400 + second;
    await request("evm_setNextBlockTimestamp", [time]);
    await request("evm_mine", []);
  }

  const prove = async (patient: string, ...more: string[]): Promise<string> => {
    books += 1;
    const file = join(stage.folder, `proof-${books}.json`);
    await stage.ask("restrict", "prove", patient, "--out", file, ...more);
    return file;
  };

  const check = async (file: string, ...more: string[]): Promise<Checked & Pick<Ran, "exitCode">> => {
    const { stdout, exitCode } = await stage.run("restrict", "check", file, ...more, "--json");
    return { ...JSON.parse(stdout), exitCode };
  };

  const anchor = (): Promise<Anchored> => stage.ask("restrict", "anchor", "--as", HOSPITAL);

  it("is written down, listed, and stands in the book that is anchored once a day", async () => {
    const record = (await stage.ask<{ record: string }[]>("records", "list"))[0]?.record ?? "";
    const added = await stage.ask<Row>(
      ...["restrict", "add", PATIENT, "--exclude", DOCTOR, "--as", HOSPITAL, "--record", record, "--purpose", "TREAT"],
    );
    expect(added).to.deep.include({ patient: 1, number: 1, name: DOCTOR, record, purposes: ["TREAT"], liftedAt: null });
    await stage.ask("restrict", "add", PATIENT, "--exclude", "@9", "--as", "@1");
    expect(await stage.ask<Row[]>("restrict", "list", "1")).to.have.lengthOf(2);
    const { stdout } = await stage.run("restrict", "list");
    expect(stdout)
      .to.match(/^patient +number +excluded/)
      .and.to.include("Roth");

    const first = await anchor();
    expect(first.next).to.equal((first.interval + 1) * 86_400);
    const block = await request("eth_blockNumber", []);
    expect(await anchor()).to.deep.equal({ ...first, transaction: null, block: null });
    expect(await request("eth_blockNumber", [])).to.equal(block);
  });

  it("the patient checks by the settings, by a node and a registry, and by a root without any node", async () => {
    const file = await prove(PATIENT);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const { root } = JSON.parse(readFileSync(file, "utf8"));
    const { rpcUrl, registry } = stage.up;
    const nowhere = ["--home", join(stage.folder, "none")];
    for (const way of [[], ["--rpc", rpcUrl, "--registry", registry, ...nowhere], ["--root", root, ...nowhere]]) {
      const { restrictions, ...found } = await check(file, ...way);
      expect(found).to.include({ holds: true, exitCode: 0, patient: 1, root });
      expect(restrictions).to.have.lengthOf(2);
    }
    const none = await stage.run("restrict", "check", await prove("John"));
    expect(none.stdout).to.match(/^There is no restriction of patient 2/);
    const some = await stage.run("restrict", "check", file);
    expect(some.stdout).to.match(/^The restrictions of patient 1 are in the book of \d{4}-\d\d-\d\d that 0x/);
  });

  it("tells nothing of others in the patient's file", async () => {
    const file = await prove("John");
    const text = readFileSync(file, "utf8").toLowerCase();
    const again = await stage.run("restrict", "prove", "John", "--out", file, "--json");
    expect(JSON.parse(again.stderr).error.code).to.equal("Setup");
    const { proof, restrictions, ...rest } = JSON.parse(text);
    expect(proof).to.have.lengthOf(1);
    expect(restrictions).to.deep.equal([]);
    expect(Object.keys(rest)).to.have.members([
      "kind",
      "chainid",
      "registry",
      "patient",
      "custodian",
      "bookkey",
      "root",
      "interval",
    ]);
    for (const account of [2, 5, 9]) expect(text).not.to.include(stage.up.accounts[account]?.slice(2).toLowerCase());
  });

  it("finds out a file that was altered, another book, and a book that was never anchored", async () => {
    const file = await prove(PATIENT);
    const entry = JSON.parse(readFileSync(file, "utf8"));
    const altered = (change: object): string => {
      books += 1;
      const path = join(stage.folder, `altered-${books}.json`);
      writeFileSync(path, JSON.stringify({ ...entry, ...change }));
      return path;
    };
    const lies: [string, string[], string][] = [
      [altered({ restrictions: [] }), [], "NotInBook"],
      [altered({ bookKey: `0x${"11".repeat(32)}` }), [], "NotInBook"],
      [altered({ interval: entry.interval - 1 }), [], "NoBook"],
      [file, ["--root", `0x${"11".repeat(32)}`], "NotInBook"],
      [
        altered({
          ...JSON.parse(readFileSync(await prove("John"), "utf8")),
          patient: 1,
          restrictions: entry.restrictions,
        }),
        [],
        "SaysNothing",
      ],
    ];
    const found = await inParallel(lies, ([path, more]) => check(path, ...more));
    for (const [i, [, , reason]] of lies.entries()) {
      expect(found[i]).to.include({ holds: false, reason, exitCode: 3 });
    }
    const changes = [{ patient: 99 }, { custodian: stage.up.accounts[9] }, { registry: stage.up.accounts[9] }];
    for (const ran of await inParallel(changes, (change) => stage.run("restrict", "check", altered(change)))) {
      expect(ran).to.include({ exitCode: 3, stdout: "" });
    }
  });

  it("keeps what was lifted in the books before, and not in those after", async () => {
    const before = await prove(PATIENT);
    const { interval } = JSON.parse(readFileSync(before, "utf8"));
    expect(await stage.ask<Row>("restrict", "lift", PATIENT, "2", "--as", "@1")).to.include({ number: 2 });
    await passTo(1);
    const { interval: next } = await anchor();
    expect(next).to.equal(interval + 1);
    expect((await check(await prove(PATIENT))).restrictions).to.have.lengthOf(1);
    const past = await check(await prove(PATIENT, "--interval", String(interval)));
    expect(past).to.include({ holds: true });
    expect(past.restrictions).to.have.lengthOf(2);
    const day = new Date(interval * 86_400_000).toISOString().slice(0, 10);
    expect(readFileSync(await prove(PATIENT, "--interval", day), "utf8")).to.equal(readFileSync(before, "utf8"));
  });

  it("settles a book whose sending was cut off, on the same day or later", async () => {
    for (const daysOn of [0, 1]) {
      await passTo(1);
      const { timestamp }: { timestamp: string } = await request("eth_getBlockByNumber", ["latest", false]);
      const [custodian, interval] = [stage.up.accounts[1] as `0x${string}`, bookInterval(Number(timestamp))];
      const secret = { keyFile: readFileSync(join(stage.home, "vault.key")) };
      const vault = await openVault({ path: join(stage.home, "vault.db"), secret });
      const { root } = await vault.addBook({ custodian, interval, patients: [1, 2] });
      await vault.close();
      const data = `0x${ANCHOR_BOOK}${root.slice(2)}`;
      await request("eth_sendTransaction", [{ from: custodian, to: stage.up.registry, data }]);
      if (daysOn > 0) await passTo(daysOn);
      expect((await anchor()).transaction === null).to.equal(daysOn === 0);
      expect(await check(await prove(PATIENT, "--interval", String(interval)))).to.include({ holds: true, root });
    }
  });

  it("leaves an interval alone that is about to end", async () => {
    await passTo(1, 86_400 - 30);
    const block = await request("eth_blockNumber", []);
    const { exitCode, stderr } = await stage.run("restrict", "anchor", "--as", "@1", "--json");
    expect({ exitCode, code: JSON.parse(stderr).error.code }).to.deep.equal({ exitCode: 1, code: "Setup" });
    expect(await request("eth_blockNumber", [])).to.equal(block);
  });

  it("tells of a book that another vault made", async () => {
    await passTo(1);
    const [from, to] = [stage.up.accounts[1], stage.up.registry];
    await request("eth_sendTransaction", [{ from, to, data: `0x${ANCHOR_BOOK}${"ab".repeat(32)}` }]);
    const { exitCode, stdout } = await stage.run("restrict", "anchor", "--as", "@1");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: "" });
  });
});

const ANCHOR_BOOK = "ce10a68c";
