import type { Command } from "commander";
import type { GlobalOptions } from "../session.ts";

/** Reads the options that stand before any command, wherever they were typed. */
export function globalOptions(command: Command): GlobalOptions {
  const options = command.optsWithGlobals();
  return {
    home: options.home,
    json: options.json === true,
    passphraseFile: options.passphraseFile,
    keyFile: options.keyFile,
    keystorePasswordFile: options.keystorePasswordFile,
  };
}
