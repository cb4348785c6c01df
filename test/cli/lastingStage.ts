import { hardhatNode } from "../nodes/hardhatNode.ts";
import { startWithRegistry } from "../nodes/registry.ts";
import { startLasting } from "./lasting.ts";
import { makePlace, type Runner, type Stage } from "./stage.ts";

/**
 * Sets a place up whose commands stay in one process, connected to a chain in this one: `fiducial up` takes four times as long to start, and has tests of
 * its own.
 *
 * @param runner - What the commands are run by, where a test needs it too.
 */
export async function setLastingStage(runner: Runner = startLasting()): Promise<Stage> {
  const { rpcUrl, chainId, registry, startBlock, close } = await startWithRegistry(hardhatNode);
  const place = makePlace({}, runner);
  const closeAll = async (): Promise<void> => {
    await place.close();
    await close();
  };
  try {
    await place.ask("connect", rpcUrl, "--registry", registry, "--start-block", String(startBlock));
    const listed = await place.ask<readonly { readonly address: string }[]>("accounts", "list");
    const accounts = listed.map(({ address }) => address);
    return { ...place, up: { rpcUrl, chainId, registry, accounts }, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
