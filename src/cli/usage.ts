import type { CommanderError } from "commander";

/**
 * Says what was wrong with what was typed, in the library's words but without repeating a value: names and UIDs are typed here, and often in
 * the wrong place.
 */
export function describeUsage({ code, message }: CommanderError): string {
  const meant = /\(Did you mean (--)?([\w-]+)\?\)$/.exec(message)?.slice(1).join("");
  const perhaps = meant === undefined ? "" : `; perhaps you meant ${meant}`;
  switch (code) {
    case "commander.help":
      return "Name a command. --help lists them.";
    case "commander.unknownCommand":
      return `There is no such command${perhaps}. --help lists them.`;
    case "commander.excessArguments":
      return "Too many arguments. Put quotes around a name with spaces. --help says what it takes.";
    case "commander.unknownOption":
      return `There is no option ${/--?[\w-]*/.exec(message)?.[0]}${perhaps}. --help says what it takes.`;
    default: {
      const said = message
        .replace(/^error: /, "")
        .replace(/ (argument|value) '.*' is invalid/s, " $1 is invalid")
        .replace(/^command-argument value is invalid for argument '([\w-]+)'/, "what was given for <$1> is none");
      return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, "")}. --help says what it takes.`;
    }
  }
}
