import { CommanderError } from "commander";
import { FiducialError } from "../errors.ts";
import { exitCodeOf } from "./errors.ts";
import { buildProgram } from "./program.ts";

process.exitCode = await run(process.argv);

async function run(argv: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync([...argv]);
    return 0;
  } catch (error) {
    // Commander has printed its message already; asking for help or the version is no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    report(error, argv.includes("--json"));
    return exitCodeOf(error);
  }
}

/** Says what went wrong: foreseen errors in their own words, others with a trace, since they are faults of the program. */
function report(error: unknown, json: boolean): void {
  if (error instanceof FiducialError) {
    const text = json
      ? JSON.stringify({ error: { code: error.code, message: error.message } })
      : `error: ${error.message}`;
    process.stderr.write(`${text}\n`);
    return;
  }
  const trace = process.env.FIDUCIAL_TRACE ? error : "Set FIDUCIAL_TRACE=1 and run it again to see where.";
  console.error("error: Something went wrong that should not have. Please report it.");
  console.error(trace);
}
