import { expect } from "chai";
import type { Hex } from "viem";
import { parseBundle, verifyBundle } from "../../src/audit/verify/index.ts";
import { recordAt } from "../indexer/world.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;

// proofs
// ├── of a record: checked by a stranger, and complete
// ├── of a page: genuine, and claiming no more
// ├── only of what the asker may see
// └── when the index has a row wrong → the bundle does not hold
describe("the API's proofs", function () {
  this.timeout(60_000);
  let stage: Stage;
  let api: Opened;

  before(async () => {
    stage = await startStage(20);
    api = await openApi(stage);
  });

  after(() => stage.close());

  async function trustOf(records: readonly Hex[], headers: Readonly<Record<string, unknown>>) {
    const [, hash] = String(headers["fiducial-block"]).split(" ");
    return { chainId: 31337, registry: stage.world.registry, blocks: [hash as Hex], records };
  }

  it("show a patient all accesses of a record, genuine and complete", async () => {
    const token = await api.signIn(stage.cast.anna);
    const { status, body, headers } = await api.ask(token, `/records/${recordAt(0)}/proof`);
    expect(status).to.equal(200);
    const bundle = parseBundle(body);
    const findings = verifyBundle(bundle, await trustOf([recordAt(0)], headers));
    expect(findings.problems).to.deep.equal([]);
    expect(findings.holds).to.equal(true);
    const { accesses } = (await api.ask(token, `/accesses?record=${recordAt(0)}`)).json();
    expect(bundle.rows).to.have.lengthOf(accesses.length);
    expect(bundle.records.map(({ count }) => count)).to.deep.equal([accesses.length]);
    expect(headers["content-disposition"]).to.include("fiducial-proof.json");
  });

  it("show a practitioner that what was logged in their name is genuine", async () => {
    const token = await api.signIn(stage.cast.surgeon);
    const { body, headers } = await api.ask(token, "/accesses/proof?limit=3&trust=head");
    const bundle = parseBundle(body);
    expect(verifyBundle(bundle, await trustOf([], headers)).holds).to.equal(true);
    expect(bundle.rows).to.have.lengthOf(3);
    expect([bundle.records, bundle.gateways]).to.deep.equal([[], []]);
  });

  it("are of what the asker may see alone", async () => {
    const token = await api.signIn(stage.cast.ben);
    expect((await api.ask(token, `/records/${recordAt(0)}/proof`)).json().code).to.equal("NotFound");
    const { body } = await api.ask(token, `/accesses/proof?record=${recordAt(0)}`);
    expect(parseBundle(body).rows).to.deep.equal([]);
  });

  it("don't hold where the index has a row wrong", async () => {
    const { database } = stage;
    await database.run(
      "UPDATE accesses SET purpose = purpose + 1 WHERE record = (SELECT record FROM accesses LIMIT 1) AND number = 1",
    );
    const token = await api.signIn(stage.cast.auditor);
    const { accesses } = (await api.ask(token, "/accesses?order=numbered&limit=1")).json();
    const { record } = accesses[0];
    const { body, headers } = await api.ask(token, `/records/${record}/proof`);
    const { holds, problems } = verifyBundle(parseBundle(body), await trustOf([record], headers));
    expect(holds).to.equal(false);
    expect(problems).not.to.be.empty;
  });

  it("say readably that the node is away", async () => {
    const away = await openApi(stage, { request: async () => Promise.reject(new TypeError("no such host: secret")) });
    const token = await away.signIn(stage.cast.anna);
    const answer = await away.ask(token, `/records/${recordAt(0)}/proof`);
    expect([answer.status, answer.json().code]).to.deep.equal([502, "NodeUnavailable"]);
    expect(answer.body + away.lines.join("")).not.to.include("secret");
    expect((await away.app.inject({ url: "/ready" })).json().checks).to.deep.include({ index: true, node: false });
  });
});
