import type { Address, Hex } from "viem";
import { z } from "zod";
import { BASES } from "../../consent/bases.ts";
import { PURPOSES, type PurposeCode } from "../../consent/purposes.ts";

/** An account, in any case; in lower case once it was read. */
export const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "is an address: 0x and 40 hexadecimal digits")
  .transform((text) => text.toLowerCase() as Address);

/** A commitment or hash, in any case; in lower case once it was read. */
export const commitment = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, "is 0x and 64 hexadecimal digits")
  .transform((text) => text.toLowerCase() as Hex);

/** Bytes. */
export const bytes = z
  .string()
  .regex(/^0x(?:[0-9a-fA-F]{2}){0,65536}$/, "is 0x and an even number of hexadecimal digits")
  .transform((text) => text as Hex);

/** A count or number in an address. */
export const count = z
  .string()
  .regex(/^\d{1,12}$/, "is a number of up to 12 digits")
  .transform(Number);

/** A time in an address: unix seconds. */
export const seconds = z
  .string()
  .regex(/^\d{1,11}$/, "is a time in unix seconds")
  .transform(Number);

/** How many rows a page has at most. */
export const limit = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, "is a number from 1")
  .transform(Number)
  .refine((value) => value <= 10_000, "is at most 10000")
  .default(100);

export const basis = z.enum(BASES);

const codes = PURPOSES.map(({ code }) => code) as [PurposeCode, ...PurposeCode[]];
export const purpose = z.enum(codes).describe("A code of HL7's PurposeOfUse.");

// What an answer holds needs no check of its own: the types say it.
export const account = z.templateLiteral(["0x", z.string()]).describe("An account: 0x and 40 digits in lower case.");
export const digest = z.templateLiteral(["0x", z.string()]).describe("0x and 64 digits in lower case.");

/** Where on the chain a row comes from. */
export const place = z.object({ blockNumber: z.int(), blockTime: z.int(), txHash: digest, logIndex: z.int() });

/** Takes one value, or several of one name in an address. */
export function severalOf<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item).max(100), item.transform((value) => [value])]);
}
