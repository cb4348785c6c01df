import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describeWithSharedData } from "../dicom/sampleFiles.ts";
import { parseCsv } from "./csv.ts";
import { mrFolder, sharedFolder } from "./images.ts";
import { type Answer, expectJudgedAndFoundByPart, numbersOf, type Played, play } from "./play.ts";
import {
  admitGateway,
  admitHospital,
  DOCTOR,
  GATEWAY,
  HOSPITAL,
  inParallel,
  PATIENT,
  type Stage,
  setStage,
} from "./stage.ts";

// From admission to the answer, on real images: permitted, three accesses, revoked before the third, and asked for
// ├── an MR that npm brings; the patient's account has no ETH, and another sends what it signs
// │   └── by study, series, instance, accessor, time and purpose; as table, JSON and CSV
// └── a CT beside the repository; the patient sends by an account of the node
//     └── by study, series and instance

describe("from admission to the answer", function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async () => {
    stage = await setStage();
    await admitHospital(stage);
    await admitGateway(stage);
  });

  after(() => stage?.close());

  describe("with an MR that npm brings, and a patient without ETH", () => {
    let played: Played;
    const who = (...filter: string[]): Promise<Answer> => stage.ask("who", played.image.study, ...filter);

    before(async () => {
      const password = join(stage.folder, "password");
      writeFileSync(password, "correct horse battery\n");
      const keystore = ["--keystore-password-file", password];
      await stage.ask("accounts", "create", "jane", ...keystore);
      await stage.ask("patients", "enroll", "jane", "--as", "@1", "--name", PATIENT);

      const alone = await stage.run("permit", PATIENT, DOCTOR, "--as", "jane", ...keystore, "--json");
      expect(JSON.parse(alone.stderr).error.code).to.equal("CannotPay");
      played = await play(stage, mrFolder, { name: PATIENT, as: ["--as", "jane", ...keystore, "--relay-by", "@4"] });
    });

    it("permits in words that a program can read", () => {
      const { from, until, ...terms } = played.permitted as Record<"from" | "until", number>;
      expect(terms).to.deep.include({ purposes: ["PATRQT", "TREAT"], kinds: "all", version: 1, patient: 1 });
      expect(until - from).to.be.within(30 * 86_400 - 5, 30 * 86_400);
    });

    it("judges what was permitted and what came after the revocation, and answers for a part with what is around it", () => {
      expectJudgedAndFoundByPart(played.answers);
    });

    it("says who, when, which part, for what purpose, by whose leave, and where it is on chain", () => {
      const { image, answers } = played;
      const [own, byGateway] = answers.study.accesses;
      const { accounts } = stage.up;
      expect(own).to.have.all.keys(
        ...["number", "time", "accessor", "accessorName", "organization", "organizationName", "gateway", "part"],
        ...["level", "uid", "purpose", "action", "basis", "reason", "block", "transaction"],
      );
      expect(own).to.deep.include({
        ...{ accessor: accounts[2], accessorName: DOCTOR, organization: accounts[1], organizationName: HOSPITAL },
        ...{ gateway: null, level: "record", uid: image.study, purpose: "TREAT", action: "read", reason: null },
      });
      expect(byGateway).to.deep.include({
        ...{ accessor: accounts[2], gateway: accounts[3], level: "instance", uid: image.instance, purpose: "COC" },
      });
      // Hardhat's matchers, which are loaded with all tests, compare whole numbers only.
      expect(own?.time).to.be.closeTo(Math.floor(Date.now() / 1000), 120);
    });

    it("takes a part by --part as well, by UID and by commitment", async () => {
      const { other, answers } = played;
      const commitment = answers.study.accesses[1]?.part ?? "";
      const found = await inParallel([other.instance, commitment], (part) => who("--part", part));
      const withoutAge = ({ staleness, ...answer }: Answer) => ({ ...answer, blocksBehind: staleness.blocksBehind });
      expect(found.map(withoutAge)).to.deep.equal([answers.other, answers.instance].map(withoutAge));
    });

    it("answers by accessor, by time and by purpose with what is below it in the tree", async () => {
      const { accesses } = played.answers.study;
      const last = accesses[2]?.time ?? 0;
      const numbersIf = (fits: (time: number) => boolean): number[] =>
        accesses.filter(({ time }) => fits(time)).map(({ number }) => number);
      const cases: [string[], number[]][] = [
        [["--by", DOCTOR, "--since", String(last)], numbersIf((time) => time >= last)],
        [["--by", GATEWAY], []],
        [["--until", new Date(last * 1000).toISOString(), "--since", "-1h"], numbersIf((time) => time < last)],
        [
          ["--purpose", "TREAT", "--until", "1h"],
          [1, 2, 3],
        ],
        [["--purpose", "coc"], [2]],
        [["--purpose", "COC", "--part", played.other.instance], []],
      ];
      const found = await inParallel(cases, async ([filter]) => [filter, numbersOf(await who(...filter))]);
      expect(found).to.deep.equal(cases);
    });

    it("prints a table that ends with what it can be held to", async () => {
      const { stdout, stderr, exitCode } = await stage.run("who", played.image.study);
      expect({ stderr, exitCode }).to.deep.equal({ stderr: "", exitCode: 0 });
      const lines = stdout.trimEnd().split("\n");
      expect(lines[0]?.split(/ {2,}/)).to.deep.equal(
        "no time accessor organization part purpose action basis block transaction".split(" "),
      );
      expect(lines[3]).to.include(DOCTOR).and.to.include(`instance ${played.image.instance}`);
      expect(lines.at(-1)).to.match(
        /^3 of 3 accesses, complete, as of block \d+ \(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, [\dmin sh]+ ago\)$/,
      );
    });

    it("prints CSV that says the same, and its completeness beside it", async () => {
      const { stdout, stderr, exitCode } = await stage.run("who", played.image.study, "--csv");
      const [header = [], ...rows] = parseCsv(stdout);
      const texts = played.answers.study.accesses.map((access) =>
        Object.fromEntries(Object.entries(access).map(([key, value]) => [key, String(value ?? "")])),
      );
      expect(rows.map((row) => Object.fromEntries(row.map((value, i) => [header[i], value])))).to.deep.equal(texts);
      expect(stderr).to.match(/^3 of 3 accesses, complete, as of block \d+ \(.*Z, .* ago\)\n$/);
      expect(exitCode).to.equal(0);
    });

    it("lists the record, the patient and the actors", async () => {
      type Rows = readonly Record<string, unknown>[];
      const [records, patients, directory] = await Promise.all([
        stage.ask<Rows>("records", "list"),
        stage.ask<Rows>("patients", "list"),
        stage.ask<{ readonly actors: Rows }>("actors", "list"),
      ]);
      const { image, answers } = played;
      expect(records.find(({ uid }) => uid === image.study)).to.deep.include({
        ...{ record: answers.study.record, kind: "imaging-study", state: "registered", accesses: 3 },
      });
      expect(patients).to.have.lengthOf(1);
      expect(patients[0]).to.deep.include({ patient: 1, name: PATIENT, custodianName: HOSPITAL });
      expect(directory.actors.find(({ name }) => name === GATEWAY)).to.deep.include({
        ...{
          account: stage.up.accounts[3],
          kind: "device",
          roles: ["gateway"],
          organizationName: HOSPITAL,
          until: null,
        },
      });
    });
  });

  describeWithSharedData("with a CT beside the repository, and an account of the node", () => {
    it("judges what was permitted and what came after the revocation, and answers for a part with what is around it", async () => {
      const { patient } = await stage.ask<{ patient: number }>("patients", "enroll", "@5", "--as", HOSPITAL);
      const { answers } = await play(stage, sharedFolder("ct-ge"), { name: String(patient), as: ["--as", "@5"] });
      expectJudgedAndFoundByPart(answers);
    });
  });
});
