import { describeReplay, describeResolved, type ReplayFinding } from "../../audit/replay/index.ts";
import type { Basis } from "../../consent/bases.ts";
import type { Block } from "../../indexer/chain.ts";
import { renderCount, renderTime } from "../output.ts";
import type { CheckedChain } from "./checkChain.ts";
import type { CheckedIndex } from "./checkIndex.ts";

/** What an audit came to. */
export type Audited = {
  readonly head: Block;
  readonly events: number;
  readonly chain: CheckedChain;
  /** `undefined` where no index was to be compared. */
  readonly index: CheckedIndex | undefined;
  /** How many restrictions were given. */
  readonly openings: number;
  /** What differs, of what was asked about. */
  readonly findings: readonly ReplayFinding[];
};

/** The most findings that people are shown; programs get all. */
const MOST_SHOWN = 100;

/** Says in words what holds and what does not, the verdict first and what is wrong before what holds. */
export function renderAudit({ head, events, chain, index, openings, findings }: Audited): string {
  const { accesses, bases, counted, asked, notChecked } = chain;
  const told = findings.filter(({ code }) => code !== "Restricted");
  const shown = describeReplay(findings.slice(0, MOST_SHOWN));
  const behind = index === undefined ? 0 : head.number - index.block.number;
  const found = new Set(findings.map(({ code }) => code));
  const none = (...codes: readonly ReplayFinding["code"][]) => !codes.some((code) => found.has(code));
  return [
    verdictOf(findings.length, notChecked.length),
    ...(findings.length === 0 ? [] : shown),
    ...(findings.length > MOST_SHOWN ? [`And ${findings.length - MOST_SHOWN} more; --json names them all.`] : []),
    "",
    `Read from the chain: ${renderCount(events, "event")}, up to block ${head.number} (${renderTime(head.time)}).`,
    ...(none("WrongVerdict", "NotRegistered", "OtherPatient", "InFuture", "EventsMissing", "OutOfOrder")
      ? [
          `Holds: each of ${countOf(accesses.length)} has the verdict that the contract had to give by all that was said before (${renderBases(bases)}).`,
        ]
      : []),
    ...describeResolved(accesses),
    ...(counted !== undefined && none("AccessesMissing", "AccessesForged", "EntriesMissing", "EntriesForged")
      ? [
          `Holds: the contract counted as many accesses of ${renderCount(counted.records, "record")}${counted.gateways === 0 ? "" : ` and entries of ${renderCount(counted.gateways, "gateway")}`} as the events tell, proven from its storage.`,
        ]
      : []),
    ...(asked !== undefined && none("OtherJudgement")
      ? [
          `Holds: the contract, asked about ${asked === accesses.length ? "each" : `${asked}`} of ${countOf(accesses.length)}, judges now as it had to by the events.`,
        ]
      : []),
    ...(index !== undefined && told.every(({ code }) => !isOfIndex(code))
      ? [
          `Holds: the index has ${countOf(index.accesses)}, each as its event says and in its place, and nothing else; all ${index.rows.toLocaleString("en")} rows of its ${index.tables} tables are as built anew, up to block ${index.block.number}. Their digest: ${index.digest}`,
        ]
      : []),
    ...(behind > 0
      ? [`The index is ${renderCount(behind, "block")} behind the chain; it was compared up to its own last block.`]
      : []),
    openings === 0
      ? "Restrictions: none were shown, so none were applied."
      : `Restrictions: ${openings.toLocaleString("en")} were shown and applied; ${findings.length - told.length} accesses went against one.`,
    ...notChecked,
  ].join("\n");
}

function verdictOf(findings: number, notChecked: number): string {
  if (findings > 0) return findings === 1 ? "One thing differs." : `${findings.toLocaleString("en")} things differ.`;
  return notChecked > 0 ? "What was checked holds, but not all could be checked." : "Everything holds.";
}

function isOfIndex(code: ReplayFinding["code"]): boolean {
  return code.startsWith("Row") || code === "OtherBlock";
}

function countOf(accesses: number): string {
  return accesses === 1 ? "1 access" : `${accesses.toLocaleString("en")} accesses`;
}

function renderBases(bases: Readonly<Record<Basis, number>>): string {
  const present = Object.entries(bases).filter(([, count]) => count > 0);
  return present.length === 0
    ? "none"
    : present.map(([basis, count]) => `${count.toLocaleString("en")} ${basis}`).join(", ");
}
