import { expect } from "chai";
import { openApi, type Stage, startStage } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;

// signing in
// ├── with the message offered → a session, by cookie or by token
// ├── what one sees follows from the directory
// ├── an account that is nobody has no session
// └── what is taken away is gone at the next request
describe("signing in to the API", function () {
  this.timeout(60_000);
  let stage: Stage;
  let api: Opened;

  before(async () => {
    stage = await startStage(0);
    api = await openApi(stage);
  });

  after(() => stage.close());

  it("keeps a session in a cookie, and ends it at the logout", async () => {
    const { app } = api;
    const payload = await api.signOffer(stage.cast.anna);
    const opened = await app.inject({ method: "POST", url: "/session", payload });
    expect(opened.statusCode).to.equal(201);
    expect(opened.json()).to.deep.equal({ account: stage.cast.anna, until: api.clock.present + 900 });
    const [cookie] = opened.cookies;
    expect(cookie).to.include({ httpOnly: true, secure: true, sameSite: "Strict", path: "/" });
    const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
    expect((await app.inject({ url: "/session", headers })).json().account).to.equal(stage.cast.anna);
    const foreign = { ...headers, origin: "https://evil.example" };
    expect((await app.inject({ url: "/session", headers: foreign })).statusCode).to.equal(403);
    expect((await app.inject({ method: "DELETE", url: "/session", headers })).statusCode).to.equal(403);
    const own = { ...headers, origin: "https://log.example.org" };
    expect((await app.inject({ method: "DELETE", url: "/session", headers: own })).statusCode).to.equal(204);
    expect((await app.inject({ url: "/session", headers })).statusCode).to.equal(401);
  });

  it("takes a message once, and for this site and chain alone", async () => {
    const { app } = api;
    const payload = await api.signOffer(stage.cast.anna);
    const post = (body: object) => app.inject({ method: "POST", url: "/session", payload: body });
    expect((await post(payload)).statusCode).to.equal(201);
    const again = await post(payload);
    expect([again.statusCode, again.json().code]).to.deep.equal([401, "LoginRefused"]);
    const other = await api.signOffer(stage.cast.anna);
    const message = other.message.replace("Chain ID: 31337", "Chain ID: 1");
    expect((await post({ ...other, message })).statusCode).to.equal(401);
  });

  it("says what the directory lets each of them see", async () => {
    const { anna, ben, clinic, surgeon, auditor, guard } = stage.cast;
    const me = async (account: `0x${string}`) => (await api.ask(await api.signIn(account), "/me")).json();
    expect((await me(anna)).sees).to.deep.equal({ everything: false, recordsOf: null, patientsAs: [1] });
    expect((await me(anna)).actor).to.equal(null);
    expect((await me(ben)).sees.patientsAs).to.deep.equal([2]);
    expect((await me(clinic)).sees).to.deep.equal({ everything: false, recordsOf: clinic, patientsAs: [] });
    expect((await me(surgeon)).actor).to.deep.equal({
      organization: clinic,
      kind: "practitioner",
      roles: ["emergency"],
    });
    expect((await me(surgeon)).sees).to.deep.equal({ everything: false, recordsOf: null, patientsAs: [] });
    expect((await me(auditor)).sees.everything).to.equal(true);
    expect((await me(guard)).sees.patientsAs).to.deep.equal([1]);
    const { asOf } = await me(anna);
    expect(asOf).to.include({ blocksBehind: 0, ageSeconds: 5 });
  });

  it("opens nothing for an account that is nobody here, nor for a key that the custodian holds", async () => {
    for (const nobody of [stage.cast.stranger, stage.cast.keeper]) {
      const payload = await api.signOffer(nobody);
      const refused = await api.app.inject({ method: "POST", url: "/session", payload });
      expect([refused.statusCode, refused.json().code]).to.deep.equal([401, "LoginRefused"]);
    }
  });

  it("is over at its end", async () => {
    const token = await api.signIn(stage.cast.anna);
    api.clock.present += 899;
    expect((await api.ask(token, "/me")).status).to.equal(200);
    api.clock.present += 1;
    const over = await api.ask(token, "/me");
    expect([over.status, over.json().code]).to.deep.equal([401, "NoSession"]);
  });
});

describe("somebody whose standing changes", function () {
  this.timeout(60_000);

  it("sees no more at the next request", async () => {
    const stage = await startStage(0);
    try {
      const { anna, ben, clinic, auditor } = stage.cast;
      const api = await openApi(stage);
      const [asAnna, asAuditor, asBen] = [await api.signIn(anna), await api.signIn(auditor), await api.signIn(ben)];
      const patientsOf = async (token: string) => (await api.ask(token, "/me")).json().sees.patientsAs;
      expect(await patientsOf(asAnna)).to.deep.equal([1]);
      await stage.world.send(anna, "offerHandover", [1, ben]);
      await stage.world.send(ben, "acceptHandover", [1]);
      await stage.world.send(clinic, "suspend", [auditor]);
      await stage.sync();
      api.clock.present += 20;
      expect(await patientsOf(asAnna)).to.deep.equal([]);
      expect((await api.ask(asAuditor, "/me")).json().sees.everything).to.equal(false);
      expect((await api.ask(asAnna, "/accesses?patient=1")).json().accesses).to.deep.equal([]);
      api.clock.present += 30; // what is new is looked for now and then
      expect(await patientsOf(asBen)).to.deep.equal([1, 2]);
    } finally {
      await stage.close();
    }
  });
});
