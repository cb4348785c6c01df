import { join } from "node:path";
import { expect } from "chai";
import { checkEvidence, parseEvidence } from "../../src/audit/evidence/index.ts";
import { openEvidence } from "../../src/cli/api/openEvidence.ts";
import { NotCheckedError } from "../../src/cli/errors.ts";
import { locateHome, readSettings } from "../../src/cli/home.ts";
import { copyImages, ctFile } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, PATIENT, type Stage } from "./stage.ts";

// openEvidence
// ├── makes what holds by the hash of its block, up to that block, and of that record
// └── with a node that is not there → says that none could be made, and goes on with the next
describe("what makes evidences for the API", function () {
  this.timeout(120_000);
  let stage: Stage;
  let record: `0x${string}`;
  let sealed: { readonly digest: string; readonly block: { readonly hash: `0x${string}`; readonly number: number } };

  before(async () => {
    stage = await setLastingStage();
    const { ask, folder } = stage;
    await admitHospital(stage);
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    const images = copyImages(join(folder, "images"), { "1.dcm": ctFile });
    ({ record } = await ask<{ record: `0x${string}` }>("records", "register", images, "--patient", "1", "--as", "@1"));
    await ask("access", record, "--as", "@2");
    sealed = await ask("audit", "evidence", record, "--out", join(folder, "evidence.json"));
  });

  after(() => stage?.close());

  it("makes the file that the command line writes", async () => {
    const settings = await readSettings(locateHome(stage.home));
    const make = openEvidence(settings);
    const { number, hash } = sealed.block;
    const [text, again] = await Promise.all([make(record, number), make(record, number)]);
    expect(again).to.equal(text);
    const evidence = parseEvidence(text);
    expect(evidence.seal.digest).to.equal(sealed.digest);
    const { chainId, registry } = settings;
    const lower = registry.toLowerCase() as typeof registry;
    const { holds, problems } = await checkEvidence(evidence, { chainId, registry: lower, blocks: [hash] });
    expect([holds, problems]).to.deep.equal([true, []]);
  });

  it("says that none could be made where the node is away", async () => {
    const settings = await readSettings(locateHome(stage.home));
    const make = openEvidence({ ...settings, rpcUrl: "http://127.0.0.1:9" });
    const failed = await make(record, sealed.block.number).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NotCheckedError);
    expect(await make(record, sealed.block.number).catch((error: unknown) => error)).to.be.instanceOf(NotCheckedError);
  });
});
