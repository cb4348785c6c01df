import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { findAlteredBlock } from "../../src/indexer/digest.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { buildDice } from "../consent/dice.ts";
import { digestOf, digestOfFresh, openIndexer } from "../indexer/index.ts";
import { tellBeginning, tellMore } from "../indexer/story.ts";
import { buildDice as buildStoryDice, type World } from "../indexer/world.ts";
import { describeUnlessLacking } from "../lacking.ts";
import { withFolder } from "../sql/folder.ts";
import { anvil } from "./anvil.ts";
import { startWorldOn } from "./world.ts";

const program = fileURLToPath(new URL("indexerProcess.ts", import.meta.url));
const kills = Number(process.env.FIDUCIAL_KILLS ?? 3);
const idleMs = 400;

/** Starts an indexer, kills it -9 after some commits and a moment, and says how many commits it made. */
async function runAndKill({ chain }: World, path: string, commits: number, momentMs: number): Promise<number> {
  const args = [program, chain.rpcUrl, chain.registry, String(chain.startBlock), path];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  let seen = -1; // the first line says that it is open
  const worked = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on("line", () => {
      seen += 1;
      if (seen >= commits) resolve();
      else if (seen === 0) setTimeout(resolve, idleMs); // perhaps there is nothing left to read
    });
  });
  try {
    await Promise.race([worked, ended]);
    await sleep(momentMs);
    expect(child.exitCode, "the indexer ended by itself").to.equal(null);
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
  return Math.max(seen, 0);
}

// an indexer's process
// └── when it is killed -9, whatever it does, again and again, while anvil reorganises its chain → the index equals a rebuild
describeUnlessLacking(anvil.findLack(), "an indexer's process, on anvil", (suite) => {
  suite.timeout(60_000 + kills * 20_000);
  let world: World;

  before(async () => {
    world = await startWorldOn(anvil);
    await tellBeginning(world);
  });
  after(() => world?.chain.close());

  it(`may be killed -9 at any moment, ${kills} times: the index equals a rebuild`, async () => {
    await withFolder(async (folder) => {
      const path = join(folder, "index.db");
      const dice = buildDice(71);
      const story = buildStoryDice(72);
      let [commits, reorganisations, deepest, told] = [0, 0, 0, 0];
      const tell = async (): Promise<void> => {
        try {
          await tellMore(world, story);
          told += 1;
        } catch (error) {
          // What it builds on may have been taken off the chain.
          if (!/refused|revert/.test(`${error}`)) throw error;
        }
      };
      for (let kill = 0; kill < kills; kill += 1) {
        for (let i = dice.roll(3, 8); i > 0; i -= 1) await tell();
        const running = runAndKill(world, path, dice.roll(0, 6), dice.roll(0, 12));
        // The chain does not stand still while it is read.
        if (dice.isLucky(70)) {
          const depth = dice.roll(1, dice.pick([4, 20, 40]));
          await world.request("anvil_reorg", [depth, []]);
          reorganisations += 1;
          deepest = Math.max(deepest, depth);
        }
        await tell();
        commits += await running;
      }

      const database = await openDatabase(path);
      try {
        expect(await findAlteredBlock(database)).to.equal(undefined);
        await (await openIndexer(world, database)).syncOnce();
        expect(await findAlteredBlock(database)).to.equal(undefined);
        expect(await digestOf(database)).to.equal(await digestOfFresh(world));
      } finally {
        await database.close();
      }
      console.log(`      ${JSON.stringify({ kills, commits, reorganisations, deepest, told })}`);
      expect(told).to.be.greaterThan(3 * kills);
      expect(commits).to.be.greaterThan(0);
      expect(reorganisations).to.be.greaterThan(0);
    });
  });
});
