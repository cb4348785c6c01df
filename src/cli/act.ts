import type { Command } from "commander";
import { globalOptions } from "./commands/options.ts";
import { type GlobalOptions, openSigner, type Session, type Signer, withSession } from "./session.ts";

/** What a command that does something in an account's name works with. */
export type Acting<Options> = {
  readonly session: Session;
  /** The account of --as. */
  readonly signer: Signer;
  readonly options: Options;
  readonly global: GlobalOptions;
};

/** Builds the action of a command that does something as the account of --as. */
export function acting<Options extends { readonly as?: string }, Args extends readonly unknown[]>(
  work: (acting: Acting<Options>, ...args: Args) => Promise<void>,
) {
  return reading<Options, Args>(async ({ session, options, global }, ...args) => {
    const signer = await openSigner(session, options.as, global);
    await work({ session, signer, options, global }, ...args);
  });
}

/** Builds the action of a command that works in a session, and in nobody's name. */
export function reading<Options, Args extends readonly unknown[]>(
  work: (asking: Omit<Acting<Options>, "signer">, ...args: Args) => Promise<void>,
) {
  return async (...given: readonly unknown[]): Promise<void> => {
    // The library gives the arguments as they were declared, then the options, then the command.
    const [options, command] = given.slice(-2) as [Options, Command];
    const args = given.slice(0, -2) as unknown as Args;
    const global = globalOptions(command);
    await withSession(global, (session) => work({ session, options, global }, ...args));
  };
}
