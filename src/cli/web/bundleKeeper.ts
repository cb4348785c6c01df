import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { BundleState } from "./addWeb.ts";
import { digestSources, isBuilt, locateBundle } from "./places.ts";
import { readBundle } from "./readBundle.ts";

/** Has the bundle at hand, and has it built where it is not. */
export type BundleKeeper = {
  /** Says where it stands, and begins to build it where there is none. */
  readonly find: () => Promise<BundleState>;
  /** Waits until it is built, or can't be. */
  readonly settle: () => Promise<BundleState>;
  readonly stop: () => Promise<void>;
};

const FAILED: BundleState = {
  state: "failed",
  why: "They could not be built. Run npm run web where this program is, and it says why.",
};

/**
 * Keeps the web app's bundle. It is built by another process, since the chain and the API go on in this one.
 *
 * @param say - Told when a build begins.
 */
export function keepBundle(say: (text: string) => void): BundleKeeper {
  let settled: BundleState | undefined;
  let working: Promise<BundleState> | undefined;
  let child: ReturnType<typeof spawn> | undefined;

  async function make(): Promise<BundleState> {
    const folder = locateBundle(digestSources());
    if (!isBuilt(folder)) {
      say("Building the web app, once ...");
      child = spawn(process.execPath, [join(import.meta.dirname, "../../../scripts/web.ts"), "--json"], {
        stdio: "ignore",
      });
      await once(child, "close");
      child = undefined;
    }
    return isBuilt(folder) ? { state: "ready", bundle: readBundle(folder) } : FAILED;
  }

  const settle = (): Promise<BundleState> => {
    working ??= make().then((state) => {
      settled = state;
      return state;
    });
    return working;
  };
  return {
    settle,
    find: async () => {
      const isTried = working !== undefined;
      if (settled?.state === "failed" && isBuilt(locateBundle(digestSources()))) working = undefined; // by hand since
      if (working === undefined && isBuilt(locateBundle(digestSources()))) return settle();
      if (!isTried) settle().catch(() => undefined); // whoever asks next hears of it
      return settled ?? { state: "building" };
    },
    stop: async () => {
      child?.kill();
      await working?.catch(() => undefined); // said to whoever asked
    },
  };
}
