import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { type Address, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { connectRegistry } from "../../src/client/viem/index.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { ALL_RECORDS, NO_END } from "../../src/consent/typedData.ts";
import { endAll, makePlace, type Place, run, start, startUp, type Up } from "./stage.ts";

const mnemonic = "test test test test test test test test test test test junk";
const patient = mnemonicToAccount(mnemonic, { addressIndex: 5 });

// fiducial api
// ├── listens, says where, and answers to a patient who signed in what is theirs
// ├── sends what the patient signed, paid by the relayer, and shows it
// ├── ends at a signal with 0
// └── with a wrong place, origin or relayer, or nothing set up → says what to do
describe("fiducial api", function () {
  this.timeout(120_000);
  let place: Place;
  let up: Up;

  before(async () => {
    place = makePlace();
    up = await startUp({ home: place.home });
    await place.ask("actors", "admit-organization", "@1", "--as", "@0", "--name", "St. Mary Hospital");
    await place.ask("patients", "enroll", "@5", "--as", "@1");
  });

  after(async () => {
    await endAll();
    await place.close();
  });

  async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  it("answers a patient over HTTP, sends what the patient signed, and stops at a signal", async () => {
    const port = await freePort();
    const args = ["--port", String(port), "--relayer", "@9", "--wallet-rpc", "http://127.0.0.1:1/"];
    const api = start(["api", ...args, "--json"], { home: place.home });
    const ready = new Promise<void>((resolve) => {
      api.child.stdout.on("data", () => api.printed().trimEnd().endsWith("\n}") && resolve());
    });
    const failed = await Promise.race([ready, api.ended]);
    expect(failed?.stderr).to.equal(undefined);
    const { url, origin, relayer } = JSON.parse(api.printed());
    expect([url, origin]).to.deep.equal([`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}`]);
    expect(relayer).to.equal(up.accounts[9]);
    const root = await fetch(url, { redirect: "manual" }); // to the web app
    expect([root.status, root.headers.get("location")]).to.deep.equal([302, "/app/"]);

    const call = async (method: string, path: string, body?: object, token = "") => {
      const headers = { "content-type": "application/json", ...(token !== "" && { authorization: `Bearer ${token}` }) };
      const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      return (await answer.json()) as Record<string, string>;
    };
    expect(await call("GET", "/registry")).to.include({
      ...{ chainId: up.chainId, registry: up.registry, chainName: "Local development chain" },
      ...{ rpcUrl: "http://127.0.0.1:1/", relays: true, live: true, demo: false },
    });

    const { message = "" } = await call("POST", "/session/nonce", { address: patient.address });
    const signature = await patient.signMessage({ message });
    const { token } = await call("POST", "/session", { message, signature, carry: "bearer" });
    const me = await call("GET", "/me", undefined, token);
    expect(me.sees).to.deep.equal({ everything: false, recordsOf: null, patientsAs: [1] });
    expect(await call("GET", "/ready")).to.deep.include({
      ready: true,
      checks: { index: true, node: true, relayer: true },
    });

    const registry = await connectRegistry({
      transport: http(up.rpcUrl),
      registry: up.registry as Address,
      account: patient,
    });
    const terms = {
      ...{ patient: 1, scope: ALL_RECORDS, grantee: up.accounts[2] as Address, from: 0, until: NO_END },
      ...{ purposes: coverPurposes(["TREAT"]), kinds: ALL_KINDS },
    };
    const deadline = Math.floor(Date.now() / 1_000) + 3_600;
    const relayed = await call("POST", "/relay", await registry.signPermit({ terms, deadline }));
    expect(relayed).to.deep.include({ act: "permit", events: ["Permitted"] });
    for (let attempt = 0; ; attempt += 1) {
      const { permits } = (await call("GET", "/patients/1/permits", undefined, token)) as { permits?: unknown[] };
      if (permits?.length === 1) break;
      expect(attempt, "the index does not show the permit").to.be.lessThan(100);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    api.child.kill("SIGTERM");
    const { exitCode, stderr } = await api.ended;
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
  });

  it("keeps the index at the chain's head by itself where nothing else does", async () => {
    const home = `${place.folder}/other`;
    expect((await run(["connect", up.rpcUrl, "--registry", up.registry, "--json"], { home })).exitCode).to.equal(0);
    const port = await freePort();
    const api = start(["api", "--follow", "--json"], { home, env: { FIDUCIAL_API_PORT: String(port) } });
    const ready = new Promise<void>((resolve) => {
      api.child.stdout.on("data", () => api.printed().trimEnd().endsWith("\n}") && resolve());
    });
    const failed = await Promise.race([ready, api.ended]);
    expect(failed?.stderr).to.equal(undefined);
    const answer = (await (await fetch(`http://127.0.0.1:${port}/ready`)).json()) as { blocksBehind: number };
    expect(answer).to.deep.include({ ready: true, checks: { index: true, node: true, relayer: null } });
    await place.ask("patients", "enroll", "@6", "--as", "@1");
    const signer = mnemonicToAccount(mnemonic, { addressIndex: 6 });
    for (let attempt = 0; ; attempt += 1) {
      const post = async (path: string, body: object) =>
        fetch(`http://127.0.0.1:${port}${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
      const { message } = (await (await post("/session/nonce", { address: signer.address })).json()) as {
        message: string;
      };
      const opened = await post("/session", { message, signature: await signer.signMessage({ message }) });
      if (opened.status === 201) break;
      expect(attempt, "the index does not show the patient").to.be.lessThan(60);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    }
    api.child.kill("SIGINT");
    expect((await api.ended).exitCode).to.equal(0);
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], exitCode: number])[] = [
    ["a port that is none", ["--port", "0"], 2],
    ["an origin with a path", ["--origin", "https://log.example.org/"], 2],
    ["a relayer that is none", ["--relayer", "nobody"], 2],
    ["a relayer without a key here", ["--relayer", `0x${"ab".repeat(20)}`], 1],
    ["a node's address with a password in it", ["--wallet-rpc", "https://me:secret@node.example.org"], 2],
    ["a directory that is not there", ["--directory", "/none/names.json"], 1],
    ["an interface of another machine", ["--host", "192.0.2.1"], 1],
    ["a session that is too long", ["--session-seconds", "86401"], 2],
  ];
  for (const [what, args, expected] of wrong) {
    it(`says what to do about ${what}`, async () => {
      const { exitCode, stderr } = await run(["api", ...args, "--json"], { home: place.home });
      expect(exitCode, stderr).to.equal(expected);
      expect(JSON.parse(stderr).error.message).to.be.a("string");
    });
  }

  it("says what to do where nothing is set up", async () => {
    const { exitCode, stderr } = await run(["api", "--json"], { home: `${place.folder}/none` });
    expect(exitCode).to.equal(1);
    expect(JSON.parse(stderr).error.code).to.equal("Setup");
  });
});
