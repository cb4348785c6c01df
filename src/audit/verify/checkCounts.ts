import type { Bundle, BundleRow } from "./bundle.ts";
import { type Account, readGatewayCount, readRecordCount } from "./counts.ts";
import { Fault } from "./fault.ts";
import type { GatewayFinding, RecordFinding, RowFinding } from "./findings.ts";
import type { Nodes } from "./nodes.ts";
import { attempt, type Report } from "./report.ts";

/** Checks the counts of records against the registry's storage, and the numbers of their genuine rows against the counts. */
export function checkRecords(
  bundle: Bundle,
  rows: readonly RowFinding[],
  account: Account | undefined,
  nodes: Nodes,
  report: Report,
): readonly RecordFinding[] {
  const numbers = groupNumbers(bundle, rows, ({ record, number }) => [record, number]);
  return bundle.records.map(({ record, count: stated }, index) => {
    const previous = bundle.records[index - 1];
    if (previous !== undefined && previous.record >= record) report(outOfPlace(), "records", index);
    const proven = account && attempt(() => readRecordCount(nodes, account, record), report, "records", index);
    if (proven === undefined) return { record, registered: undefined, count: undefined, complete: false };
    const isStated = proven.count === stated;
    if (!isStated) report(altered(stated, proven.count), "records", index);
    const lacking = describeLacking(numbers.get(record), proven.count);
    if (lacking !== undefined)
      report(new Fault("AccessesMissing", `accesses of the record ${lacking}`), "records", index);
    return { record, ...proven, complete: isStated && lacking === undefined };
  });
}

/** Checks the counts of gateways against the registry's storage, and the entry numbers of their genuine rows against the counts. */
export function checkGateways(
  bundle: Bundle,
  rows: readonly RowFinding[],
  account: Account | undefined,
  nodes: Nodes,
  report: Report,
): readonly GatewayFinding[] {
  const numbers = groupNumbers(bundle, rows, ({ gateway, entryNumber }) => [gateway, entryNumber]);
  return bundle.gateways.map(({ gateway, count: stated }, index) => {
    const previous = bundle.gateways[index - 1];
    if (previous !== undefined && previous.gateway >= gateway) report(outOfPlace(), "gateways", index);
    const count = account && attempt(() => readGatewayCount(nodes, account, gateway), report, "gateways", index);
    if (count === undefined) return { gateway, count: undefined, complete: false };
    if (count !== stated) report(altered(stated, count), "gateways", index);
    const lacking = describeLacking(numbers.get(gateway), count);
    if (lacking !== undefined)
      report(new Fault("EntriesMissing", `entries of the gateway ${lacking}`), "gateways", index);
    return { gateway, count, complete: count === stated && lacking === undefined };
  });
}

/** The numbers of the genuine rows by record or gateway. */
function groupNumbers(
  bundle: Bundle,
  rows: readonly RowFinding[],
  keyOf: (row: BundleRow) => readonly [string | null, number | null],
): ReadonlyMap<string, ReadonlySet<number>> {
  const groups = new Map<string, Set<number>>();
  bundle.rows.forEach((row, index) => {
    const [key, number] = keyOf(row);
    if (key === null || number === null || !rows[index]?.genuine) return;
    const group = groups.get(key) ?? new Set();
    groups.set(key, group.add(number));
  });
  return groups;
}

/** Says which of the numbers 1 to `count` are lacking, the first few of them; `undefined` when none is. */
function describeLacking(numbers: ReadonlySet<number> = new Set(), count: number): string | undefined {
  const shown = 5;
  const lacking: number[] = [];
  // Stops soon: no more than the rows there are can be passed over.
  for (let number = 1; number <= count && lacking.length <= shown; number += 1) {
    if (!numbers.has(number)) lacking.push(number);
  }
  if (lacking.length === 0) return undefined;
  const more = lacking.length > shown ? " and more" : "";
  return `are missing: ${lacking.slice(0, shown).join(", ")}${more}, of ${count}`;
}

function altered(stated: number, count: number): Fault {
  return new Fault("CountAltered", `the bundle states ${stated}, and the contract counted ${count}`);
}

function outOfPlace(): Fault {
  return new Fault("CountOutOfPlace", "the count is doubled or out of order");
}
