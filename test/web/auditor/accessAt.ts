import type { Access } from "../../../web/api/types.ts";

/** An access of the whole of a record by leave, with what a test says otherwise. */
export function accessAt(changes: Partial<Access> = {}): Access {
  const place = { blockNumber: 5, blockTime: 1_700_000_010, txHash: `0x${"55".repeat(32)}`, logIndex: 0 } as const;
  return {
    ...{ record: `0x${"aa".repeat(32)}`, number: 1, patient: 1, accessor: `0x${"bb".repeat(20)}` },
    ...{ organization: `0x${"cc".repeat(20)}`, part: `0x${"00".repeat(32)}`, time: 1_700_000_000 },
    ...{
      purpose: { number: 53, code: "TREAT" },
      action: { number: 1, code: "read" },
      basis: "PERMIT",
      claimed: "PERMIT",
    },
    ...{ detail: 0, permitVersion: 1, gateway: null, entryNumber: null, place },
    ...changes,
  };
}
