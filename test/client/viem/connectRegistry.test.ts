import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { http } from "viem";
import {
  connectRegistry,
  NodeRefusedError,
  NodeUnreachableError,
  NoRegistryError,
  WrongChainError,
} from "../../../src/client/viem/index.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { type Chain, failureOf, hospital, patient, startChain } from "../chain.ts";

/** Serves what is no node at all while `use` runs. */
async function withServer(listener: RequestListener, use: (host: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

describeOnEachNode("connectRegistry", (kind) => {
  let chain: Chain;
  before(async () => {
    chain = await startChain(kind);
  });
  after(() => chain?.close());

  const connectTo = (url: string): Promise<unknown> =>
    failureOf(connectRegistry({ transport: http(url, { retryCount: 0 }), registry: chain.registry }));

  it("connects", async () => {
    const registry = await connectRegistry({ transport: http(chain.url), registry: chain.registry, chainId: 31337 });
    expect(registry.chain.id).to.equal(31337);
    expect(await registry.patientCount({})).to.equal(0);
  });

  it("refuses another chain, and says which", async () => {
    const parameters = { transport: http(chain.url), registry: chain.registry, chainId: 1 };
    const error = await failureOf(connectRegistry(parameters));
    expect(error).to.be.instanceOf(WrongChainError).and.to.include({ expected: 1, actual: 31337 });
  });

  it("refuses an address without a contract", async () => {
    const parameters = { transport: http(chain.url), registry: patient.address };
    expect(await failureOf(connectRegistry(parameters))).to.be.instanceOf(NoRegistryError);
  });

  it("refuses another contract", async () => {
    for (const contract of ["AccessManager", "Erc1271Wallet"]) {
      const registry = await chain.deploy(contract, [hospital.address]);
      const error = await failureOf(connectRegistry({ transport: http(chain.url), registry }));
      expect(error).to.be.instanceOf(NoRegistryError).and.to.have.property("message").that.includes("another contract");
    }
  });

  it("says host and port of a node that is not there, and nothing else of its address", async () => {
    let closed = "";
    await withServer(
      () => undefined,
      async (host) => {
        closed = host;
      },
    );
    const error = await connectTo(`http://user:password@${closed}/v3/api-key?token=1`);
    expect(error).to.be.instanceOf(NodeUnreachableError).and.to.include({ host: closed });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.to.match(/user|password|v3|api-key|token/);
  });

  for (const [what, status, type, body] of [
    ["a web page", 200, "text/html", "<h1>It works!</h1>"],
    ["JSON of something else", 200, "application/json", "{}"],
    ["a refusal", 401, "text/plain", "who are you?"],
    ["an error", 503, "text/plain", "later"],
  ] as const) {
    it(`takes a server that answers with ${what} for no node`, () =>
      withServer(
        (_, response) => response.writeHead(status, { "content-type": type }).end(body),
        async (host) => {
          const error = await connectTo(`http://${host}/secret-path`);
          expect(error).to.be.instanceOf(NodeUnreachableError).and.to.include({ host });
          expect(String(error)).not.to.include("secret-path");
        },
      ));
  }

  it("passes on a node's own words without addresses and long strings in them", () => {
    const message = `upstream https://node.example/v3/api-key is busy with 0x${"ab".repeat(65)}`;
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: -32050, message } });
    return withServer(
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end(body),
      async (host) => {
        const error = await connectTo(`http://${host}`);
        expect(error).to.be.instanceOf(NodeRefusedError);
        expect(String(error))
          .to.include("busy")
          .and.not.to.match(/api-key|abab/);
      },
    );
  });
});
