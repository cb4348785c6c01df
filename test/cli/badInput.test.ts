import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { createPublicClient, http } from "viem";
import type { Case } from "./badInput/case.ts";
import { IMAGES } from "./badInput/images.ts";
import { layOutHomes, layOutPaths, takePort } from "./badInput/layOut.ts";
import { PLACES } from "./badInput/places.ts";
import { RIGHTS } from "./badInput/rights.ts";
import { SECRETS } from "./badInput/secrets.ts";
import { WORDS } from "./badInput/words.ts";
import { ctFile, mrFile, readIdentifiers, unregisteredFile } from "./images.ts";
import { admitHospital, DOCTOR, HOSPITAL, inParallel, PATIENT, type Ran, run, type Stage, setStage } from "./stage.ts";

// Whatever is typed wrong (badInput/ lists it)
// ├── each command ends with the exit code and the error code that fit, and nothing on standard output
// ├── none repeats a secret, a name or a UID
// └── and nothing was written: no block, no record, no file

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  ...{ "folders of images": IMAGES, secrets: SECRETS, "homes and nodes": PLACES, "no right": RIGHTS, words: WORDS },
};

/** What no message may repeat: it identifies, or opens something. */
const HIDDEN = [
  ...[ctFile, mrFile, unregisteredFile].map(readIdentifiers).flatMap((identifiers) => Object.values(identifiers)),
  ...[PATIENT, "Jane", "Doe", DOCTOR, "Roth", HOSPITAL, "CompressedSamples"],
  ...["correct horse", "wrong horse", "brief7"],
];

describe("bad input", function () {
  this.timeout(120_000);
  const cases = Object.values(GROUPS).flat();
  const outcomes = new Map<Case, Ran>();
  let stage: Stage;
  let snapshots: readonly [Snapshot, Snapshot];

  before(async () => {
    stage = await setStage();
    const { ask, folder, up } = stage;
    const paths = layOutPaths(folder);
    await admitHospital(stage);
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    await ask("records", "register", paths.ct, "--patient", "1", "--as", "@1");
    await ask("records", "register", paths.mr, "--patient", PATIENT, "--as", "@1");
    await ask("accounts", "create", "jane", "--keystore-password-file", paths.password);
    await ask("patients", "enroll", "jane", "--as", "@1");

    const [dead, taken] = [await takePort(), await takePort()];
    await dead.close();
    const deadUrl = `http://127.0.0.1:${dead.port}`;
    const homes = await layOutHomes(stage, paths.password, deadUrl);
    const named = { ...paths, rpcUrl: up.rpcUrl, deadUrl, takenPort: String(taken.port) };

    const snapshot = await takeSnapshot(stage);
    const ran = await inParallel(cases, ({ args, home = "stage" }) =>
      run([...args(named), "--json"], { home: homes[home] }),
    );
    snapshots = [snapshot, await takeSnapshot(stage)];
    await taken.close();
    for (const [i, one] of cases.entries()) outcomes.set(one, ran[i] as Ran);
  });

  after(() => stage?.close());

  for (const [group, listed] of Object.entries(GROUPS)) {
    describe(group, () => {
      for (const one of listed) it(`${one.title}: ${one.code}`, () => expectOutcome(one, outcomes.get(one)));
    });
  }

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
