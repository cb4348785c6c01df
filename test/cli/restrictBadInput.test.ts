import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { bad, refused, setup, unknown, usage } from "./badInput/case.ts";
import { mrFile, mrFolder, readIdentifiers } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, DOCTOR, HOSPITAL, inParallel, PATIENT, type Ran, run, type Stage } from "./stage.ts";

const JOHN = "John Smith";
const as = ["--as", "@1"];
const add = (patient: string, ...more: string[]) => ["restrict", "add", patient, "--exclude", "@9", ...more];
const check = (file: string, ...more: string[]) => ["restrict", "check", file, ...more];
const root = `0x${"12".repeat(32)}`;

/** What is typed wrong: a word of each, in a stage with one restriction of one patient and no book. */
const CASES = [
  bad("a patient's name that nobody has", usage, () => add("Doe", ...as)),
  bad("a number that nobody has", usage, () => add("99", ...as)),
  bad("another organization's patient", usage, () => add("3", ...as)),
  bad("an account that speaks for nobody", usage, () => add(PATIENT, "--as", "@9"), { says: /registrar/ }),
  bad("a practitioner", usage, () => add(PATIENT, "--as", DOCTOR), { says: /registrar/ }),
  bad("nobody who does it", usage, () => add(PATIENT)),
  bad("nobody who is excluded", usage, () => ["restrict", "add", PATIENT, ...as]),
  bad("an unknown account that is excluded", usage, () => ["restrict", "add", PATIENT, "--exclude", JOHN, ...as]),
  bad("an unknown purpose", unknown("UnknownPurpose"), () => add(PATIENT, ...as, "--purpose", "TRAET")),
  bad("a name in the place of a record", usage, () => add(PATIENT, ...as, "--record", JOHN)),
  bad("a record that the vault does not know", refused("UnknownRecord"), () => add(PATIENT, ...as, "--record", root)),
  bad("a record of another patient", usage, () => add(JOHN, ...as, "--record", readIdentifiers(mrFile).study)),
  bad("the same again", refused("RestrictionInForce"), () => add(PATIENT, ...as)),
  bad("to lift what is not there", refused("RestrictionNotInForce"), () => ["restrict", "lift", PATIENT, "9", ...as]),
  bad("to lift a word", refused("RestrictionNotInForce"), () => ["restrict", "lift", PATIENT, DOCTOR, ...as]),
  bad("a list of nobody", usage, () => ["restrict", "list", "Doe"]),
  bad("to anchor as nobody", usage, () => ["restrict", "anchor"]),
  bad("to anchor as a practitioner", usage, () => ["restrict", "anchor", "--as", DOCTOR]),
  bad("a proof of what is in no book", refused("UnknownBook"), () => [
    "restrict",
    "prove",
    PATIENT,
    "--out",
    "/nowhere/a",
  ]),
  bad("a proof without a file", usage, () => ["restrict", "prove", PATIENT]),
  bad("a proof of no day", usage, () => ["restrict", "prove", PATIENT, "--out", "/nowhere/a", "--interval", JOHN]),
  bad("a file that is not there", setup, () => check("/nowhere/a")),
  bad("a file that is no proof", setup, () => check(mrFile, "--root", root), { says: /no entry/ }),
  bad("a node without a registry", usage, () => check(mrFile, "--rpc", "http://127.0.0.1:1"), { says: /--registry/ }),
  bad("a root beside a node", usage, () => check(mrFile, "--root", root, "--rpc", "http://127.0.0.1:1")),
  bad("a root that is none", usage, () => check(mrFile, "--root", "0x12")),
] as const;

describe("bad input to restrict", function () {
  this.timeout(120_000);
  let stage: Stage;
  let ran: readonly Ran[] = [];
  let lists: readonly unknown[] = [];

  before(async () => {
    stage = await setLastingStage();
    await admitHospital(stage);
    await stage.ask("actors", "admit-organization", "@3", "--as", "@0", "--name", "Clinic");
    await stage.ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", JOHN);
    await stage.ask("patients", "enroll", "@7", "--as", "@3");
    await stage.ask("records", "register", mrFolder, "--patient", PATIENT, "--as", HOSPITAL);
    await stage.ask(...add(PATIENT, ...as));
    const before = await stage.ask<unknown[]>("restrict", "list");
    ran = await inParallel(CASES, ({ args }) => stage.run(...args({} as never), "--json"));
    lists = [before, await stage.ask<unknown[]>("restrict", "list")];
  });

  after(() => stage?.close());

  for (const [i, { title, code, exitCode, says }] of CASES.entries()) {
    it(`${title}: ${code}`, () => {
      const { error } = JSON.parse(ran[i]?.stderr ?? "{}");
      const ended = { exitCode: ran[i]?.exitCode, stdout: ran[i]?.stdout, code: error?.code };
      expect(ended, error?.message).to.deep.equal({ exitCode, stdout: "", code });
      expect(error.message).to.match(says ?? /^\S.{20,}/s);
    });
  }

  it("repeats no name and no UID, and writes nothing down", () => {
    const said = ran.map(({ stderr }) => stderr).join();
    for (const hidden of [PATIENT, JOHN, "Doe", DOCTOR, readIdentifiers(mrFile).study]) {
      expect(said).not.to.include(hidden);
    }
    expect(lists[0]).to.deep.equal(lists[1]);
  });

  it("is no question to the node either: it is asked the same whoever restricts, whom and what", async () => {
    const record = readIdentifiers(mrFile).study;
    const words = [
      ["list-like", ["restrict", "add", PATIENT, "--exclude", DOCTOR, ...as, "--record", record]],
      ["other", ["restrict", "add", JOHN, "--exclude", stage.up.accounts[8] ?? "", ...as, "--purpose", "HRESCH"]],
    ] as const;
    const asked: string[][] = [];
    for (const [name, args] of words) {
      const home = join(stage.folder, name);
      cpSync(stage.home, home, { recursive: true });
      asked.push(
        await listen(home, stage.up.rpcUrl, async () => {
          const { exitCode, stderr } = await run([...args, "--json"], { home });
          expect(exitCode, stderr).to.equal(0);
        }),
      );
    }
    expect(asked[0]).to.have.length.greaterThan(5);
    expect(asked[0]).to.deep.equal(asked[1]);
  });
});

/** Stands between a home's commands and their node while they work, and notes what is asked. */
async function listen(home: string, rpcUrl: string, work: () => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method, params } = JSON.parse(body.toString());
    asked.push(JSON.stringify([method, params]));
    const headers = { "content-type": "application/json" };
    const answer = await fetch(rpcUrl, { method: "POST", headers, body });
    response.writeHead(answer.status, headers).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const path = join(home, "registry.json");
  const { port } = server.address() as AddressInfo;
  const settings = { ...JSON.parse(readFileSync(path, "utf8")), rpcUrl: `http://127.0.0.1:${port}` };
  writeFileSync(path, JSON.stringify(settings));
  try {
    await work();
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return asked.sort(); // what is asked at the same time arrives in any order
}
