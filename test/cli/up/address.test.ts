import { expect } from "chai";
import { makePlace, type Place, start, startUp, type Up } from "../stage.ts";

type Answered = { readonly result?: unknown; readonly error?: { readonly code: number } };

// `fiducial up`, at one address
// ├── the chain, over HTTP and WebSocket, with errors as the node says them
// ├── the API, with a relayer that pays, of an index at the chain's head
// ├── / leads to the web app
// └── where the account that pays is none → says so, and ends with 2
describe("fiducial up, at one address", function () {
  this.timeout(60_000);
  let place: Place;
  let up: Up;

  before(async () => {
    place = makePlace();
    up = await startUp({ home: place.home });
  });
  after(() => place.close());

  const ask = async (path: string, method: string, params: readonly unknown[] = []): Promise<Answered> => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    return (await (await fetch(new URL(path, up.rpcUrl), { method: "POST", body })).json()) as Answered;
  };

  it("has the chain there, with errors as the node says them", async () => {
    expect((await ask("/", "eth_chainId")).result).to.equal("0x7a69");
    expect((await ask("/rpc", "eth_chainId")).result).to.equal("0x7a69");
    expect((await ask("/", "eth_nonsense")).error?.code).to.equal(-32_004);
    const [to, data] = [up.registry, "0x12345678"];
    expect((await ask("/", "eth_call", [{ to, data }, "latest"])).error?.code).to.equal(3);
  });

  it("has the chain there by WebSocket too", async () => {
    const socket = new WebSocket(up.rpcUrl.replace("http", "ws"));
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    const said = new Promise<string>((resolve) => {
      socket.onmessage = ({ data }) => resolve(String(data));
    });
    socket.send('{"jsonrpc":"2.0","id":7,"method":"eth_chainId"}');
    expect(JSON.parse(await said)).to.deep.equal({ jsonrpc: "2.0", id: 7, result: "0x7a69" });
    socket.close();
  });

  it("has the API there, with a relayer that pays", async () => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = (await (await fetch(new URL("/ready", up.rpcUrl))).json()) as { ready: boolean; checks: object };
      if (answer.ready) {
        expect(answer.checks).to.deep.equal({ index: true, node: true, relayer: true });
        break;
      }
      expect(attempt).to.be.lessThan(300);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const registry = await (await fetch(new URL("/registry", up.rpcUrl))).json();
    expect(registry).to.deep.include({
      chainId: 31_337,
      registry: up.registry,
      rpcUrl: up.rpcUrl,
      relays: true,
      demo: false,
    });
  });

  it("leads to the web app", async () => {
    const answer = await fetch(up.rpcUrl, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).to.deep.equal([302, "/app/"]);
  });
});

describe("fiducial up, with a relayer that is none", function () {
  this.timeout(60_000);

  it("says so, and ends with 2, before it says that anything is there", async () => {
    const place = makePlace();
    try {
      const { child, ended } = start(["up", "--port", "0", "--relayer", "@77", "--json"], place);
      let stdout = "";
      child.stdout.on("data", (text) => {
        stdout += text;
      });
      const { exitCode, stderr } = await ended;
      expect(stdout).to.equal("");
      expect(exitCode).to.equal(2);
      expect(JSON.parse(stderr).error.message).to.include("--relayer");
    } finally {
      await place.close();
    }
  });
});
