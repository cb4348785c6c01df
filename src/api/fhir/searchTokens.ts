import { type Address, type Hex, isAddress } from "viem";
import { z } from "zod";
import { findRecordOfId, type RegistryPlace, registrySystem, SYSTEMS } from "../../audit/fhir/index.ts";
import { bytesOf } from "../../indexer/hex.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { WrongQuestionError } from "../errors.ts";

/** A parameter's value: tokens with commas, of which one has to hold. */
export const tokens = z.string().min(1).max(4_000);

/** How many a page has, and the one form there is: what every search takes. */
export const paging = {
  _count: z
    .string()
    .regex(/^(?:[1-9]\d{0,2}|1000)$/, "is a number from 1 to 1000")
    .transform(Number)
    .default(100),
  _format: z.enum(["json", "application/json", "application/fhir+json"]).optional(),
};

/** What nothing fits. */
export const NOTHING: Condition = ["1 = 0"];

/** Says a parameter that may stand several times: all of its values must hold, and of each one of the tokens. */
export function each(
  values: readonly (readonly string[] | undefined)[],
  condition: (token: string) => Condition,
): readonly Condition[] {
  return values.flatMap((given) => given ?? []).map((value) => anyOf(value.split(",").map(condition)));
}

/** Joins conditions of which one has to hold. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return [`(${conditions.map(([sql]) => sql).join(" OR ")})`, ...conditions.flatMap(([, ...values]) => values)];
}

/** Splits `system|value`; the system is `undefined` where there is no bar, and any will do. */
export function splitToken(token: string): { readonly system: string | undefined; readonly value: string } {
  const bar = token.indexOf("|");
  return bar < 0 ? { system: undefined, value: token } : { system: token.slice(0, bar), value: token.slice(bar + 1) };
}

/** Without a bar any system will do; the text before it must be the one there is. */
export function isSystem(stated: string | undefined, own: string): boolean {
  return stated === undefined || stated.toLowerCase() === own.toLowerCase();
}

/**
 * Says a patient's number, as Patient/1 or 1.
 *
 * @throws {WrongQuestionError} when it is of neither form
 */
export function patientCondition(column: string, token: string, place: RegistryPlace): Condition {
  const { system, value } = splitToken(token);
  const digits = /^(?:Patient\/)?(\d{1,15})$/.exec(value)?.[1];
  if (digits === undefined) throw new WrongQuestionError("A patient is searched for by the number here: Patient/1.");
  return isSystem(system, registrySystem(place, "patient")) ? [`${column} = ?`, Number(digits)] : NOTHING;
}

/**
 * Reads an account, as a did:pkh or an address.
 *
 * @returns Its bytes; `undefined` for one of another chain or system, which nothing here fits.
 * @throws {WrongQuestionError} when it is of neither form
 */
export function findAccount(token: string, place: RegistryPlace): Uint8Array | undefined {
  const { system, value } = splitToken(token);
  const [, chainId, named = value] = /^did:pkh:eip155:(\d{1,15}):(0x[0-9a-fA-F]{40})$/.exec(value) ?? [];
  if (!isAddress(named, { strict: false }))
    throw new WrongQuestionError("Who took part is searched for by account: a did:pkh, or an address.");
  const isHere = chainId === undefined || chainId === String(place.chainId);
  return isHere && isSystem(system, SYSTEMS.uri) ? bytesOf(named.toLowerCase() as Address) : undefined;
}

/** Says that a column holds an account. Throws as `findAccount` does. */
export function accountCondition(column: string, token: string, place: RegistryPlace): Condition {
  const account = findAccount(token, place);
  return account === undefined ? NOTHING : [`${column} = ?`, account];
}

/**
 * Reads the commitment that a token names: with or without 0x, or as the id of a resource.
 *
 * @throws {WrongQuestionError} when it is none
 */
export function getCommitment(value: string): Hex {
  const digits = value.replace(/^\w+\//, "").replace(/^0x/, "");
  const found = findRecordOfId(digits.toLowerCase());
  if (found === undefined)
    throw new WrongQuestionError("A record is searched for by its commitment: ImagingStudy/<64 digits>.");
  return found;
}

/** Says that a column holds a record. Only records of images are referred to as resources here. Throws as `getCommitment` does. */
export function recordCondition(column: string, token: string, place: RegistryPlace): Condition {
  const { system, value } = splitToken(token);
  const record = bytesOf(getCommitment(value));
  const condition: Condition = [`${column} = ?`, record];
  if (!value.includes("/")) return isSystem(system, registrySystem(place, "record")) ? condition : NOTHING;
  if (!value.startsWith("ImagingStudy/") || system !== undefined) return NOTHING;
  return [`(${column} = ? AND EXISTS (SELECT 1 FROM records AS i WHERE i.record = ${column} AND i.kind = 0))`, record];
}
