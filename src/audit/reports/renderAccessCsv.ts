import { stringify } from "csv-stringify/sync";
import type { Address } from "viem";
import { actionName } from "../../consent/actions.ts";
import { purposeCode } from "../../consent/purposes.ts";
import { FiducialError } from "../../errors.ts";
import type { Access } from "../../indexer/queries/access.ts";

/** The columns of accesses as CSV. Times are ISO 8601 in UTC; `block`, `transaction` and `log` say where the access stands on the chain. */
export const ACCESS_COLUMNS = [
  ...["time", "accessor", "accessorName", "organization", "organizationName", "patient", "record", "part", "number"],
  ...["purpose", "action", "basis", "claimed", "detail", "permitVersion", "gateway", "entryNumber"],
  ...["block", "blockTime", "transaction", "log"],
] as const;

/**
 * Renders accesses as lines of CSV (RFC 4180), without the header. What a spreadsheet would run as a formula is set off by an apostrophe: names come from
 * whoever typed them.
 *
 * @param nameOf - What an account is called; `null` where nobody says.
 */
export function renderAccessCsv(accesses: readonly Access[], nameOf: (account: Address) => string | null): string {
  return stringify(
    accesses.map((access) => {
      const { accessor, organization = null, place } = access;
      return [
        ...[tellTime(access.time), accessor, nameOf(accessor)],
        ...[organization, organization === null ? null : nameOf(organization)],
        ...[access.patient, access.record, access.part, access.number],
        ...[tellNumber(purposeCode, access.purpose), tellNumber(actionName, access.action)],
        ...[access.basis, access.claim.basis, access.detail, access.permitVersion],
        ...[access.gateway ?? null, access.entryNumber ?? null],
        ...[place.blockNumber, tellTime(place.blockTime), place.txHash, place.logIndex],
      ];
    }),
    RULES,
  );
}

/** Renders the header of `renderAccessCsv`. */
export function renderAccessHeader(): string {
  return stringify([[...ACCESS_COLUMNS]], RULES);
}

const RULES = { escape_formulas: true, record_delimiter: "windows" } as const;

function tellTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** The contract takes numbers that have no name. */
function tellNumber(name: (number: number) => string, number: number): string {
  try {
    return name(number);
  } catch (error) {
    if (error instanceof FiducialError) return `number ${number}`;
    throw error;
  }
}
