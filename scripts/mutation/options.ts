import { parseArgs } from "node:util";
import { UsageError } from "./errors.ts";

export type Options = {
  readonly help: boolean;
  readonly json: boolean;
  readonly list: boolean;
  readonly quick: boolean;
  readonly workers: number;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly atLeast: number;
  readonly only?: string;
  readonly operators?: readonly string[];
  readonly sample?: number;
  readonly seed: number;
  readonly ids?: string;
  readonly since?: string;
};

export const HELP = `npm run mutation -- [options]

Puts one fault at a time into the contracts and runs the Solidity tests: a fault that no test notices survives.
Ends with 1 when the score is below the bound, with 2 when nothing could be measured.

  --only <glob>        mutate only these files, as "contracts/libraries/*"
  --operators <names>  only these kinds of fault, separated by commas
  --sample <n>         only so many mutants, drawn by --seed
  --seed <n>           another sample for another number (1)
  --ids <file>         only the mutants whose ids stand in the file, one a line
  --since <git ref>    only mutants on lines that changed since then
  --quick              run random tests a few times only: what survives is a suspect, for --ids
  --workers <n>        processes at a time (one for each core)
  --timeout <seconds>  for one mutant; longer counts as killed (180)
  --memory <megabytes> for one mutant; more counts as killed (two thirds of the machine's, shared by the workers)
  --at-least <percent> the bound for the score (92)
  --list               print the mutants, and run none
  --json               print the result as one JSON object; progress goes to the error output
  --help               print this`;

/**
 * Reads the command's arguments.
 *
 * @param machine - What there is to share out, unless told.
 * @throws {UsageError} when an option is unknown or its value is no number where one is needed.
 */
export function parseOptions(
  args: readonly string[],
  machine: { readonly cores: number; readonly memoryBytes: number },
): Options {
  const { values } = parse(args);
  const { only, operators, sample, ids, since } = values;
  const workers = readNumber("workers", values.workers, machine.cores, 1);
  const megabytes = (2 * machine.memoryBytes) / 3e6 / workers;
  return {
    help: values.help === true,
    json: values.json === true,
    list: values.list === true,
    quick: values.quick === true,
    workers,
    timeoutMs: readNumber("timeout", values.timeout, 180, 1) * 1000,
    mostBytes: readNumber("memory", values.memory, megabytes, 1) * 1e6,
    atLeast: readNumber("at-least", values["at-least"], 92, 0),
    seed: readNumber("seed", values.seed, 1, 0),
    ...(only === undefined ? {} : { only }),
    ...(operators === undefined ? {} : { operators: operators.split(",").map((name) => name.trim()) }),
    ...(sample === undefined ? {} : { sample: readNumber("sample", sample, 1, 1) }),
    ...(ids === undefined ? {} : { ids }),
    ...(since === undefined ? {} : { since }),
  };
}

function parse(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{
          help: flag,
          json: flag,
          list: flag,
          quick: flag,
          workers: text,
          timeout: text,
          memory: text,
          "at-least": text,
          only: text,
        },
        ...{ operators: text, sample: text, seed: text, ids: text, since: text },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See --help.`, { cause: error });
  }
}

function readNumber(name: string, text: string | undefined, otherwise: number, least: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (text?.trim() === "" || !Number.isFinite(value) || value < least) {
    throw new UsageError(`--${name} needs a number, ${least} or more. See --help.`);
  }
  return value;
}
