import type { Access } from "../api/types.ts";
import type { Leave } from "./permits.ts";

/** What a grantee has seen already: how many times, of how many records, when last, and by whom. */
export type Received = {
  readonly accesses: number;
  readonly records: number;
  /** Unix seconds. */
  readonly last: number;
  /** Who it was, each once; who looked last comes first. */
  readonly accessors: readonly Access["accessor"][];
};

/**
 * Says what a grantee has seen already, by itself or through whoever it speaks for: each access by leave while this leave held.
 *
 * @returns `undefined` where nothing was seen. Of a group's members it knows nothing: an access names no group.
 */
export function findReceived(
  accesses: readonly Access[],
  leave: Pick<Leave, "grantee" | "scope" | "terms" | "end">,
): Received | undefined {
  const grantee = leave.grantee.toLowerCase();
  const isAll = /^0x0+$/.test(leave.scope);
  const own = accesses
    .filter(({ basis, accessor, organization, record, time }) => {
      const isTheirs = accessor.toLowerCase() === grantee || organization?.toLowerCase() === grantee;
      const isMeant = isAll || record.toLowerCase() === leave.scope.toLowerCase();
      return basis === "PERMIT" && isTheirs && isMeant && time >= leave.terms.from && time < leave.end.at;
    })
    .toSorted((a, b) => b.time - a.time);
  const [newest] = own;
  if (newest === undefined) return undefined;
  return {
    accesses: own.length,
    records: new Set(own.map(({ record }) => record)).size,
    last: newest.time,
    accessors: [...new Set(own.map(({ accessor }) => accessor))],
  };
}
