import type { Handler } from "../handler.ts";
import { digitsOf, unlessZero } from "../hex.ts";

const noAccount = "0".repeat(40);

/**
 * Takes the two packed words apart by their hex digits, from the highest: detail (8), claim (2), action (2), purpose (2), time (10), gateway (40);
 * and version of the permit (8 before), basis (2), entry number (10), access number (10).
 *
 * @see contracts/libraries/AccessWord.sol, contracts/libraries/VerdictWord.sol
 */
export const accessed: Handler<"Accessed"> = (values, organizations) => {
  const { record, accessor, patient, part, what, verdict } = values;
  const gateway = what.slice(24);
  const isOwn = gateway === noAccount;
  return {
    table: "accesses",
    row: {
      record,
      number: parseHex(verdict, 54, 64),
      patient,
      accessor,
      organization: organizations.get(digitsOf(accessor)) ?? null,
      part: unlessZero(part),
      time: parseHex(what, 14, 24),
      purpose: parseHex(what, 12, 14),
      action: parseHex(what, 10, 12),
      claim: parseHex(what, 8, 10),
      detail: parseHex(what, 0, 8),
      basis: parseHex(verdict, 42, 44),
      permit_version: parseHex(verdict, 34, 42),
      gateway: isOwn ? null : Buffer.from(gateway, "hex"),
      entry_number: isOwn ? null : parseHex(verdict, 44, 54),
    },
  };
};

function parseHex(word: string, from: number, to: number): number {
  return Number.parseInt(word.slice(from, to), 16);
}
