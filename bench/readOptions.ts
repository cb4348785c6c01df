import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** Says what a benchmark measures and which options it takes; `--json` and `--help` it has always. */
export type About<Name extends string> = {
  readonly title: string;
  readonly script: string;
  /** For each option with a value: what it is, and the value where it is left out. */
  readonly options?: Readonly<Record<Name, { readonly what: string; readonly default: string }>>;
  readonly flags?: Readonly<Record<string, string>>;
  readonly needs?: string;
};

/** What somebody asked for. */
export type Asked<Name extends string> = {
  readonly json: boolean;
  readonly text: Readonly<Record<Name, string>>;
  readonly has: (flag: string) => boolean;
  /** The value of an option as a number above zero; ends with 2 where it is none. */
  readonly number: (name: Name) => number;
};

/** Reads a benchmark's options. Prints what it takes and ends when that is asked for; ends with 2 when it is asked wrongly. */
export function readOptions<Name extends string = never>(about: About<Name>): Asked<Name> {
  const flags = { ...about.flags, json: "print one line of JSON", help: "print this" };
  const options: NonNullable<About<string>["options"]> = about.options ?? {};
  const config: ParseArgsOptionsConfig = {
    ...Object.fromEntries(Object.entries(options).map(([name, one]) => [name, { type: "string", ...one }] as const)),
    ...Object.fromEntries(Object.keys(flags).map((name) => [name, { type: "boolean" }] as const)),
  };
  const values = parse(config);
  if (values.help === true) {
    console.log(renderHelp(about, options, flags));
    process.exit(0);
  }
  const textOf = (name: string): string => `${values[name] ?? options[name]?.default ?? ""}`;
  return {
    json: values.json === true,
    text: Object.fromEntries(Object.keys(options).map((name) => [name, textOf(name)])) as Record<Name, string>,
    has: (flag) => values[flag] === true,
    number: (name) => {
      const number = Number(textOf(name));
      return number > 0 && Number.isFinite(number) ? number : refuse(`--${name} needs a number above zero.`);
    },
  };
}

function parse(options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(why: string): never {
  console.error(`${why.replace(/\.?$/, ".")} See --help.`);
  process.exit(2);
}

function renderHelp(
  { title, script, needs }: Pick<About<string>, "title" | "script" | "needs">,
  options: NonNullable<About<string>["options"]>,
  flags: Readonly<Record<string, string>>,
): string {
  const rows = [
    ...Object.entries(options).map(([name, one]) => [`--${name} <${name}>`, `${one.what} (${one.default})`] as const),
    ...Object.entries(flags).map(([name, what]) => [`--${name}`, what] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    title,
    "",
    `  npm run ${script} [-- <options>]`,
    "",
    ...rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`),
    ...(needs === undefined ? [] : ["", needs]),
  ].join("\n");
}
