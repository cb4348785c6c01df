import { network } from "hardhat";
import type { NodeKind } from "./node.ts";

/** Hardhat's node, in this process, as `fiducial up` starts it. */
export const hardhatNode: NodeKind = {
  name: "Hardhat's node",
  findLack: () => undefined,
  start: async (port = 0) => {
    const hostname = "127.0.0.1";
    // The date that the configuration brings is of the configuration's reading: two chains of one process would be the same to the block.
    const local = { network: "local", override: { initialDate: new Date() } };
    const server = await network.createServer(local, hostname, port);
    const bound = await server.listen();
    return { rpcUrl: `http://${hostname}:${bound.port}`, close: () => server.close() };
  },
};
