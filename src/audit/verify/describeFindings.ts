import type { Findings, Problem } from "./findings.ts";

/**
 * Says in words what a bundle proves and what not, one sentence a line, the most important first.
 *
 * @returns Lines without an end; positions are counted from 1, as people count.
 */
export function describeFindings(findings: Findings): readonly string[] {
  const { holds, upTo, rows, records, gateways, rowsAlone, problems } = findings;
  const genuine = rows.filter((row) => row.genuine).length;
  const block = upTo === undefined ? "a block that is not proven" : `block ${upTo.number} (${timeOf(upTo.time)})`;
  return [
    holds ? "Everything in this bundle holds." : `This bundle does not hold: ${problems.length} things are wrong.`,
    ...problems.map((problem) => `WRONG ${placeOf(problem)}${problem.words}.`),
    `Genuine: ${genuine} of ${rows.length} rows. Each is an event of the registry in a block that leads to a trusted one.`,
    ...records.map(({ record, registered, count, complete }) => {
      if (!complete) return `Not shown to be complete: record ${record}.`;
      if (!registered) return `Complete up to ${block}: record ${record} was not registered, so it has no accesses.`;
      return `Complete up to ${block}: record ${record} with all of its ${count} accesses.`;
    }),
    ...gateways.map(({ gateway, count, complete }) =>
      complete
        ? `Complete up to ${block}: gateway ${gateway} with all of its ${count} entries.`
        : `Not shown to be complete: gateway ${gateway}.`,
    ),
    ...(rowsAlone > 0 ? [`Of ${rowsAlone} rows nothing shows that there are no others like them.`] : []),
    `Judged as stated: ${genuine} of ${rows.length} rows. Their bases are the contract's own verdicts.`,
  ];
}

function placeOf({ list, index }: Problem): string {
  if (list === undefined || index === undefined) return "";
  const names = { rows: "row", records: "record", gateways: "gateway", headers: "header", nodes: "node" };
  return `in ${names[list]} ${index + 1}: `;
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}
