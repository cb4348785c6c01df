import { join } from "node:path";
import { expect } from "chai";
import { copyImages, mrFile, readIdentifiers } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, PATIENT, type Stage } from "./stage.ts";

// erase
// ├── when nobody says yes → nothing is erased
// ├── a record loses its UID, its parts and the notes of its reviews; its accesses stay, complete and without a subject
// ├── a patient loses name, restrictions and book key; the next book takes the patient in again
// └── what is erased, or was never there, is said
describe("erase", function () {
  this.timeout(120_000);
  let stage: Stage;
  let record: string;
  const { study } = readIdentifiers(mrFile);
  const note = "No relative could be reached.";

  before(async () => {
    stage = await setLastingStage();
    const { ask, folder } = stage;
    await admitHospital(stage);
    await ask("actors", "admit", "@3", "--as", "@1", "--roles", "emergency");
    await ask("actors", "admit", "@4", "--as", "@1", "--roles", "reviewer");
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    const images = copyImages(join(folder, "images"), { "image.dcm": mrFile });
    ({ record } = await ask<{ record: string }>("records", "register", images, "--patient", "1", "--as", "@1"));
    await ask("emergency", "log", study, "--reason", "unconscious", "--as", "@3");
    await ask("review", study, "1", "--outcome", "justified", "--note", note, "--as", "@4");
    await ask("restrict", "add", PATIENT, "--exclude", "@9", "--as", "@1");
    await ask("restrict", "anchor", "--as", "@1");
  });
  after(() => stage?.close());

  const failureOf = async (...args: string[]) => {
    const { exitCode, stderr, stdout } = await stage.run(...args, "--json");
    const { code, message } = JSON.parse(stderr).error;
    expect(stdout).to.equal("");
    return { exitCode, code, message };
  };

  it("erases nothing when nobody says yes", async () => {
    for (const args of [
      ["record", study],
      ["patient", PATIENT],
    ]) {
      expect(await failureOf("erase", ...args)).to.include({ exitCode: 2, code: "Usage" });
    }
    expect(await stage.ask<object[]>("records", "list")).to.have.lengthOf(1);
    expect(await stage.ask<object[]>("restrict", "list", PATIENT)).to.have.lengthOf(1);
  });

  it("leaves a record's accesses, complete and without a subject", async () => {
    const erased = await stage.ask<{ erasedAt: number }>("erase", "record", study, "--yes");
    expect(erased).to.deep.include({ record, parts: 2, manifests: 1, notes: 1 });
    expect(await stage.ask("records", "list")).to.deep.equal([]);
    expect(await failureOf("who", study)).to.include({ exitCode: 2, code: "Usage" });
    const answer = await stage.ask<{ accesses: { level: string; uid: null }[] }>("who", record);
    expect(answer).to.deep.include({ count: 1, complete: true });
    expect(answer.accesses[0]).to.deep.include({ level: "record", uid: null, basis: "EMERGENCY" });

    const again = await failureOf("erase", "record", record, "--yes");
    expect(again).to.include({ exitCode: 1, code: "RecordErased" });
    expect(again.message).to.include(`${new Date(erased.erasedAt * 1000).toISOString().slice(0, 19)}Z`);
  });

  it("takes a patient's name, restrictions and book key", async () => {
    const erased = await stage.ask<object>("erase", "patient", PATIENT, "--yes");
    expect(erased).to.deep.equal({ patient: 1, name: true, books: true, restrictionsInForce: 1 });
    expect(await stage.ask("restrict", "list")).to.deep.equal([]);
    expect((await stage.ask<{ name: null }[]>("patients", "list"))[0]).to.deep.include({ patient: 1, name: null });
    const prove = await failureOf("restrict", "prove", "1", "--out", join(stage.folder, "other.json"));
    expect(prove).to.include({ exitCode: 1, code: "UnknownBook" });
    expect(await failureOf("erase", "patient", "1", "--yes")).to.include({ exitCode: 2, code: "Usage" });
  });

  it("says what is not there", async () => {
    expect(await failureOf("erase", "record", "1.2.3", "--yes")).to.include({ exitCode: 2, code: "Usage" });
    expect(await failureOf("erase", "record", `0x${"12".repeat(32)}`, "--yes")).to.include({
      exitCode: 2,
      code: "Usage",
    });
    expect(await failureOf("erase", "record", PATIENT, "--yes")).to.include({ exitCode: 2, code: "Usage" });
    const { exitCode, code, message } = await failureOf("erase", "patient", "John Smith", "--yes");
    expect({ exitCode, code }).to.deep.equal({ exitCode: 2, code: "Usage" });
    expect(message).not.to.include("Smith");
  });
});
