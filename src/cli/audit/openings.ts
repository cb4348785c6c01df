import { readFile } from "node:fs/promises";
import { getAddress, isAddress } from "viem";
import type { Opening } from "../../audit/replay/index.ts";
import { coverPurposes, parsePurpose } from "../../consent/purposes.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import { SetupError } from "../errors.ts";

/**
 * Reads the restrictions that an auditor was shown: a list as `fiducial restrict list --json` prints it.
 *
 * @throws {SetupError} when there is no such file, or it holds something else
 */
export async function readOpenings(file: string): Promise<readonly Opening[]> {
  const wanted = "It must hold what `fiducial restrict list --json` prints.";
  let list: unknown;
  try {
    list = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const what = error instanceof SyntaxError ? "is not JSON" : "can't be read";
    throw new SetupError(`${file} ${what}. ${wanted}`, { cause: error });
  }
  if (!Array.isArray(list)) throw new SetupError(`${file} is no list. ${wanted}`);
  return list.map((item: unknown, index) => {
    const opening = findOpening(item);
    if (opening === undefined) throw new SetupError(`Entry ${index + 1} of ${file} is no restriction. ${wanted}`);
    return opening;
  });
}

function findOpening(item: unknown): Opening | undefined {
  const { patient, excluded, record, purposes, imposedAt, liftedAt } = Object(item) as Record<string, unknown>;
  if (!isCount(patient) || !isCount(imposedAt) || typeof excluded !== "string" || !isAddress(excluded))
    return undefined;
  if (liftedAt !== null && liftedAt !== undefined && !isCount(liftedAt)) return undefined;
  const scope = record ?? ALL_RECORDS;
  if (!isHash(scope)) return undefined;
  const bits = purposes === null || purposes === undefined ? undefined : findPurposes(purposes);
  if (bits === undefined && purposes !== null && purposes !== undefined) return undefined;
  return {
    ...{ patient, excluded: getAddress(excluded), scope, imposedAt },
    ...(bits !== undefined && { purposes: bits }),
    ...(isCount(liftedAt) && { liftedAt }),
  };
}

function findPurposes(purposes: unknown): bigint | undefined {
  if (!Array.isArray(purposes) || !purposes.every((code) => typeof code === "string")) return undefined;
  try {
    return coverPurposes(purposes.map(parsePurpose));
  } catch {
    return undefined; // a word that is no purpose: the caller says where
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHash(value: unknown): value is `0x${string}` {
  return typeof value === "string" && /^0x[0-9a-fA-F]{64}$/.test(value);
}
