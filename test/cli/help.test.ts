import { expect } from "chai";
import type { Command } from "commander";
import { exitCodeOf, FindingError, SetupError, UsageError } from "../../src/cli/errors.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { parsePurpose } from "../../src/consent/purposes.ts";
import { run } from "./stage.ts";

const program = await buildProgram({ quiet: true });
const paths = listPaths(program);

describe("--help", () => {
  it("finds the commands", () => {
    expect(paths.map((path) => path.join(" "))).to.include.members([
      "",
      "up",
      "who",
      "records register",
      "actors admit",
    ]);
  });

  for (const path of paths) {
    it(`tells of fiducial ${path.join(" ")}`.trimEnd(), async () => {
      const written = await readHelp(path);
      expect(written).to.match(new RegExp(`^Usage: ${["fiducial", ...path].join(" ")}\\b`));
      // A sentence on what it does, and on each argument and option, also those that every command takes.
      expect(written.split("\n\n")[1]?.length).to.be.greaterThan(15);
      for (const option of ["--help", "--home <folder>", "--json"]) expect(written).to.include(option);
      for (const { term, description } of listTerms(path)) expect(description, term).to.match(/\w{2}/);
    });
  }

  it("is that of a command alone where one is named, which reads no other, and otherwise that of all", async () => {
    const names = program.commands.map((command) => command.name());
    for (const name of names) {
      for (const args of [[name], ["--home", "who", name], ["--json", name, "who"], ["--home=up", name, "--help"]]) {
        const { commands } = await buildProgram({ quiet: true, args });
        expect(
          commands.map((command) => command.name()),
          args.join(" "),
        ).to.deep.equal([name]);
      }
    }
    for (const args of [[], ["--help"], ["help", "who"], ["whoo", "who"], ["--home", "who"], ["constructor"]]) {
      const { commands } = await buildProgram({ quiet: true, args });
      expect(
        commands.map((command) => command.name()),
        args.join(" "),
      ).to.deep.equal(names);
    }
  });

  it("goes to standard output with exit code 0, and so does the version", async () => {
    const [help, version] = await Promise.all(
      [["who", "--help"], ["--version"]].map((args) => run(args, { home: "" })),
    );
    expect(help).to.deep.include({ exitCode: 0, stderr: "" });
    expect(help?.stdout).to.match(/^Usage: fiducial who/);
    expect(version?.stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("exit codes", () => {
  it("are those that --help tells of", async () => {
    const written = await readHelp([]);
    expect(written).to.match(/Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with a bad finding/);
    const codes = [new SetupError(""), new Error(""), new UsageError(""), unknownPurpose(), new FindingError("")].map(
      exitCodeOf,
    );
    expect(codes).to.deep.equal([1, 1, 2, 2, 3]);
  });
});

function unknownPurpose(): unknown {
  try {
    return parsePurpose("nonsense");
  } catch (error) {
    return error;
  }
}

function listPaths(command: Command, path: readonly string[] = []): (readonly string[])[] {
  return [path, ...command.commands.flatMap((child) => listPaths(child, [...path, child.name()]))];
}

function find(path: readonly string[]): Command {
  return path.reduce((command, name) => {
    const child = command.commands.find((one) => one.name() === name);
    if (!child) throw new Error(`no command ${name}`);
    return child;
  }, program);
}

function listTerms(path: readonly string[]): { readonly term: string; readonly description: string }[] {
  const command = find(path);
  return [
    ...command.options.map(({ flags, description }) => ({ term: flags, description })),
    ...command.registeredArguments.map((argument) => ({ term: argument.name(), description: argument.description })),
  ];
}

async function readHelp(path: readonly string[]): Promise<string> {
  const program = await buildProgram({ quiet: true });
  let written = "";
  const capture = (command: Command): void => {
    command.configureOutput({ writeOut: (text) => (written += text) });
    command.commands.forEach(capture);
  };
  capture(program);
  await program.parseAsync(["node", "fiducial", ...path, "--help"]).catch((error) => {
    if (error.code !== "commander.helpDisplayed") throw error;
  });
  return written;
}
