import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { createPublicClient, http } from "viem";
import { ctFile, mrFile, readIdentifiers, unregisteredFile } from "../images.ts";
import { startLasting } from "../lasting.ts";
import { setLastingStage } from "../lastingStage.ts";
import { DOCTOR, HOSPITAL, inParallel, PATIENT, type Ran, run, type Stage, type Surroundings } from "../stage.ts";
import type { Case } from "./case.ts";
import type { Homes, Paths } from "./layOut.ts";

/** What no message may repeat: it identifies, or opens something. */
const HIDDEN = [
  ...[ctFile, mrFile, unregisteredFile].map(readIdentifiers).flatMap((identifiers) => Object.values(identifiers)),
  ...[PATIENT, "Jane", "Doe", DOCTOR, "Roth", HOSPITAL, "CompressedSamples"],
  ...["correct horse", "wrong horse", "brief7", "Nobody could be reached"],
];

/** What the cases are tried with. */
export type Prepared = {
  readonly paths: Paths;
  readonly homes: Partial<Homes>;
  readonly close?: () => Promise<void>;
};

/**
 * Declares a test for each thing that is typed wrong, all tried on one stage: it ends with its exit code and error code, and nothing on standard output;
 * nothing is repeated that must not be, and nothing was written.
 */
export function describeBadInput(
  title: string,
  groups: Readonly<Record<string, readonly Case[]>>,
  prepare: (stage: Stage) => Promise<Prepared>,
): void {
  describe(title, function () {
    this.timeout(600_000);
    const cases = Object.values(groups).flat();
    const outcomes = new Map<Case, Ran>();
    // A process of its own for the first of each group, so that it is seen to say the same and to end with the same.
    const inProcesses = Object.values(groups).flatMap(([first]) => first ?? []);
    const ownOutcomes = new Map<Case, Ran>();
    let stage: Stage;
    let snapshots: readonly [Snapshot, Snapshot];

    before(async () => {
      const lasting = startLasting();
      stage = await setLastingStage(lasting);
      const { paths, homes, close } = await prepare(stage);
      const type = ({ args, home = "stage" }: Case): [readonly string[], Surroundings] => [
        [...args(paths), "--json"],
        { home: homes[home] ?? stage.home },
      ];
      const snapshot = await takeSnapshot(stage);
      for (const one of cases) outcomes.set(one, await lasting.run(...type(one)));
      const ran = await inParallel(inProcesses, (one) => run(...type(one)));
      snapshots = [snapshot, await takeSnapshot(stage)];
      await close?.();
      for (const [i, one] of inProcesses.entries()) ownOutcomes.set(one, ran[i] as Ran);
    });

    after(() => stage?.close());

    for (const [group, listed] of Object.entries(groups)) {
      describe(group, () => {
        for (const one of listed) it(`${one.title}: ${one.code}`, () => expectOutcome(one, outcomes.get(one)));
      });
    }

    it("ends a process of its own in the same way, and says the same", () => {
      expect(ownOutcomes.size).to.equal(Object.keys(groups).length);
      for (const [one, ran] of ownOutcomes) expect(ran).to.deep.equal(outcomes.get(one));
    });

    it("repeats no secret, no name and no UID", () => {
      const said = [...outcomes.values()].map(({ stderr }) => stderr);
      expect(said).to.have.lengthOf(cases.length);
      const repeated = HIDDEN.filter((hidden) => said.some((text) => text.includes(hidden)));
      expect(repeated).to.deep.equal([]);
    });

    it("leaves nothing behind: no block, no record, no file", () => {
      const [before, after] = snapshots;
      expect(Object.keys(before.files).length).to.be.greaterThan(20);
      expect(after).to.deep.equal(before);
    });
  });
}

function expectOutcome({ code, exitCode, says }: Case, ran?: Ran): void {
  const { error } = JSON.parse(ran?.stderr ?? "{}");
  expect({ exitCode: ran?.exitCode, code: error?.code, stdout: ran?.stdout }, error?.message).to.deep.equal({
    ...{ exitCode, code, stdout: "" },
  });
  expect(error.message, "sentences").to.match(/^\S.{20,}/s);
  if (says) expect(error.message).to.match(says);
}

type Snapshot = { readonly block: bigint; readonly records: unknown; readonly files: Readonly<Record<string, string>> };

async function takeSnapshot({ folder, up, ask }: Stage): Promise<Snapshot> {
  const records = await ask<unknown>("records", "list");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    // The index follows the chain by itself, and is no more than a copy.
    .filter((entry) => !entry.name.startsWith("index.db"))
    .map((entry) => [join(entry.parentPath, entry.name), entry] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, entry]) => [path.slice(folder.length), entry.isFile() ? hash(readContent(path)) : "no file"]);
  const block = await createPublicClient({ transport: http(up.rpcUrl) }).getBlockNumber({ cacheTime: 0 });
  return { block, records, files: Object.fromEntries(files) };
}

function hash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The content of a file; of a vault every row, since its bytes change where something was added and taken back. */
function readContent(path: string): string | Uint8Array {
  if (!path.endsWith(".db")) return readFileSync(path);
  const database = new DatabaseSync(path);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
    return JSON.stringify(tables.map(({ name }) => [name, database.prepare(`SELECT * FROM ${name}`).all()]));
  } finally {
    database.close();
  }
}
