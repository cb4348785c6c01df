import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Ended, Typed } from "./lastingProgram.ts";
import { type Ran, type Runner, repository, requireForm } from "./stage.ts";

const program = fileURLToPath(new URL("lastingProgram.ts", import.meta.url));

type Started = ReturnType<typeof start>;

function start() {
  const child = fork(program, { cwd: repository, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return { child, ended: once(child, "exit") };
}

/** How long a command may take (milliseconds). */
const patienceMs = 30_000;

/**
 * Starts the program in a process that stays, for tests of many commands: the start of a process takes ten times as long as what most commands do.
 *
 * What a process alone shows is for other tests, which start one for each command: signals, the terminal, `up` and `gateway`. That a process would come
 * to its end is held here too: nothing may be left open after a command.
 */
export function startLasting(): Runner {
  let started: Started | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const run: Runner["run"] = async (args, { home, env = {} }) => {
    const typed: Typed = { args, env: { PATH: process.env.PATH ?? "", FIDUCIAL_HOME: home, ...env } };
    started ??= start();
    const { child, ended } = started;
    const patience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    const failed = ended.then(([exitCode, signal]) => {
      throw new TypeError(`${args[0]} ended the program that stays with ${exitCode ?? signal}`);
    });
    try {
      child.send(typed);
      const [answer] = (await Promise.race([once(child, "message"), failed])) as [Ended];
      const { held, ...came } = answer;
      expect(held, `left open by ${args.join(" ")}`).to.deep.equal([]);
      const ran: Ran = { args, ...came };
      requireForm(ran);
      return ran;
    } finally {
      failed.catch(() => undefined); // it ends at last
      clearTimeout(patience);
    }
  };

  return {
    // One after the other: they share what a process has once.
    run: (args, surroundings) => {
      const turn = last.then(() => run(args, surroundings));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      if (started?.child.connected) started.child.disconnect();
      await started?.ended;
    },
  };
}
