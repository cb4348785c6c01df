import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { askNode } from "../../src/cli/askNode.ts";
import { buildChain } from "../../src/indexer/chain.ts";
import { ChainUnavailableError } from "../../src/indexer/errors.ts";
import { findFitting } from "../../src/indexer/refusal.ts";
import { ScannedLog } from "../../src/indexer/scannedLog.ts";
import { thrownBy } from "../sql/folder.ts";

type Handler = (question: { method: string; id: number }, request: IncomingMessage, response: ServerResponse) => void;

const log = {
  ...{ address: `0x${"aa".repeat(20)}`, topics: [`0x${"05".repeat(32)}`], data: "0x", removed: false },
  ...{
    blockHash: `0x${"01".repeat(32)}`,
    blockNumber: "0x5",
    transactionHash: `0x${"03".repeat(32)}`,
    logIndex: "0x0",
  },
};
const registry = `0x${"aa".repeat(20)}` as const;

/** Serves a node that answers as told, and asks it. */
async function withNode(handle: Handler, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => handle(JSON.parse(text), request, response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answering =
  (answer: object): Handler =>
  ({ id }, _, response) =>
    void response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));

// askNode
// ├── when the node answers → it hands over the result, and logs as they were scanned
// ├── when logs have a form that can't be scanned → it parses them
// ├── when the node refuses → its words say how much would fit
// ├── when the node fails once → it asks again
// ├── when an answer is too large → it is refused
// └── when the address holds a user and a password → they are a header
describe("askNode", () => {
  it("hands over results, and logs as they were scanned", () =>
    withNode(answering({ result: [log] }), async (url) => {
      const request = askNode(url);
      expect(await request("eth_getLogs", [])).to.deep.equal([log]);
      const scanned = await request.scanLogs?.([{}]);
      expect(scanned).to.have.lengthOf(1);
      expect((scanned as unknown[])[0]).to.be.instanceOf(ScannedLog);
      expect((await buildChain(request).getLogs(registry, 5, 5))[0]).to.be.instanceOf(ScannedLog);
    }));

  it("parses logs that can't be scanned", () =>
    withNode(answering({ result: [{ ...log, more: [] }] }), async (url) => {
      const [read] = await buildChain(askNode(url)).getLogs(registry, 5, 5);
      expect(read).to.deep.equal({
        ...{ blockNumber: 5, blockHash: log.blockHash, txHash: log.transactionHash, logIndex: 0 },
        ...{ topics: log.topics, data: log.data },
      });
    }));

  for (const status of [200, 400]) {
    it(`keeps the words of a refusal with HTTP's ${status}`, () =>
      withNode(
        ({ id }, _, response) => {
          response.statusCode = status;
          response.end(JSON.stringify({ id, error: { code: -32602, message: "up to a 2K block range" } }));
        },
        async (url) => {
          const error = await thrownBy(() => buildChain(askNode(url)).getLogs(registry, 1, 9_000));
          expect(error).to.be.instanceOf(ChainUnavailableError);
          expect(findFitting(error, 9_000)).to.deep.equal({ blocks: 2_000, always: true });
        },
      ));
  }

  it("asks again what failed once", async () => {
    let asked = 0;
    const failing: Handler = (question, request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(503).end("<html>");
      else if (asked === 2) request.socket.destroy();
      else answering({ result: "0x1" })(question, request, response);
    };
    await withNode(failing, async (url) => void expect(await askNode(url)("eth_chainId", [])).to.equal("0x1"));
    expect(asked).to.equal(3);
  });

  it("refuses an answer that is too large", () =>
    withNode(answering({ result: "0".repeat(11 * 1024 * 1024) }), async (url) => {
      expect(await thrownBy(() => buildChain(askNode(url)).getCode(registry))).to.be.instanceOf(ChainUnavailableError);
    }));

  it("sends the user and password of an address as a header", () =>
    withNode(
      (_, { headers, url }, response) => void response.end(JSON.stringify({ result: [headers.authorization, url] })),
      async (url) => {
        const secret = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
        const withUser = url.replace("http://", "http://me:p%40ss@");
        expect(await askNode(`${withUser}/v2?key=1`)("x", [])).to.deep.equal([secret, "/v2?key=1"]);
        expect(await askNode(`${url}/v2`)("x", [])).to.deep.equal([null, "/v2"]);
      },
    ));
});
