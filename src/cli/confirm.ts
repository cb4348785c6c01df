import { SetupError, UsageError } from "./errors.ts";

/**
 * Asks whether something that nothing brings back shall be done.
 *
 * @param question - What is lost.
 * @param isYes - Whether that was answered by `--yes`.
 * @throws {UsageError} when nobody is here to ask, and `--yes` was not said
 * @throws {SetupError} when the answer is no
 */
export async function requireYes(question: string, isYes: boolean): Promise<void> {
  if (isYes) return;
  if (!process.stdin.isTTY) {
    throw new UsageError("Nothing brings this back, and nobody is here to ask. Say --yes when it is meant.");
  }
  const { confirm } = await import("@clack/prompts");
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  if (answer !== true) throw new SetupError("Cancelled. Nothing was erased.");
}
