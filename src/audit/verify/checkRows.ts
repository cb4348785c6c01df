import { decodeAccessed, differingFields } from "./accessed.ts";
import type { Bundle, BundleRow } from "./bundle.ts";
import { Fault } from "./fault.ts";
import type { RowFinding } from "./findings.ts";
import type { Block } from "./headers.ts";
import type { Hex } from "./hex.ts";
import type { Nodes } from "./nodes.ts";
import { type ReceiptLog, readLogs } from "./receipts.ts";
import { attempt, type Report } from "./report.ts";

/** Checks each row against its event, and that the rows stand in the order of the chain, each once. */
export function checkRows(
  bundle: Bundle,
  registry: Hex,
  blocks: ReadonlyMap<number, Block>,
  nodes: Nodes,
  report: Report,
): readonly RowFinding[] {
  const receipts = new Map<string, readonly ReceiptLog[]>();

  return bundle.rows.map((row, index) => {
    const previous = bundle.rows[index - 1];
    const isGenuine = attempt(() => checkRow(row), report, "rows", index) ?? false;
    if (previous !== undefined && !isAfter(row, previous)) {
      report(new Fault("RowOutOfPlace", "the row is doubled or out of order"), "rows", index);
    }
    if (row.block > bundle.block) {
      report(new Fault("RowTooLate", `the row is of a later block than ${bundle.block}`), "rows", index);
    }
    const { record, number, basis } = row;
    return { record, number, genuine: isGenuine, basis, blockTime: blocks.get(row.block)?.time };
  });

  function checkRow(row: BundleRow): true {
    const log = logsOf(row)[row.log];
    if (log === undefined) throw new Fault("LogMissing", "its transaction has no such log");
    const differing = differingFields(row, decodeAccessed(log, registry));
    if (differing.length > 0) throw new Fault("RowAltered", `the event says something else: ${differing.join(", ")}`);
    return true;
  }

  /** Reads each receipt once, however many rows are in it. */
  function logsOf({ block: number, transaction }: BundleRow): readonly ReceiptLog[] {
    const key = `${number}.${transaction}`;
    const block = blocks.get(number);
    if (block === undefined) throw new Fault("BlockNotTrusted", `block ${number} leads to no trusted block`);
    const logs = receipts.get(key) ?? readLogs(nodes, block.receiptsRoot, transaction);
    receipts.set(key, logs);
    return logs;
  }
}

function isAfter(row: BundleRow, previous: BundleRow): boolean {
  if (row.block !== previous.block) return row.block > previous.block;
  if (row.transaction !== previous.transaction) return row.transaction > previous.transaction;
  return row.log > previous.log;
}
