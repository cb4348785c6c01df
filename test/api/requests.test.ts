import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Address } from "viem";
import { openRequestStore } from "../../src/cli/api/openRequestStore.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { recordAt } from "../indexer/world.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

const day = 86_400;

// asking a patient for leave
// ├── an actor in force asks; the patient's side reads it, newest first, and puts it away
// ├── nobody else reads it or puts it away: custodian, auditor, asker
// ├── the answer is the same whether or not there is such a patient, and whatever the patient did with the last one
// ├── it ends by itself after 90 days, or when the leave would
// ├── too many of one asker, or of one asker to one patient → refused; too many to one patient → not shown, and not told
// ├── who is no actor in force, and an auditor → may not ask
// └── what is of the wrong form → is refused, and nothing of it repeated
describe("requests for leave", () => {
  let stage: Stage;
  let folder: string;

  before(async () => {
    stage = await startStage(0);
    folder = await mkdtemp(join(tmpdir(), "fiducial-requests-"));
  });

  after(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  let count = 0;

  /** An API with no request in it. */
  async function open(perMinute = 1_000) {
    count += 1;
    const path = join(folder, `${count}.db`);
    const store = await openRequestStore(path);
    const api = await openApi(stage, { requests: { store, perMinute }, settings: { sessionSeconds: 1_000 * day } });
    const send = async (method: "POST" | "DELETE", token: string, url: string, payload?: object) => {
      const headers = { authorization: `Bearer ${token}` };
      const {
        statusCode,
        body,
        headers: given,
      } = await api.app.inject({ method, url, headers, ...(payload && { payload }) });
      const { date: _, "x-ratelimit-remaining": _1, "x-ratelimit-reset": _2, ...rest } = given;
      return { statusCode, body, headers: rest };
    };
    const ask = async (token: string, changes: object = {}) =>
      send("POST", token, "/requests", {
        ...{ patient: 1, scope: recordAt(0), purposes: ["TREAT"], kinds: ["imaging-study"] },
        ...{ until: api.clock.present + 30 * day, note: "Before the operation on Monday." },
        ...changes,
      });
    const list = async (token: string, patient = 1) =>
      (await api.ask(token, `/patients/${patient}/requests`)).json().requests as Record<string, unknown>[];
    return { ...api, path, store, send, ask, list };
  }

  it("reach the patient's side, newest first, and are put away by it", async () => {
    const { cast } = stage;
    const { signIn, ask, list, clock, send, store } = await open();
    const [surgeon, anna] = [await signIn(cast.surgeon), await signIn(cast.anna)];
    expect(await list(anna)).to.deep.equal([]);
    const first = await ask(surgeon);
    expect([first.statusCode, first.body]).to.deep.equal([202, '{"status":"asked"}']);
    clock.present += 60;
    await ask(surgeon, { note: undefined, purposes: ["TREAT", "TREAT", "COC"], kinds: ["report"] });
    const requests = await list(anna);
    const [second, before] = requests;
    expect(second).to.deep.include({ purposes: ["TREAT", "COC"], kinds: ["report"], note: null, at: clock.present });
    expect(before).to.deep.include({
      ...{ from: cast.surgeon, scope: recordAt(0), purposes: ["TREAT"], kinds: ["imaging-study"] },
      ...{ note: "Before the operation on Monday.", at: clock.present - 60, until: clock.present - 60 + 30 * day },
    });
    const url = `/patients/1/requests/${before?.id}`;
    expect((await send("DELETE", anna, url)).statusCode).to.equal(204);
    expect(await list(anna)).to.deep.equal([second]);
    expect((await send("DELETE", anna, url)).statusCode).to.equal(404);
    await store.close();
  });

  it("are nobody else's to read or to put away", async () => {
    const { cast } = stage;
    const { signIn, ask, send, list, path, store, ...api } = await open();
    const anna = await signIn(cast.anna);
    await ask(await signIn(cast.surgeon));
    const [request] = await list(anna);
    for (const person of ["clinic", "auditor", "ben", "surgeon"] as const) {
      const token = await signIn(cast[person]);
      expect(
        (await api.app.inject({ url: "/patients/1/requests", headers: { authorization: `Bearer ${token}` } }))
          .statusCode,
        person,
      ).to.equal(404);
      const refused = await send("DELETE", token, `/patients/1/requests/${request?.id}`);
      expect(refused, person).to.deep.equal(await send("DELETE", token, "/patients/999/requests/none"));
      expect(refused.statusCode).to.equal(404);
    }
    const ben = await signIn(cast.ben);
    expect((await send("DELETE", ben, `/patients/2/requests/${request?.id}`)).statusCode).to.equal(404);
    expect(await list(anna)).to.have.lengthOf(1);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    await store.close();
  });

  it("are answered alike whether or not there is such a patient, and whatever became of the last one", async () => {
    const { cast } = stage;
    const { signIn, ask, send, list, slept, store } = await open();
    const [surgeon, anna] = [await signIn(cast.surgeon), await signIn(cast.anna)];
    const before = slept.length;
    const answers = [];
    for (let i = 0; i < 3; i += 1) {
      answers.push([await ask(surgeon), await ask(surgeon, { patient: 999 })]);
      for (const { id } of await list(anna)) await send("DELETE", anna, `/patients/1/requests/${id}`);
    }
    expect(slept.length - before).to.be.at.least(6);
    // That the patient put all of them away changes nothing either.
    answers.push([await ask(surgeon), await ask(surgeon, { patient: 999 })]);
    for (const [one, other] of answers) expect(one).to.deep.equal(other);
    expect(answers.map(([one]) => one?.statusCode)).to.deep.equal([202, 202, 202, 429]);
    expect(answers[3]?.[0]?.body).to.include("TooManyOpen");
    await store.close();
  });

  it("keep nothing of what was put away, nor of what is over", async () => {
    const { signIn, ask, list, send, clock, path, store } = await open();
    const [surgeon, anna] = [await signIn(stage.cast.surgeon), await signIn(stage.cast.anna)];
    await ask(surgeon, { note: "put away" });
    for (const { id } of await list(anna)) await send("DELETE", anna, `/patients/1/requests/${id}`);
    await ask(surgeon, { note: "over", until: clock.present + 200 * day });
    clock.present += 91 * day;
    expect(await list(anna)).to.deep.equal([]);
    await ask(surgeon, { note: "present", until: clock.present + day });
    const database = await openSqlite({ path, mustExist: true });
    const rows = await database.all<{ content: string | null }>("SELECT content FROM requests");
    await database.close();
    expect(rows.map(({ content }) => content && JSON.parse(content).note)).to.deep.equal(["present"]);
    clock.present += 2 * day;
    expect(await list(anna), "the leave would be over").to.deep.equal([]);
    await store.close();
  });

  it("of one asker are at most 100, and no more than 200 are shown to one patient", async () => {
    const { signIn, ask, list, store } = await open();
    const [surgeon, anna] = [await signIn(stage.cast.surgeon), await signIn(stage.cast.anna)];
    for (let i = 0; i < 100; i += 1) expect((await ask(surgeon, { patient: 1_000 + i })).statusCode).to.equal(202);
    expect((await ask(surgeon)).statusCode).to.equal(429);
    const asked = {
      patient: 1,
      scope: recordAt(0),
      purposes: [],
      kinds: [],
      note: null,
      at: stage.time,
      until: 2 ** 39,
    };
    const bounds = { ofAsker: 100, ofAskerAndPatient: 3, ofPatient: 200 };
    for (let i = 0; i < 210; i += 1) {
      const from: Address = `0x${i.toString(16).padStart(40, "0")}`;
      expect(await store.add({ ...asked, id: `${i}`, from }, 0, bounds)).to.equal("taken");
    }
    expect(await list(anna)).to.have.lengthOf(200);
    await store.close();
  });

  it("of before there was a patient with the number are shown to nobody", async () => {
    const { signIn, list, store } = await open();
    const asked = { patient: 1, scope: recordAt(0), purposes: [], kinds: [], note: null, until: 2 ** 39 };
    const bounds = { ofAsker: 100, ofAskerAndPatient: 3, ofPatient: 200 };
    await store.add({ ...asked, id: "early", from: stage.cast.surgeon, at: stage.time - 80 * day }, 0, bounds);
    expect(await list(await signIn(stage.cast.anna))).to.deep.equal([]);
    await store.close();
  });

  it("are of actors in force alone, and of so many a minute", async () => {
    const { cast } = stage;
    const { signIn, ask, store } = await open(2);
    for (const person of ["anna", "auditor"] as const) {
      const refused = await ask(await signIn(cast[person]));
      expect([refused.statusCode, JSON.parse(refused.body).code], person).to.deep.equal([403, "ActorsOnly"]);
    }
    const surgeon = await signIn(cast.surgeon);
    const resident = await signIn(cast.resident);
    for (const [token, status] of [
      [surgeon, 202],
      [surgeon, 202],
      [surgeon, 429],
      [resident, 202],
    ] as const)
      expect((await ask(token)).statusCode).to.equal(status);
    await store.close();
  });

  it("of the wrong form are refused, and nothing of them repeated", async () => {
    const { signIn, ask, list, clock, store } = await open();
    const [surgeon, anna] = [await signIn(stage.cast.surgeon), await signIn(stage.cast.anna)];
    for (const changes of [
      ...[{ patient: 0 }, { patient: 1.5 }, { patient: "1" }, { patient: 2 ** 48 }, { scope: "0x12" }],
      ...[{ purposes: [] }, { purposes: ["SECRET"] }, { kinds: [] }, { kinds: ["secret"] }, { until: -1 }],
      ...[{ until: clock.present - 1 }, { note: "x".repeat(501) }, { note: "secret\u0007" }, { note: "a\nsecret" }],
      ...[{ note: "\u202esecret" }, { note: 7 }, { secret: 1 }],
    ]) {
      const { statusCode, body } = await ask(surgeon, changes);
      expect(statusCode, JSON.stringify(changes)).to.equal(400);
      expect(body.toLowerCase()).not.to.include("secret");
    }
    expect(await list(anna)).to.deep.equal([]);
    await store.close();
  });
});
