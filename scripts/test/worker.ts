import { resolve } from "node:path";
import hre from "hardhat";
import Mocha from "mocha";
import { type Came, type Order, renderCame } from "./came.ts";

/**
 * Runs the test files that it is sent, one after the other, and prints what Mocha does of each. `npm test` starts two: a process for each file would take
 * longer to start than most files take.
 */

/** Mocha's reporter but for its end, which is told once for all files. */
class Part extends Mocha.reporters.Spec {
  override epilogue(): void {
    failures.push(...this.failures);
  }
}

const failures: Mocha.Test[] = [];
const all = { passes: 0, pending: 0, failures: 0, duration: 0 };

process.env.HH_TEST = "true"; // as `hardhat test` says it: whoever is asked for a password finds nobody there

process.on("message", ({ file }: Order) => {
  if (file === undefined) end();
  else void runFile(file).then((came) => process.stdout.write(renderCame(came)));
});
process.once("disconnect", () => process.exit()); // whoever started it is gone

function end(): never {
  Mocha.reporters.Base.prototype.epilogue.call({ stats: all, failures } as never);
  process.exit();
}

async function runFile(file: string): Promise<Came> {
  const mocha = new Mocha({ ...hre.config.test.mocha, reporter: Part });
  mocha.addFile(resolve(file));
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    console.error(`${file} can't be read:`, error);
    all.failures += 1;
    return { passed: 0, pending: 0, failed: 1 };
  }
  const { stats } = await new Promise<Mocha.Runner>((settle) => {
    const runner = mocha.run(() => settle(runner));
  });
  mocha.dispose(); // else it listens on, and takes the next file's errors for its own
  const { passes = 0, pending = 0, failures: failed = 0, duration = 0 } = stats ?? {};
  for (const [what, count] of Object.entries({ passes, pending, failures: failed, duration })) {
    all[what as keyof typeof all] += count;
  }
  return { passed: passes, pending, failed };
}
