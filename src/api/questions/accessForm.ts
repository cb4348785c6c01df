import { z } from "zod";
import { actionName } from "../../consent/actions.ts";
import { BASES } from "../../consent/bases.ts";
import { purposeCode } from "../../consent/purposes.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { nameOf } from "../forms/nameOf.ts";
import { account, digest, place } from "../forms/values.ts";

/** A number of the chain with its name: the contract takes numbers that have none. */
const named = z.object({ number: z.int(), code: z.string().nullable() });

/** An access as an answer holds it. */
export const accessForm = z.object({
  record: digest,
  number: z.int().describe("From 1, without a gap, for each record."),
  patient: z.int(),
  accessor: account,
  organization: account.nullable().describe("Who spoke for the accessor; null for an account outside the directory."),
  part: digest.describe("Zeros for the whole record."),
  time: z.int().describe("When it happened (unix seconds)."),
  purpose: named,
  action: named,
  basis: z.enum(BASES).describe("The contract's verdict: by whose leave."),
  claimed: z.enum(BASES).describe("The leave that the entry named."),
  detail: z.int(),
  permitVersion: z.int(),
  gateway: account.nullable().describe("Who logged it in the accessor's name; null when the accessor did."),
  entryNumber: z.int().nullable().describe("From 1, without a gap, for each gateway."),
  place,
});

/** Writes an access as an answer holds it. */
export function formOfAccess(access: Access): z.input<typeof accessForm> {
  const { purpose, action, claim, organization, gateway, entryNumber, ...rest } = access;
  return {
    ...rest,
    organization: organization ?? null,
    purpose: { number: purpose, code: nameOf(purposeCode, purpose) },
    action: { number: action, code: nameOf(actionName, action) },
    claimed: claim.basis,
    gateway: gateway ?? null,
    entryNumber: entryNumber ?? null,
  };
}
