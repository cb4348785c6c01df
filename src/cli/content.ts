import { readFile } from "node:fs/promises";
import { type Hex, isHex } from "viem";
import { SetupError, UsageError } from "./errors.ts";

/** Reads a file whole. */
export async function readContent(path: string): Promise<Uint8Array> {
  if (path.trim() === "") throw new UsageError("The file's name is empty.");
  try {
    return await readFile(path);
  } catch (error) {
    throw new SetupError(`${path} can't be read. Name a file that is there.`, { cause: error });
  }
}

/**
 * Takes what was typed as a file's name where there is such a file, and else as the text itself.
 *
 * @throws {UsageError} when it is empty
 * @throws {SetupError} when it can only be meant as a file's name, and there is none
 */
export async function readText(typed: string): Promise<string> {
  if (typed.trim() === "") throw new UsageError("The note is empty. Write why, or name a file that says it.");
  try {
    return await readFile(typed, "utf8");
  } catch (error) {
    if (/^\S*([/\\]\S*|\.[a-z]{1,5})$/i.test(typed)) {
      throw new SetupError("The note's file can't be read. Name one that is there, or write the note itself.", {
        cause: error,
      });
    }
    return typed; // no file of this name: it is the text
  }
}

/**
 * Takes a text as a digest.
 *
 * @throws {UsageError} when it is not 32 bytes in hexadecimal, or zero
 */
export function parseDigest(text: string, option: string): Hex {
  const digest = text.toLowerCase();
  if (!isHex(digest) || digest.length !== 66 || /^0x0*$/.test(digest)) {
    throw new UsageError(`${option} takes 32 bytes: 0x and 64 hexadecimal digits, not all zero.`);
  }
  return digest;
}
