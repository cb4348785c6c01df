import { CommanderError } from "commander";
import { RefusedError } from "../client/viem/errors/refusal.ts";
import { FiducialError } from "../errors.ts";
import { RecordErasedError } from "../vault/errors.ts";
import { exitCodeOf } from "./errors.ts";
import { endProgress, withDates, withoutControls } from "./output.ts";
import { buildProgram } from "./program.ts";
import { describeUsage } from "./usage.ts";

/**
 * Runs a command, and prints its answer or its error.
 *
 * @param argv - As a process has it: two words, then what was typed.
 * @returns The exit code.
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const json = argv.includes("--json");
  try {
    const program = await buildProgram({ quiet: json, args: argv.slice(2) });
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    endProgress();
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0; // help or the version was asked for, and is printed
      report("Usage", describeUsage(error), json);
      return 2;
    }
    const { code, message } = describe(error);
    report(code, message, json);
    return exitCodeOf(error);
  }
}

/** Foreseen errors in their own words; others are faults of this program or of the machine. */
function describe(error: unknown): { readonly code: string; readonly message: string } {
  // Their times are seconds; people read dates.
  if (error instanceof RefusedError || error instanceof RecordErasedError) {
    return { code: error.code, message: withDates(error.message) };
  }
  if (error instanceof FiducialError) return error;
  if (process.env.FIDUCIAL_TRACE) console.error(error);
  // The operating system's errors name the file and what is wrong with it.
  if (error instanceof Error && "syscall" in error) return { code: "System", message: error.message };
  return {
    code: "Internal",
    message:
      "Something went wrong that should not have. Set FIDUCIAL_TRACE=1, run it again to see where, and please report it.",
  };
}

function report(code: string, message: string, json: boolean): void {
  process.stderr.write(
    json ? `${JSON.stringify({ error: { code, message } })}\n` : `error: ${withoutControls(message)}\n`,
  );
}
