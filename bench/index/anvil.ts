import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Request } from "../../src/indexer/chain.ts";
import { buildRequest } from "./request.ts";

/** A node of Foundry's in a process of its own. */
export type Anvil = {
  readonly rpcUrl: string;
  readonly request: Request;
  close(): Promise<void>;
};

/**
 * Starts anvil: the one that FIDUCIAL_ANVIL names, else the one on the PATH.
 *
 * @param options - More of its command line.
 * @throws {TypeError} when it is not there or does not start
 */
export async function startAnvil(options: readonly string[]): Promise<Anvil> {
  const port = await findFreePort();
  const command = process.env.FIDUCIAL_ANVIL ?? "anvil";
  const usual = ["--silent", "--prune-history", "--no-request-size-limit", "--port", String(port)];
  const child = spawn(command, [...usual, ...options], { stdio: ["ignore", "ignore", "inherit"], detached: true });
  let failure: string | undefined;
  child.once("error", () => {
    failure = `There is no anvil at ${command}. Install Foundry, or name it with FIDUCIAL_ANVIL.`;
  });
  child.once("exit", (code) => {
    failure ??= `anvil ended with ${code} while it was needed.`;
  });
  const end = () => endGroup(child, "SIGKILL");
  process.once("exit", end);
  const rpcUrl = `http://127.0.0.1:${port}`;
  const request = buildRequest(rpcUrl);
  for (;;) {
    if (failure !== undefined) throw new TypeError(failure);
    const answers = await request("eth_chainId", []).then(
      () => true,
      () => false,
    );
    if (answers) break;
    await sleep(50);
  }
  return {
    rpcUrl,
    request,
    async close() {
      process.removeListener("exit", end);
      await stop(child);
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  endGroup(child, "SIGINT");
  await exited;
}

/** Ends it and what it started: the anvil of npm is a program that starts another. */
function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, signal);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("There is no free port.");
  return address.port;
}
