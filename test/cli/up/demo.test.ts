import { expect } from "chai";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { endAll, makePlace, type Place, run, startUp, type Up } from "../stage.ts";

type Person = { readonly name: string; readonly role: string; readonly privateKey: Hex };
type Access = { readonly basis: string; readonly time: number; readonly place: { readonly blockTime: number } };

// `fiducial up --demo`
// ├── shows people to be, whose keys sign in, each with what is theirs to see
// ├── has weeks behind it: looks by leave, by policy, in an emergency, by the patient, and without leave
// ├── owes a review of one of its emergencies
// ├── has names and lists of records that hold
// ├── has a request for leave, which the patient reads
// ├── says that it is a demonstration, and shows its people only then
// ├── begins anew in its own home, and never in one with a vault of somebody's
// └── is not started where others reach it, nor in a database that is named, unless that was confirmed
describe("fiducial up --demo", function () {
  this.timeout(90_000);
  let place: Place;
  let up: Up;

  before(async () => {
    place = makePlace();
    up = await startUp({ home: place.home }, ["--port", "0", "--demo"]);
  });
  after(async () => {
    await endAll();
    await place.close();
  });

  async function call<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
    const headers = {
      ...(body && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(new URL(path, up.rpcUrl), {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as T;
  }

  const listPeople = () => call<readonly Person[]>("GET", "/app/demo/people.json");

  async function signIn(name: string): Promise<string> {
    const person = (await listPeople()).find((one) => one.name === name);
    const account = privateKeyToAccount(person?.privateKey ?? "0x");
    const { message } = await call<{ message: string }>("POST", "/session/nonce", { address: account.address });
    const signature = await account.signMessage({ message });
    return (await call<{ token: string }>("POST", "/session", { message, signature, carry: "bearer" })).token;
  }

  /** Asks until the index has come to the end of the story. */
  async function readAccesses(token: string): Promise<readonly Access[]> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await call<{ accesses?: Access[]; asOf?: { blocksBehind: number } }>(
        ...(["GET", "/accesses?limit=1000", undefined, token] as const),
      );
      if (answer.asOf?.blocksBehind === 0 && answer.accesses !== undefined) return answer.accesses;
      expect(attempt).to.be.lessThan(300);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("shows people to be, whose keys sign in, each with what is theirs to see", async () => {
    const sees: Record<string, object> = {};
    for (const { name, role } of await listPeople()) {
      expect(role).to.match(/\w{4}/);
      const me = await call<{ sees: { everything: boolean; patientsAs: number[] } }>(
        "GET",
        "/me",
        undefined,
        await signIn(name),
      );
      sees[name] = [me.sees.everything, me.sees.patientsAs.length];
    }
    expect(sees).to.deep.include({
      "Ms. Lee": [false, 3],
      "Ms. Novak": [true, 0],
      "Dr. Adams": [false, 0],
      "Mr. Park": [false, 1],
    });
  });

  it("has weeks behind it, with every kind of leave and looks without", async () => {
    const accesses = await readAccesses(await signIn("Ms. Novak"));
    expect(new Set(accesses.map(({ basis }) => basis))).to.deep.equal(
      new Set(["PERMIT", "POLICY", "EMERGENCY", "PATIENT", "NONE"]),
    );
    const times = accesses.map(({ time }) => time);
    expect(Math.max(...times) - Math.min(...times)).to.be.greaterThan(30 * 86_400);
    expect(accesses.filter(({ time, place: { blockTime } }) => blockTime - time > 3600)).to.deep.equal([]);
  });

  it("owes a review of one of its emergencies, and has one that was reviewed", async () => {
    const auditor = await signIn("Ms. Novak");
    const emergencies = (await readAccesses(auditor)).filter(({ basis }) => basis === "EMERGENCY");
    const { reviews } = await call<{ reviews: object[] }>("GET", "/reviews-due", undefined, auditor);
    expect([emergencies.length, reviews.length]).to.deep.equal([2, 1]);
  });

  it("has names that its organizations signed, and lists of records", async () => {
    const { names } = await call<{ names: { name: string }[] }>("GET", "/names", undefined, await signIn("Ms. Lee"));
    expect(names.map(({ name }) => name)).to.include.members(["Dr. Adams", "Lakeside Imaging", "Health Data Office"]);
    expect(await call<object[]>("GET", "/app/demo/labels.json")).to.have.lengthOf(4);
  });

  async function readRequests(token: string): Promise<readonly { readonly id: string; readonly note: string }[]> {
    const path = ["GET", "/patients/1/requests", undefined, token] as const;
    return (await call<{ requests: { id: string; note: string }[] }>(...path)).requests;
  }

  it("has a request for leave, which the patient reads", async () => {
    const requests = await readRequests(await signIn("Ms. Lee"));
    expect(requests).to.have.lengthOf(1);
    expect(requests[0]?.note).to.include("second opinion");
  });

  it("says that it is a demonstration", async () => {
    expect(await call<object>("GET", "/registry")).to.deep.include({ demo: true });
  });

  it("begins anew in its own home, and never in one with a vault of somebody's; a chain that is none has no people", async () => {
    const token = await signIn("Ms. Lee");
    for (const { id } of await readRequests(token)) {
      const headers = { authorization: `Bearer ${token}` };
      const away = await fetch(new URL(`/patients/1/requests/${id}`, up.rpcUrl), { method: "DELETE", headers });
      expect(away.status).to.equal(204);
    }
    expect((await up.stop("SIGINT")).exitCode).to.equal(0);
    up = await startUp({ home: place.home }, ["--port", "0", "--demo"]);
    expect(await listPeople()).to.have.lengthOf(9);
    expect(await readRequests(await signIn("Ms. Lee"))).to.have.lengthOf(1);
    expect((await up.stop("SIGINT")).exitCode).to.equal(0);

    const own = { home: `${place.folder}/own` };
    up = await startUp(own);
    const answer = await fetch(new URL("/app/demo/people.json", up.rpcUrl));
    expect(answer.status).to.equal(404);
    expect(await call<object>("GET", "/registry")).to.deep.include({ demo: false });
    expect((await up.stop("SIGINT")).exitCode).to.equal(0);
    const { exitCode, stderr } = await run(["up", "--port", "0", "--demo", "--json"], own);
    expect([exitCode, JSON.parse(stderr).error.code]).to.deep.equal([1, "Setup"]);
  });

  it("is not started where others reach it, nor in a database that is named, unless that was confirmed", async () => {
    const home = `${place.folder}/none`;
    const open = await run(["up", "--port", "0", "--host", "0.0.0.0", "--demo", "--json"], { home });
    expect([open.exitCode, JSON.parse(open.stderr).error.code]).to.deep.equal([2, "Usage"]);
    const env = { DATABASE_URL: `${place.folder}/named.db` };
    const named = await run(["up", "--port", "0", "--demo", "--json"], { home, env });
    expect([named.exitCode, JSON.parse(named.stderr).error.code]).to.deep.equal([2, "Usage"]);
  });
});
