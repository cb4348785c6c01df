import { type Deployment, deployWithoutJournal } from "./deployment.ts";
import { openHardhat } from "./openHardhat.ts";

/** A chain node in this process that serves JSON-RPC, with a registry deployed on it. */
export type LocalChain = Deployment & {
  readonly rpcUrl: string;
  close(): Promise<void>;
};

/**
 * Starts a chain node that serves JSON-RPC over HTTP and WebSocket, and deploys the registry on it through that server.
 *
 * The chain lives in memory: it is gone when the process ends. Its twenty accounts are the publicly known ones of every development chain.
 *
 * @param hostname - The interface to listen on.
 * @param port - The port; 0 takes a free one.
 * @param begin - The time of its first block. Its clock goes on from there at the pace of this machine's.
 * @throws The operating system's error when the port is taken.
 */
export async function startLocalChain(hostname = "127.0.0.1", port = 0, begin = new Date()): Promise<LocalChain> {
  const hre = await openHardhat();
  // The date that the configuration brings is of the configuration's reading: two chains of one process would be the same to the block.
  const local = { network: "local", override: { initialDate: begin } };
  const server = await hre.network.createServer(local, hostname, port);
  const bound = await server.listen();
  try {
    const rpcUrl = `http://${hostname}:${bound.port}`;
    return { rpcUrl, ...(await deployWithoutJournal(hre, rpcUrl)), close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}
