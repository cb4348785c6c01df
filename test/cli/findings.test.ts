import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { describeWithSharedData } from "../dicom/sampleFiles.ts";
import { copyImages, mrFolder, readIdentifiers, sharedFolder } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, type Ran, run, type Stage } from "./stage.ts";

// Findings: the command did its work, and the answer is a bad one
// ├── who
// │   ├── names the number of a row that was deleted from the index, in every form, with exit code 3
// │   └── says how to have an index built again that is none
// └── records verify
//     ├── ends with 0 where all is as registered, and with 3 where not
//     ├── names what is altered, missing and added
//     └── tells a changed header from a changed image (data beside the repository)

const slice = (number: number): string => join(mrFolder, `brain_00${number}.dcm`);

type Verification = {
  readonly record: string;
  readonly same: boolean;
  readonly instances: readonly {
    readonly file: string | null;
    readonly sopInstanceUid: string;
    readonly verdict: string;
  }[];
};

describe("findings", function () {
  this.timeout(60_000);
  let stage: Stage;
  let registered: string;
  const { study } = readIdentifiers(slice(2));

  before(async () => {
    stage = await setLastingStage();
    const { ask, folder } = stage;
    await admitHospital(stage);
    await ask("patients", "enroll", "@5", "--as", "@1");
    registered = copyImages(join(folder, "registered"), { "2.dcm": slice(2), "3.dcm": slice(3), "4.dcm": slice(4) });
    await ask("records", "register", registered, "--patient", "1", "--as", "@1");
  });

  after(() => stage?.close());

  const typed = (...args: string[]) => run(args, stage);

  describe("who", () => {
    before(async () => {
      for (let access = 1; access <= 3; access += 1) await stage.ask("access", study, "--as", "@2");
      expect(await stage.ask<object>("who", study)).to.deep.include({ complete: true, present: 3 });
      const index = new DatabaseSync(join(stage.home, "index.db"), { timeout: 5000 });
      expect(index.prepare("DELETE FROM accesses WHERE number = 2").run().changes).to.equal(1);
      index.close();
    });

    it("names the number that is missing from the index", async () => {
      const { exitCode, stdout, stderr } = await typed("who", study);
      expect(exitCode).to.equal(3);
      expect(stdout).to.match(/\n2 of 3 accesses, NOT COMPLETE, missing: 2, as of block \d+ \(.*\)\n$/);
      expect(stderr).to.match(/^error: .*not hold every access/);
    });

    it("names it to programs", async () => {
      const { exitCode, stdout, stderr } = await typed("who", study, "--json");
      expect(exitCode).to.equal(3);
      expect(JSON.parse(stdout)).to.deep.include({
        count: 3,
        present: 2,
        complete: false,
        missing: [{ first: 2, last: 2 }],
      });
      expect(JSON.parse(stderr).error.code).to.equal("Finding");
    });

    it("names it beside CSV, also when the question leaves accesses out", async () => {
      const { exitCode, stdout, stderr } = await typed("who", study, "--csv", "--by", "@9");
      expect(exitCode).to.equal(3);
      expect(stdout.trimEnd().split("\n")).to.have.lengthOf(1);
      expect(stderr).to.match(/^0 shown\. 2 of 3 accesses, NOT COMPLETE, missing: 2, /);
    });

    it("says how to have an index built again that is none", async () => {
      const { rpcUrl, registry } = stage.up;
      const home = join(stage.folder, "other");
      expect((await run(["connect", rpcUrl, "--registry", registry], { home })).exitCode).to.equal(0);
      writeFileSync(join(home, "index.db"), "this is no database, however long one looks at it".repeat(100));
      const { exitCode, stdout, stderr } = await run(["actors", "list"], { home });
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
      expect(stderr)
        .to.match(/remove \S+index\.db and ask again/)
        .and.to.match(/error: .*not a database/i);
    });
  });

  describe("records verify", () => {
    it("ends well where all is as registered, whatever the files are called", async () => {
      const renamed = copyImages(join(stage.folder, "renamed"), { a: slice(4), b: slice(2), c: slice(3) });
      const { exitCode, stdout } = await typed("records", "verify", renamed);
      expect(exitCode, stdout).to.equal(0);
      expect(stdout).to.include("3 registered: 3 same.").and.to.include("The folder is what was registered.");
    });

    it("names what is altered, missing and added", async () => {
      const altered = copyImages(join(stage.folder, "altered"), {
        "2.dcm": slice(2),
        "3.dcm": slice(3),
        "5.dcm": slice(5),
      });
      const path = join(altered, "3.dcm");
      const bytes = readFileSync(path);
      bytes[bytes.length - 1000] = (bytes.at(-1000) ?? 0) ^ 1; // in the pixels, which end the file
      writeFileSync(path, bytes);

      const { exitCode, stdout, stderr } = await typed("records", "verify", altered, "--json");
      expect(exitCode).to.equal(3);
      expect(JSON.parse(stderr).error.code).to.equal("Finding");
      const { same, instances }: Verification = JSON.parse(stdout);
      expect(same).to.equal(false);
      expect(
        instances.map(({ file, sopInstanceUid, verdict }) => [file, sopInstanceUid, verdict]),
      ).to.have.deep.members([
        ["2.dcm", readIdentifiers(slice(2)).instance, "same"],
        ["3.dcm", readIdentifiers(slice(3)).instance, "not the registered image"],
        [null, readIdentifiers(slice(4)).instance, "missing"],
        ["5.dcm", readIdentifiers(slice(5)).instance, "added"],
      ]);

      const forPeople = await typed("records", "verify", altered);
      expect(forPeople.exitCode).to.equal(3);
      for (const named of ["3.dcm", readIdentifiers(slice(4)).instance, "5.dcm"])
        expect(forPeople.stdout).to.include(named);
      expect(forPeople.stdout).not.to.include("2.dcm");
    });
  });

  describeWithSharedData("records verify, with the data beside the repository", () => {
    const registerAndVerify = async (folder: string, found: string): Promise<[Ran, Verification]> => {
      const { record } = await stage.ask<{ record: string }>(
        ...["records", "register", folder, "--patient", "1", "--as", "@1"],
      );
      const ran = await typed("records", "verify", found, "--record", record, "--json");
      return [ran, JSON.parse(ran.stdout)];
    };

    it("says of anonymised images that the image is the same and the header changed", async () => {
      const [before, after] = [join(sharedFolder("agfa"), "before"), join(sharedFolder("agfa"), "after")];
      const [{ exitCode }, { instances }] = await registerAndVerify(before, after);
      expect(exitCode).to.equal(3);
      expect(instances.map(({ verdict }) => verdict)).to.deep.equal(Array(4).fill("same image, header changed"));
    });

    it("says the same of an image that was compressed anew without loss", async () => {
      const [one, other] = ["1.dcm", "2.dcm"].map((name) =>
        copyImages(join(stage.folder, `as-${name}`), { [name]: join(sharedFolder("transfer-syntaxes"), name) }),
      );
      const [{ exitCode }, { instances }] = await registerAndVerify(one ?? "", other ?? "");
      expect(exitCode).to.equal(3);
      expect(instances.map(({ file, verdict }) => [file, verdict])).to.deep.equal([
        ["2.dcm", "same image, header changed"],
      ]);
    });
  });
});
