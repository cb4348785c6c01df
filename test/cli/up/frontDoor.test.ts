import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { SetupError } from "../../../src/cli/errors.ts";
import { type FrontDoor, openFrontDoor } from "../../../src/cli/up/frontDoor.ts";
import { buildRpcProxy, type RpcProxy } from "../../../src/cli/up/rpcProxy.ts";

// the front door
// ├── hands a POST to / or /rpc to the node as it came, whatever its size, and its answer back as it is
// ├── says in JSON-RPC's words that the node does not answer
// ├── has other requests wait until there is somebody to answer them
// ├── leads a page that was asked for by another name of this machine to the one name
// └── a port that is taken → SetupError
describe("the front door", () => {
  const asked: { method: string | undefined; url: string | undefined; text: string; type: string | undefined }[] = [];
  let node: Server;
  let rpc: RpcProxy;
  let door: FrontDoor;

  before(async () => {
    node = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const { method, url, headers } = incoming;
      asked.push({ method, url, text: Buffer.concat(chunks).toString(), type: headers["content-type"] });
      response
        .writeHead(418, { "content-type": "text/odd", "x-node": "yes" })
        .end('{"error":{"code":3,"data":"0x12"}}');
    });
    node.listen(0, "127.0.0.1");
    await once(node, "listening");
    rpc = buildRpcProxy(`http://127.0.0.1:${(node.address() as AddressInfo).port}`);
    door = await openFrontDoor({ host: "127.0.0.1", port: 0, rpc });
  });
  after(async () => {
    await door.close();
    rpc.close();
    node.close();
  });

  for (const path of ["/", "/rpc", "/?key=1"]) {
    it(`hands a POST to ${path} to the node, and its answer back as it is`, async () => {
      const body = JSON.stringify({ method: "eth_call", params: ["0x".padEnd(2_000_000, "ab")] });
      const answer = await fetch(`${door.url}${path}`, { method: "POST", headers: { "content-type": "text/x" }, body });
      expect([answer.status, answer.headers.get("x-node"), answer.headers.get("content-type")]).to.deep.equal([
        ...[418, "yes", "text/odd"],
      ]);
      expect(await answer.text()).to.equal('{"error":{"code":3,"data":"0x12"}}');
      const last = asked.at(-1);
      expect(last).to.deep.equal({ method: "POST", url: "/", text: body, type: "text/x" });
    });
  }

  it("keeps one connection for what follows", async () => {
    const before = asked.length;
    for (let i = 0; i < 20; i += 1) await (await fetch(door.url, { method: "POST", body: String(i) })).text();
    expect(asked.slice(before).map(({ text }) => text)).to.deep.equal(Array.from({ length: 20 }, (_, i) => String(i)));
    const connections = await new Promise((resolve) => node.getConnections((_, count) => resolve(count)));
    expect(connections).to.be.lessThan(4);
  });

  it("has other requests wait until there is somebody to answer them", async () => {
    const early = fetch(`${door.url}/health`);
    await (await fetch(door.url, { method: "POST", body: "{}" })).text(); // meanwhile the chain answers
    door.open((incoming, response) => response.end(`${incoming.method} ${incoming.url}`));
    expect(await (await early).text()).to.equal("GET /health");
    expect(await (await fetch(`${door.url}/`)).text()).to.equal("GET /");
    expect(await (await fetch(`${door.url}/rpcs`, { method: "POST" })).text()).to.equal("POST /rpcs");
  });

  it("leads a page asked for by another name of this machine to the one name", async () => {
    const { port } = new URL(door.url);
    const ask = async (host: string, mode: string): Promise<IncomingMessage> => {
      const sent = request({
        port,
        host: "127.0.0.1",
        path: "/app/leave?to=1",
        headers: { host, "sec-fetch-mode": mode },
      });
      sent.end();
      const [answer] = (await once(sent, "response")) as [IncomingMessage];
      answer.resume();
      return answer;
    };
    const led = await ask(`localhost:${port}`, "navigate");
    expect([led.statusCode, led.headers.location]).to.deep.equal([307, `${door.url}/app/leave?to=1`]);
    const others = [
      [`127.0.0.1:${port}`, "navigate"],
      [`localhost:${port}`, "cors"],
      ["example.org", "navigate"],
    ] as const;
    for (const [host, mode] of others) expect((await ask(host, mode)).statusCode, host).to.equal(200);
  });

  it("says in JSON-RPC's words that the node does not answer", async () => {
    const nowhere = buildRpcProxy("http://127.0.0.1:9"); // discard: nobody listens there
    const other = await openFrontDoor({ host: "127.0.0.1", port: 0, rpc: nowhere });
    try {
      const answer = await fetch(other.url, { method: "POST", body: "{}" });
      expect(answer.status).to.equal(502);
      expect(((await answer.json()) as { error: object }).error).to.have.property("code", -32_603);
    } finally {
      await other.close();
      nowhere.close();
    }
  });

  it("throws SetupError where the port is taken", async () => {
    const port = Number(new URL(door.url).port);
    const failed = await openFrontDoor({ host: "127.0.0.1", port, rpc }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(SetupError);
  });
});
