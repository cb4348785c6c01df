import { readContent } from "../content.ts";
import { SetupError } from "../errors.ts";

/**
 * Reads a file of JSON.
 *
 * @throws {SetupError} when it can't be read, or is none
 */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readContent(path);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new SetupError(`${path} is no JSON.`, { cause: error });
  }
}
