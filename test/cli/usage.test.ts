import { expect } from "chai";
import { CommanderError } from "commander";
import { buildProgram } from "../../src/cli/program.ts";
import { describeUsage } from "../../src/cli/usage.ts";

// Wrong usage, as the library finds it and as it is told
// ├── says what is wrong and what could have been meant
// └── repeats no value, however strange

describe("describeUsage", () => {
  for (const [args, said] of [
    [[], /^Name a command\./],
    [["accounts"], /^Name a command\./],
    [["whoo"], /^There is no such command; perhaps you meant who\./],
    [["Jane Doe"], /^There is no such command\. --help/],
    [["accounts", "Jane Doe"], /^There is no such command\. --help/],
    [["who", "Jane", "Doe"], /^Too many arguments\. Put quotes/],
    [["who"], /^Missing required argument 'record'\./],
    [["access", "1.2.3"], /^Required option '--as <account>' not specified\./],
    [["who", "1.2.3", "--by"], /^Option '--by <account>' argument missing\./],
    [["who", "1.2.3", "--bye"], /^There is no option --bye; perhaps you meant --by\./],
    [["who", "1.2.3", "--bye=Jane Doe"], /^There is no option --bye\./],
    [["who", "1.2.3", "--Jane's Doe"], /^There is no option --Jane\./],
    [["up", "--port", "Jane Doe"], /^Option '--port <port>' argument is invalid\. A port is 0 to 65535\./],
    [
      ["access", "1.2.3", "--as", "@1", "--emergency", "it's\n'Doe' is invalid"],
      /^Option '--emergency <reason>' argument is invalid\. Allowed choices are unconscious,/,
    ],
    [
      ["actors", "policy", "Jane 'Doe'", "--as", "@1"],
      /^What was given for <policy> is none\. Allowed choices are deny,/,
    ],
  ] as [string[], RegExp][]) {
    it(`says of ${JSON.stringify(args.join(" "))}: ${said.source}`, async () => {
      const error = await thrownFor(args);
      expect(error).to.be.instanceOf(CommanderError);
      const words = describeUsage(error as CommanderError);
      expect(words)
        .to.match(said)
        .and.to.match(/^[^\n]+\.$/);
      expect(words).not.to.match(/Doe|1\.2\.3/);
    });
  }
});

async function thrownFor(args: readonly string[]): Promise<unknown> {
  try {
    await (await buildProgram({ quiet: true })).parseAsync(["node", "fiducial", ...args]);
  } catch (error) {
    return error;
  }
  return undefined;
}
