import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { readPdfText } from "../audit/reports/pdfText.ts";
import { parseCsv } from "./csv.ts";
import { copyImages, ctFile, readIdentifiers } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitGateway, admitHospital, DOCTOR, GATEWAY, HOSPITAL, inParallel, PATIENT, type Stage } from "./stage.ts";

// fiducial report: a doctor who was permitted, then not; a clinic under the hospital's policy; an emergency; somebody from outside
// ├── notice: everything, in every form, and what is new since a cursor
// ├── disclosures: what left the hospital and the law does not leave out
// ├── emergencies, misuse: what somebody has to look at, with exit code 3 where there is something
// ├── blast-radius: what a key did and could have done
// ├── bad input is refused, and nothing is printed
// └── an index that lacks an access is told of, in the report and by the exit code

type Row = {
  readonly number: number;
  readonly rule: string;
  readonly accessorName: string | null;
  readonly what: string;
};
type Told = {
  readonly rows: readonly Row[];
  readonly leftOut: readonly Row[];
  readonly asOf: { readonly isComplete: boolean };
};

describe("report", function () {
  this.timeout(120_000);
  let stage: Stage;
  const { study, series } = readIdentifiers(ctFile);
  const clinic = "Lakeside Clinic";

  before(async () => {
    stage = await setLastingStage();
    const { ask, folder } = stage;
    await admitHospital(stage);
    await admitGateway(stage);
    await ask("actors", "policy", "all-normal", "--as", "@1");
    await ask("actors", "admit-organization", "@12", "--as", "@0", "--name", clinic);
    await ask("actors", "admit", "@13", "--as", "@12", "--name", "Dr. Chen");
    await ask("actors", "admit", "@4", "--as", "@1", "--roles", "emergency");
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    await ask(
      "records",
      "register",
      copyImages(join(folder, "ct"), { "1.dcm": ctFile }),
      "--patient",
      "1",
      "--as",
      "@1",
    );
    await ask("permit", PATIENT, DOCTOR, "--purposes", "TREAT", "--until", "30d", "--as", "@5");
    await ask("access", study, "--as", DOCTOR, "--part", series);
    await ask("revoke", PATIENT, DOCTOR, "--as", "@5");
    await sleep(1_100); // by whole seconds, what comes is after the permit's end
    await ask("access", study, "--as", DOCTOR, "--purpose", "HRESCH");
    await ask("access", study, "--as", "@13", "--purpose", "PUBHLTH");
    await ask("access", study, "--as", "@13", "--purpose", "PUBHLTH");
    await ask("emergency", "log", study, "--reason", "unconscious", "--as", "@4");
    await ask("access", study, "--as", GATEWAY, "--by", "@9");
  });

  after(() => stage?.close());

  describe("notice", () => {
    it("tells a program every access, by which rule, and that none is missing", async () => {
      const { rows, leftOut, asOf } = await stage.ask<Told>("report", "notice", PATIENT);
      expect(rows.map(({ number, rule }) => [number, rule])).to.deep.equal([
        ...[
          [1, "access"],
          [2, "access"],
          [3, "access"],
          [4, "access"],
          [5, "emergency"],
          [6, "without leave"],
        ],
      ]);
      expect(rows[0]).to.deep.include({ accessorName: DOCTOR });
      expect(rows[0]?.what).to.match(/^one series of CT study, registered \d{4}-\d\d-\d\d$/);
      expect({ leftOut, isComplete: asOf.isComplete }).to.deep.equal({ leftOut: [], isComplete: true });
    });

    it("tells a person in words, with no hash before them; and writes a PDF that only its owner reads, once", async () => {
      const pdf = join(stage.folder, "notice.pdf");
      const asked = ["report", "notice", PATIENT, "--pdf", pdf, "--time-zone", "Europe/Berlin"];
      const { stdout, exitCode } = await stage.run(...asked);
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(/^Who has seen your health data\nJane Doe \(patient 1\), St\. Mary Hospital, until /);
      expect(stdout).to.include("accessed 6 times by 4 people").and.to.include("! 1 access was without leave");
      expect(stdout).not.to.match(/0x[0-9a-f]{16}/i);
      const [first = ""] = readPdfText(readFileSync(pdf));
      expect(first)
        .to.match(/^Who has seen your health data\nJane Doe/)
        .and.to.include("Page 1 of");
      expect(statSync(pdf).mode & 0o777).to.equal(0o600);

      const again = await stage.run(...asked);
      expect({ exitCode: again.exitCode, stdout: again.stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
    });

    it("prints CSV, and how complete it is beside it", async () => {
      const { stdout, stderr } = await stage.run("report", "notice", PATIENT, "--csv");
      const [header = [], ...rows] = parseCsv(stdout);
      expect(rows.map((row) => row[header.indexOf("accessorName")])).to.deep.equal([
        ...[DOCTOR, DOCTOR, "Dr. Chen", "Dr. Chen", "", ""],
      ]);
      expect(stderr).to.match(/Complete: every access/);
    });

    it("feeds what is new since a cursor", async () => {
      const feed = (cursor: string) =>
        stage.ask<Told & { next: string; isLast: boolean }>("report", "notice", "1", "--new-since", cursor);
      const { rows, next, isLast } = await feed("start");
      expect([rows.length, isLast]).to.deep.equal([6, true]);
      expect(await feed(next)).to.deep.include({ rows: [], next });
    });
  });

  it("accounts for what left the hospital and the law does not leave out", async () => {
    const marks = join(stage.folder, "marks.json");
    writeFileSync(marks, JSON.stringify({ addresses: { [stage.up.accounts[12] ?? ""]: "1 Shore Road" } }));
    const { rows, leftOut } = await stage.ask<Told>("report", "disclosures", PATIENT, "--marks", marks);
    expect(rows).to.have.lengthOf(2);
    expect(rows[0]).to.deep.include({
      recipientName: clinic,
      recipientAddress: "1 Shore Road",
      count: 2,
      rule: "disclosure",
    });
    expect(rows[1]).to.deep.include({ count: 1, rule: "no-leave" });
    expect(leftOut.map(({ number, rule }) => [number, rule])).to.deep.equal([
      [1, "use"],
      [2, "use"],
      [5, "use"],
    ]);
  });

  it("lists emergencies: nothing is wrong while a review is due", async () => {
    const { rows, counts } = await stage.ask<{ rows: Row[]; counts: object }>(
      "report",
      "emergencies",
      "--custodian",
      HOSPITAL,
    );
    expect(rows.map(({ number }) => number)).to.deep.equal([5]);
    expect(counts).to.deep.include({ due: 1, overdue: 0, refused: 0 });
  });

  it("names signs of misuse by the thresholds of a file, with exit code 3", async () => {
    const thresholds = join(stage.folder, "thresholds.json");
    const staff = [{ patient: 1, organization: stage.up.accounts[1] }];
    writeFileSync(thresholds, JSON.stringify({ staff, breakGlass: { times: 1 } }));
    const { exitCode, stdout } = await stage.run("report", "misuse", "--thresholds", thresholds, "--json");
    expect(exitCode).to.equal(3);
    const { rows } = JSON.parse(stdout) as Told;
    expect(rows.map(({ rule, accessorName }) => [rule, accessorName])).to.deep.equal([
      ["without leave", null],
      ["frequent emergencies", null],
      ["colleague", DOCTOR],
      ["colleague", null],
    ]);
  });

  it("measures what a key did and could have done", async () => {
    type Radius = { reached: object; reach: { rule: string; until: number; records: number }[] };
    const { reached, reach } = await stage.ask<Radius>("report", "blast-radius", DOCTOR, "--since", "-1d");
    expect(reached).to.deep.equal({ accesses: 2, patients: 1, records: 1 });
    expect(reach.map(({ rule, records }) => [rule, records])).to.deep.equal([
      ["permit", 1],
      ["policy", 1],
    ]);
    expect(reach[0]?.until).to.be.lessThan(reach[1]?.until ?? 0); // the permit was revoked, the policy still holds
    const patient = await stage.ask<Radius>("report", "blast-radius", "@5", "--since", "-1d");
    expect(patient.reach.map(({ rule }) => rule)).to.deep.equal(["acts for"]);
  });

  it("refuses bad input, and prints nothing", async () => {
    const broken = join(stage.folder, "broken.json");
    writeFileSync(broken, "{");
    const wrong = join(stage.folder, "wrong.json");
    writeFileSync(wrong, JSON.stringify({ bulk: { patients: "Jane" } }));
    const cases: [code: string, exitCode: number, args: string[]][] = [
      ["Usage", 2, ["notice", PATIENT, "--csv"]], // each is asked for --json
      ["Usage", 2, ["notice", "99"]],
      ["Usage", 2, ["notice", PATIENT, "--time-zone", "Jane/Doe"]],
      ["Usage", 2, ["notice", PATIENT, "--since", "2d", "--until", "1d"]],
      ["Usage", 2, ["notice", PATIENT, "--new-since", "yesterday"]],
      ["Usage", 2, ["notice", PATIENT, "--font", broken]],
      ["Setup", 1, ["notice", PATIENT, "--pdf", join(stage.folder, "none", "a.pdf")]],
      ["Setup", 1, ["notice", PATIENT, "--pdf", join(stage.folder, "b.pdf"), "--font", broken]],
      ["Setup", 1, ["disclosures", PATIENT, "--marks", broken]],
      ["InvalidMarks", 1, ["disclosures", PATIENT, "--marks", wrong]],
      ["InvalidThresholds", 1, ["misuse", "--thresholds", wrong]],
      ["Usage", 2, ["blast-radius", DOCTOR]],
    ];
    const ran = await inParallel(cases, ([, , args]) => stage.run("report", ...args, "--json"));
    const came = ran.map(({ exitCode, stdout, stderr }) => [JSON.parse(stderr).error.code, exitCode, stdout]);
    expect(came).to.deep.equal(cases.map(([code, exitCode]) => [code, exitCode, ""]));
    for (const { stderr } of ran) expect(stderr).not.to.match(/Jane|Roth/);
  });

  // A block of its own comes last: it takes something away.
  describe("on an index that lacks an access", () => {
    it("says so in the report and by the exit code", async () => {
      const index = new DatabaseSync(join(stage.home, "index.db"), { timeout: 5000 });
      expect(index.prepare("DELETE FROM accesses WHERE number = 3").run().changes).to.equal(1);
      index.close();
      const { exitCode, stdout, stderr } = await stage.run("report", "notice", PATIENT);
      expect(exitCode).to.equal(3);
      expect(stdout).to.include("! NOT COMPLETE");
      expect(stderr).to.match(/^error: .*not hold every access/);
    });
  });
});
