import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { createClient, http } from "viem";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { describeOnBoth, newPlace } from "../sql/databases.ts";
import { copyImages, ctFile } from "./images.ts";
import { startLasting } from "./lasting.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitGateway, admitHospital, makePlace, run, type Stage, type Surroundings } from "./stage.ts";

// audit verify
// ├── it says that an honest index and the contract hold, and resolves what was undetermined
// ├── it names what was forged, deleted, doubled, reordered or altered in the database, and where, with exit code 1
// ├── it names an access against a restriction that it was shown, in a file or by the vault
// ├── it tells of one record, or a span, where it is asked to
// └── what could not be checked is told apart from what differs, with exit code 4

type Finding = {
  readonly code: string;
  readonly position: { readonly table?: string; readonly number?: number; readonly record?: string };
  readonly words: string;
};

type Audit = {
  readonly holds: boolean;
  readonly accesses: number;
  readonly asked: number;
  readonly index: { readonly accesses: number; readonly tables: number; readonly digest: string } | null;
  readonly resolved: readonly { readonly number: number; readonly basis: string; readonly permitVersion: number }[];
  readonly findings: readonly Finding[];
};

describe("audit verify", function () {
  this.timeout(120_000);
  const lasting = startLasting();
  let stage: Stage;
  let record: string;
  let firstTime: number;

  before(async () => {
    stage = await setLastingStage(lasting);
    const { ask, folder } = stage;
    await admitHospital(stage);
    await admitGateway(stage);
    await ask("patients", "enroll", "@5", "--as", "@1");
    const images = copyImages(join(folder, "images"), { "1.dcm": ctFile });
    ({ record } = await ask<{ record: string }>("records", "register", images, "--patient", "1", "--as", "@1"));
    await ask("permit", "1", "@2", "--purposes", "TREAT", "--until", "30d", "--as", "@5");
    ({ time: firstTime } = await ask<{ time: number }>("access", record, "--as", "@2"));
    await sleep(1_100); // in the second of the access the contract would still know
    await ask("permit", "1", "@2", "--purposes", "TREAT,PATRQT", "--until", "30d", "--as", "@5");
    // The terms of then are written over: the contract can't know.
    await ask("access", record, "--as", "@3", "--by", "@2", "--time", String(firstTime));
    await ask("access", record, "--as", "@2");
    await ask("access", record, "--as", "@3", "--by", "@2");
    await ask("access", record, "--as", "@2", "--emergency", "unconscious");
  });

  after(() => stage?.close());

  describeOnBoth("the index", (kind) => {
    let url: string;

    it("holds where it is honest", async () => {
      url = kind === "PostgreSQL" ? (await newPlace()).url : join(stage.home, "index.db");
      expect((await command("who", record)).exitCode).to.equal(0);
      const { exitCode, stdout, stderr } = await command("audit", "verify");
      expect({ exitCode, stderr }, stdout).to.deep.equal({ exitCode: 0, stderr: "" });
      expect(stdout).to.match(/^Everything holds\.\n/);
      expect(stdout.match(/^Holds: /gm)).to.have.lengthOf(4);
      const audit = await answer();
      expect(audit).to.deep.include({ holds: true, accesses: 5, asked: 5, findings: [] });
      expect(audit.index).to.deep.include({ accesses: 5, tables: 21 });
      expect(audit.index?.digest).to.match(/^0x[0-9a-f]{64}$/);
      expect(stdout).to.contain(audit.index?.digest);
      expect(audit.resolved.map(({ number, basis, permitVersion }) => [number, basis, permitVersion])).to.deep.equal([
        [2, "PERMIT", 1],
      ]);
    });

    it("is found out in every row that was tampered with, and nowhere else", async () => {
      const database = await openDatabase(url);
      const columns =
        "patient, accessor, organization, part, time, purpose, action, claim, detail, basis, permit_version";
      const place = "gateway, entry_number, block_number, block_time, tx_hash, log_index";
      const kept = await database.all("SELECT * FROM accesses");
      const names = Object.keys(kept[0] ?? {});
      for (const statement of [
        "DELETE FROM accesses WHERE number = 1",
        "UPDATE accesses SET purpose = 57, accessor = registry FROM chain WHERE number = 2",
        "UPDATE accesses SET number = 99 WHERE number = 3",
        "UPDATE accesses SET number = 3 WHERE number = 4",
        "UPDATE accesses SET number = 4 WHERE number = 99",
        `INSERT INTO accesses (record, number, ${columns}, ${place}) SELECT record, 6, ${columns}, ${place} FROM accesses WHERE number = 5`,
        `INSERT INTO accesses (record, number, ${columns}, ${place}) SELECT record, 7, ${columns}, ${place.replace("block_number", "block_number + 1000")} FROM accesses WHERE number = 5`,
        "UPDATE accesses SET claim = claim + 128 WHERE number = 5",
        "UPDATE permits SET valid_until = 7 WHERE version = 2",
        "DELETE FROM actors WHERE kind = 3",
      ]) {
        expect((await database.run(statement)).changes, statement).to.equal(1);
      }
      if (kind === "PostgreSQL") {
        await database.run("ALTER TABLE heartbeats DROP CONSTRAINT heartbeats_pkey");
        await database.run("ALTER TABLE records DROP CONSTRAINT records_pkey");
        await database.run("INSERT INTO records SELECT * FROM records");
      }
      const { findings } = await answer(1);
      const { stdout } = await command("audit", "verify");
      const doubled = kind === "PostgreSQL" ? ["RowDoubled records undefined"] : [];
      expect(
        findings.map(({ code, position: { table, number } }) => `${code} ${table} ${number}`).sort(),
      ).to.deep.equal(
        [
          ...[
            "RowMissing undefined 1",
            "RowAltered undefined 2",
            "RowReordered undefined 3",
            "RowReordered undefined 4",
          ],
          ...["RowDoubled undefined 6", "RowForged undefined 7", "RowAltered accesses undefined"],
          ...["RowAltered permits undefined", "RowMissing actors undefined", ...doubled],
        ].sort(),
      );
      expect(stdout).to.match(/^WRONG \(RowMissing\) in access 1, record 0x[0-9a-f]{64}, block \d+, log 0: /m);

      await database.run("DELETE FROM accesses");
      await database.insertMany(
        "accesses",
        names,
        kept.map((row) => names.map((name) => row[name] ?? null)),
      );
      if (kind === "node:sqlite") {
        // What is not an access stays wrong, and is told of without a record: it may bear on any.
        expect((await answer(1, "--record", `0x${"77".repeat(32)}`)).findings).to.have.lengthOf(2);
        expect((await answer(0, "--no-index")).index).to.equal(null);
        const [known] = await stage.ask<{ uid: string }[]>("records", "list");
        expect((await answer(1, "--record", known?.uid ?? "")).findings).to.include.deep.members(
          (await answer(1, "--record", record)).findings,
        );
        await database.run("UPDATE accesses SET time = 'then' WHERE number = 2");
        expect((await answer(1)).findings.map(({ code }) => code)).to.include("RowUnreadable");
        expect((await answer(0, "--until", String(firstTime - 3_600))).findings).to.deep.equal([]);
      }
      await database.close();
    });

    function command(...args: string[]) {
      return run(args, surroundings());
    }

    function surroundings(): Surroundings {
      return { home: stage.home, ...(kind === "PostgreSQL" && { env: { DATABASE_URL: url } }) };
    }

    async function answer(exitCode = 0, ...args: string[]): Promise<Audit> {
      const ran = await lasting.run(["audit", "verify", "--json", ...args], surroundings());
      expect(ran.exitCode, ran.stderr).to.equal(exitCode);
      return JSON.parse(ran.stdout);
    }
  });

  const unchecked: readonly [string, number, RegExp, (file: string) => readonly string[]][] = [
    ["restrictions that are cut short", 4, /is not JSON/, (file) => ["--openings", file]],
    ["restrictions that are not there", 4, /can't be read/, () => ["--openings", "/nowhere/openings.json"]],
    ["a span that is none", 2, /--until must lie after/, () => ["--since", "now", "--until", "-1d"]],
    ["no record", 2, /record/, () => ["--record", "Jane"]],
  ];
  for (const [title, exitCode, says, args] of unchecked) {
    it(`says that it did not check: ${title}`, async () => {
      const file = join(stage.folder, "cut.json");
      writeFileSync(file, '[{"patient": 1');
      const ran = await stage.run("audit", "verify", "--json", ...args(file));
      expect({ exitCode: ran.exitCode, stdout: ran.stdout }).to.deep.equal({ exitCode, stdout: "" });
      expect(JSON.parse(ran.stderr).error.message).to.match(says);
    });
  }

  it("says that it did not check: no index, no node, no home", async () => {
    const { folder, up } = stage;
    const home = join(folder, "empty");
    expect((await run(["connect", up.rpcUrl, "--registry", up.registry], { home })).exitCode).to.equal(0);
    const place = makePlace();
    for (const where of [home, place.home]) {
      const { exitCode, stderr } = await run(["audit", "verify", "--json"], { home: where });
      expect({ exitCode, code: JSON.parse(stderr).error.code }).to.deep.equal({ exitCode: 4, code: "NotChecked" });
    }
    const settings = { rpcUrl: "http://127.0.0.1:9", chainId: up.chainId, registry: up.registry, startBlock: 0 };
    writeFileSync(join(home, "registry.json"), JSON.stringify(settings));
    expect((await run(["audit", "verify"], { home })).exitCode).to.equal(4);
    writeFileSync(join(home, "registry.json"), JSON.stringify({ ...settings, rpcUrl: up.rpcUrl, chainId: 1 }));
    const { exitCode, stderr } = await run(["audit", "verify"], { home });
    expect(exitCode).to.equal(4);
    expect(stderr).to.match(/The node is on chain 31337, and the registry on chain 1\./);
  });

  describe("restrictions", () => {
    it("names an access against a restriction that it was shown, from a file or the vault", async () => {
      const { ask, folder, up } = stage;
      await ask("restrict", "add", "1", "--exclude", "@2", "--as", "@1");
      // The chain's clock may be behind this machine's, by which restrictions are imposed.
      await createClient({ transport: http(up.rpcUrl) }).request({
        method: "evm_increaseTime",
        params: ["0x3c"],
      } as never);
      await ask("access", record, "--as", "@2");
      const file = join(folder, "openings.json");
      writeFileSync(file, JSON.stringify(await ask("restrict", "list")));
      for (const shown of [["--openings", file], ["--vault-openings"]]) {
        const { exitCode, stdout, stderr } = await stage.run("audit", "verify", "--no-index", "--json", ...shown);
        expect(exitCode, `${stdout}${stderr}`).to.equal(1);
        const { findings }: Audit = JSON.parse(stdout);
        expect(
          findings.map(({ code, position: { number } }) => [code, number]),
          stdout,
        ).to.deep.equal([["Restricted", 6]]);
      }
      expect((await stage.run("audit", "verify", "--no-index")).exitCode).to.equal(0);
    });
  });
});
