import { renderCount, renderTable, renderTime } from "../../output.ts";
import { describeSpan } from "../../time.ts";
import type { Finding } from "./findings.ts";
import type { Reconciled } from "./reconcile.ts";

/** Says in words what a reconciliation came to. */
export function renderReconciled({ journal, chain, archive, findings, notCompared }: Reconciled): string {
  const { records, firstEntry, lastEntry, requests, refusals, seals, unsealed } = journal;
  const lines = [
    `Journal  ${renderCount(records, "record")}, its chain and ${renderCount(seals, "seal")} computed anew: entries ${firstEntry} to ${lastEntry}, ${renderCount(requests, "request")}, ${renderCount(refusals, "refusal")}; ${renderCount(unsealed, "record")} not sealed yet.`,
  ];
  if (chain !== null) {
    const { block, entryCount, same, waiting, oldestWaiting, late, sealOnChain } = chain;
    lines.push(
      `Chain    ${entryCount.toLocaleString("en")} ${entryCount === 1 ? "entry" : "entries"} at block ${block.number.toLocaleString("en")}; ${same.toLocaleString("en")} compared and the same to the word${late === 0 ? "" : `, ${late.toLocaleString("en")} of them logged after the deadline`}; the last seal there is ${sealOnChain}.`,
    );
    if (oldestWaiting !== null) {
      const { number, time, waitedSeconds, deadline } = oldestWaiting;
      lines.push(
        `Waiting  ${waiting.toLocaleString("en")}, from entry ${number} of ${renderTime(time)} on: for ${describeSpan(waitedSeconds)}, due by ${renderTime(deadline)}.`,
      );
    }
  }
  if (archive !== null) {
    const { lines: read, from, until, counts, refused, housekeeping, unasked } = archive;
    lines.push(
      `Archive  ${renderCount(read, "request")} in its log, from ${renderTime(from)} to ${renderTime(until)}; ${refused.toLocaleString("en")} refused by it and not in the journal, ${housekeeping.toLocaleString("en")} about itself. ${renderCount(unasked, "request")} of the journal's in that time ${unasked === 1 ? "is" : "are"} not in the log.`,
      renderTable(
        ["kind", "archive", "exact", "by count"],
        counts.map(({ kind, archive: asked, exact, byCount, isNoted }) => ({
          ...{ kind, archive: asked },
          exact: isNoted ? exact : "not noted",
          "by count": isNoted ? byCount : "",
        })),
      ),
    );
  }
  return [
    ...lines,
    ...notCompared.map((what) => `Not compared: ${what}`),
    ...findings.map(renderFinding),
    ...(findings.length === 0 ? ["Nothing disagrees."] : []),
  ].join("\n");
}

function renderFinding({ code, count, first, words }: Finding): string {
  const places = first.map((place) =>
    typeof place === "number" ? String(place) : `line ${place.line} of file ${place.file}`,
  );
  const more = count > first.length ? ` and ${count - first.length} more` : "";
  return `DISAGREES (${code}): ${words}: ${places.join(", ")}${more}.`;
}
