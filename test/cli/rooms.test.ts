import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyImages, mrFile, readIdentifiers } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, type Ran, run, type Stage } from "./stage.ts";

// What came after enrolment, permits and accesses, each as it goes from its beginning to its end
// ├── a guardian acts until the child's majority, at its second; two who decide together both sign
// ├── a lost key is recovered after the delay, and never before; a veto ends it
// ├── what a custodial key set up is over once the patient claims it
// ├── an emergency is refused after 4 hours, owes a review, is overdue, and is reviewed once
// ├── what a tool wrote is disposed of by a person, and found again by a recall
// ├── a gateway that said when it would be heard of is found silent
// └── a proof is checked without node, index or home; one that was tampered with is not believed
describe("the rooms of the registry", function () {
  this.timeout(300_000);
  let stage: Stage;
  const { study } = readIdentifiers(mrFile);

  before(async () => {
    stage = await setLastingStage();
    await admitHospital(stage);
    const { ask, folder } = stage;
    await ask("actors", "admit", "@3", "--as", "@1", "--kind", "device", "--roles", "gateway");
    await ask("actors", "admit", "@4", "--as", "@1", "--roles", "emergency,reviewer");
    await ask("actors", "admit", "@6", "--as", "@1", "--roles", "reviewer");
    await ask("actors", "admit", "@7", "--as", "@1", "--kind", "device", "--name", "Tool");
    await ask("patients", "enroll", "@5", "--as", "@1");
    const images = copyImages(join(folder, "images"), { "image.dcm": mrFile });
    await ask("records", "register", images, "--patient", "1", "--as", "@1");
  });
  after(() => stage?.close());

  it("lets guardians act together, and a guardian until the majority", async () => {
    const { ask } = stage;
    const until = String(Math.floor(Date.now() / 1000) + 7200);
    await ask("patients", "proxy", "appoint", "1", "@8", "--until", until, "--as", "@5");
    await ask("patients", "proxy", "appoint", "1", "@9", "@10", "--joint", "--until", until, "--as", "@5");
    await ask("permit", "1", "@2", "--as", "@8", "--until", until);
    await ask("permit", "1", "@2", "--as", "@9,@10", "--relay-by", "@1", "--until", until);
    expect(await failureOf("permit", "1", "@2", "--as", "@9", "--until", until)).to.equal("NotActingFor");
    expect(await failureOf("permit", "1", "@2", "--as", "@9,@11", "--relay-by", "@1", "--until", until)).to.equal(
      "NotActingFor",
    );
    expect(await failureOf("permit", "1", "@2", "--as", "@8", "--until", "1y")).to.equal("OutlastsPower");

    await request("evm_setNextBlockTimestamp", [Number(until)]);
    await request("evm_mine", []);
    expect(await failureOf("permit", "1", "@2", "--as", "@8", "--until", "1y")).to.equal("NotActingFor");
    const listed = await ask<{ proxies: { state: string }[] }>("patients", "proxy", "list", "1");
    expect(listed.proxies.map(({ state }) => state)).to.deep.equal(["ended", "ended"]);
  });

  it("recovers a lost key after the delay, and not after a veto", async () => {
    const { ask } = stage;
    await ask("patients", "recovery", "choose", "1", "@11", "--delay", "1d", "--as", "@5");
    await ask("patients", "recovery", "request", "1", "@12", "--as", "@11");
    await ask("patients", "recovery", "veto", "1", "--as", "@5");
    expect(await failureOf("patients", "recover", "1", "--as", "@0")).to.equal("RecoveryNotReady");

    await ask("patients", "recovery", "request", "1", "@12", "--as", "@11");
    const early = await stage.run("patients", "recover", "1", "--as", "@0");
    expect(early.stderr).to.match(/ready at \d{4}-\d\d-\d\dT/);
    await travel(86_401);
    await ask("patients", "recover", "1", "--as", "@0");
    const { controller } = await ask<{ controller: string }>("patients", "show", "1");
    expect(controller).to.equal(stage.up.accounts[12]);
  });

  it("ends with the claim what a key in custody had set up", async () => {
    const { ask } = stage;
    await ask("patients", "enroll", "@13", "--as", "@1", "--custodial");
    await ask("patients", "proxy", "appoint", "2", "@8", "--until", "never", "--as", "@13");
    await ask("patients", "offer", "2", "@14", "--as", "@13");
    expect(await failureOf("patients", "claim", "2", "--as", "@8")).to.equal("NotOffered");
    await ask("patients", "claim", "2", "--as", "@14", "--relay-by", "@1");
    const shown = await ask<{ hold: string; controller: string; proxies: { state: string }[] }>(
      "patients",
      "show",
      "2",
    );
    expect(shown).to.deep.include({ hold: "self", controller: stage.up.accounts[14] });
    expect(shown.proxies.map(({ state }) => state)).to.deep.equal(["ended by the claim"]);
    expect(await failureOf("permit", "2", "@2", "--as", "@13")).to.equal("NotActingFor");
  });

  it("shows what an emergency owes, and has it reviewed once by another person", async () => {
    const { ask } = stage;
    const log = ["emergency", "log", study, "--reason", "unconscious", "--as", "@4"];
    expect(await failureOf(...log, "--broken-at", "-5h")).to.equal("Usage");
    const logged = await ask<{ number: number; basis: string }>(...log, "--broken-at", "-20m");
    expect(logged.basis).to.equal("EMERGENCY");
    const number = String(logged.number);
    const review = ["review", study, number, "--outcome", "justified", "--note", "No relative could be reached."];
    expect(await failureOf(...review, "--as", "@4")).to.equal("OwnAccess");

    await travel(72 * 3600 + 1);
    const overdue = await stage.run("emergency", "list", "--overdue", "--json");
    expect(overdue.exitCode).to.equal(3);
    expect(JSON.parse(overdue.stdout).emergencies).to.have.lengthOf(1);
    await ask(...review, "--as", "@6");
    expect(await failureOf(...review, "--as", "@6")).to.equal("AlreadyReviewed");
    expect(await ask<object>("emergency", "list", "--overdue")).to.deep.include({ emergencies: [] });
    const { emergencies } = await ask<{ emergencies: object[] }>("emergency", "list", "--record", study);
    expect(emergencies[0]).to.deep.include({ outcome: "justified", wasLate: true, reason: "unconscious" });
  });

  it("finds what a version of a tool wrote, what a person made of it, and who read it since", async () => {
    const { ask, folder } = stage;
    const [text, model] = [join(folder, "draft.txt"), join(folder, "model.onnx")];
    writeFileSync(text, "No nodule.");
    writeFileSync(model, "weights");
    const tool = ["--ai", "--tool", "Tool", "--tool-version", "Acme/LungCAD/2.1", "--model", model];
    const contribute = ["records", "contribute", study, "--section", "findings", "--text", text];
    expect(await failureOf(...contribute, ...tool.slice(1), "--as", "@7")).to.equal("Usage");
    const { number } = await ask<{ number: number }>(...contribute, ...tool, "--as", "@7");
    expect(await failureOf("records", "dispose", study, "9", "accepted", "--as", "@2")).to.equal("UnknownContribution");
    await ask("records", "dispose", study, String(number), "rejected", "--as", "@2");
    await ask("access", study, "--as", "@2", "--time", await chainTime());

    const recalled = await ask<{ records: { contributions: object[]; readers: object[] }[] }>(
      ...["records", "recall", "--tool-version", "Acme/LungCAD/2.1"],
    );
    expect(recalled.records[0]?.contributions).to.deep.equal([{ number, disposition: "rejected" }]);
    expect(recalled.records[0]?.readers).to.have.lengthOf(1);
    const other = await ask<{ records: object[] }>("records", "recall", "--tool-version", "Acme/LungCAD/2.2");
    expect(other.records).to.deep.equal([]);

    const document = await ask<{ record: string }>(
      ...["records", "register-document", text, "--patient", "1", "--status", "preliminary", "--as", "@1"],
    );
    await ask("records", "relate", document.record, "derived-from", study, "--as", "@1");
    expect(await failureOf("records", "relate", study, "annotates", document.record, "--as", "@1")).to.equal(
      "NotOlder",
    );
    await ask("access", document.record, "--as", "@2", "--time", await chainTime());
    await travel(1); // within one second there is no order
    await ask("records", "status", document.record, "final", "--as", "@1");
    const history = await ask<{ revisions: { status: string }[]; supersededReads: object[]; relations: object[] }>(
      ...["records", "history", document.record],
    );
    expect(history.revisions.map(({ status }) => status)).to.deep.equal(["preliminary", "final"]);
    expect(history.supersededReads).to.have.lengthOf(1);
    expect(history.relations).to.have.lengthOf(1);
  });

  it("keeps credentials, keys, policies, and finds a gateway silent", async () => {
    const { ask, folder } = stage;
    const licence = join(folder, "licence.pdf");
    writeFileSync(licence, "licence 12345");
    await ask(
      "actors",
      "credential",
      "attest",
      "@2",
      "--document",
      licence,
      "--name",
      "Licence",
      ...["--until", "9y", "--as", "@1"],
    );
    await ask("actors", "credential", "withdraw", "@2", "licence", "--as", "@1");
    type Credentials = { credentials: { name: string; isValid: boolean }[] };
    const { credentials } = await ask<Credentials>("actors", "credential", "list", "@2");
    expect(credentials.map(({ name, isValid }) => [name, isValid])).to.deep.equal([["Licence", false]]);
    const key = `0x${"11".repeat(32)}`;
    await ask("actors", "key", "publish", key, "--as", "@2");
    expect(await ask<object>("actors", "key", "show", "@2")).to.deep.include({ key });
    await ask("actors", "policy", "basic-normal", "--as", "@1");
    expect(await ask<object>("actors", "policy", "show", "@1")).to.deep.include({ policy: "basic-normal" });

    const stateOf = async (): Promise<[number | null, string]> => {
      const { exitCode, stdout } = await stage.run("gateways", "--json");
      return [exitCode, JSON.parse(stdout).gateways[0].state];
    };
    expect(await stateOf()).to.deep.equal([0, "never said when"]);
    // The chain's clock has gone ahead of this machine's.
    await ask("gateways", "heartbeat", "--next-by", "30d", "--as", "@3");
    expect(await stateOf()).to.deep.equal([0, "in time"]);
    await travel(31 * 86_400);
    expect(await stateOf()).to.deep.equal([3, "silent"]);
    await ask("gateways", "retire", "@3", "--as", "@1");
    expect(await stateOf()).to.deep.equal([0, "retired"]);
  });

  it("proves an answer to who has neither node nor index, and tells where it was tampered with", async () => {
    const { folder } = stage;
    const file = join(folder, "bundle.json");
    const { proof } = await stage.ask<{ proof: { record: string; block: { hash: string } } }>(
      "who",
      study,
      "--proof",
      file,
    );
    const again = await stage.run("who", study, "--proof", file, "--json");
    expect(JSON.parse(again.stderr).error.code).to.equal("Setup"); // evidence is not written over
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    const check = async (path: string, block = proof.block.hash): Promise<Ran> =>
      run(["verify", path, "--block", block, "--record", proof.record, "--json"], { home: join(elsewhere, "none") });

    copyFileSync(file, join(elsewhere, "bundle.json"));
    const held = await check(join(elsewhere, "bundle.json"));
    expect(held.exitCode, held.stderr).to.equal(0);
    expect(JSON.parse(held.stdout)).to.deep.include({ holds: true, problems: [] });

    const tampered = JSON.parse(readFileSync(file, "utf8"));
    tampered.rows[1].accessor = `0x${"12".repeat(20)}`;
    writeFileSync(join(elsewhere, "tampered.json"), JSON.stringify(tampered));
    const refused = await check(join(elsewhere, "tampered.json"));
    expect([refused.exitCode, JSON.parse(refused.stderr).error.code]).to.deep.equal([1, "NotProven"]);
    expect(JSON.parse(refused.stdout).problems[0]).to.deep.include({ code: "RowAltered", list: "rows", index: 1 });

    writeFileSync(join(elsewhere, "cut.json"), readFileSync(file, "utf8").slice(0, 1000));
    expect((await check(join(elsewhere, "cut.json"))).exitCode).to.equal(1);
    expect((await check(file, `0x${"12".repeat(32)}`)).exitCode).to.equal(1);
    expect((await check(file, "0x12")).exitCode).to.equal(2);
  });

  async function failureOf(...args: string[]): Promise<string> {
    const { exitCode, stderr } = await stage.run(...args, "--json");
    expect(exitCode, args.join(" ")).to.be.oneOf([1, 2]);
    return JSON.parse(stderr).error.code;
  }

  /** Moves the chain's clock on. */
  async function travel(seconds: number): Promise<void> {
    await request("evm_increaseTime", [seconds]);
    await request("evm_mine", []);
  }

  async function chainTime(): Promise<string> {
    const { timestamp } = await request<{ timestamp: string }>("eth_getBlockByNumber", ["latest", false]);
    return String(Number(timestamp));
  }

  async function request<Result>(method: string, params: readonly unknown[]): Promise<Result> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const headers = { "content-type": "application/json" };
    const response = await fetch(stage.up.rpcUrl, { method: "POST", body, headers });
    const answer = (await response.json()) as { readonly result: Result; readonly error?: unknown };
    expect(answer.error, method).to.equal(undefined);
    return answer.result;
  }
});
