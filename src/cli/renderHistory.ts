import type { Hex } from "viem";
import type { Relation } from "../consent/relations.ts";
import { renderTable, renderTime, shorten } from "./output.ts";
import type { NamedContribution, RecordHistory } from "./recordHistory.ts";

/** Renders a history for a person: revisions, contributions, relations as a tree, and what was read that does not stand any more. */
export function renderHistory({ record, revisions, contributions, relations, supersededReads }: RecordHistory): string {
  const head = revisions.at(-1);
  const states = revisions.map(({ revision, status, digest, by, byName, at, block }) => ({
    ...{ revision, status, since: renderTime(at), digest: shorten(digest), by: byName ?? shorten(by), block },
  }));
  const reads = supersededReads.map(({ number, time, accessor, accessorName, revision, status }) => ({
    ...{ no: number, time: renderTime(time), accessor: accessorName ?? shorten(accessor), revision, status },
  }));
  return [
    `Record ${record}, ${head?.status ?? "not registered"} at revision ${head?.revision ?? 0}`,
    "",
    renderTable(["revision", "status", "since", "digest", "by", "block"], states),
    "",
    contributions.length === 0 ? "No contribution." : renderContributions(contributions),
    "",
    relations.length === 0 ? "Related to no other record." : renderRelations(record, relations),
    "",
    reads.length === 0
      ? "Nobody read a state of it that was superseded."
      : `SUPERSEDED: these read another state than the present one (${head?.status}, revision ${head?.revision}).\n${renderTable(["no", "time", "accessor", "revision", "status"], reads)}`,
  ].join("\n");
}

/** Renders contributions as a table, each with what stands of it. */
export function renderContributions(contributions: readonly NamedContribution[]): string {
  const rows = contributions.map((contribution) => {
    const { number, section, sectionName, origin, author, authorName, tool, toolName, dispositions } = contribution;
    const last = dispositions.at(-1);
    return {
      no: number,
      section: sectionName ?? shorten(section),
      origin,
      author: authorName ?? shorten(author),
      tool: tool === null ? "" : (toolName ?? shorten(tool)),
      at: renderTime(contribution.at),
      disposition: last
        ? `${last.disposition} by ${last.byName ?? shorten(last.by)}`
        : origin === "human"
          ? ""
          : "OPEN",
    };
  });
  return renderTable(["no", "section", "origin", "author", "tool", "at", "disposition"], rows);
}

const DOWN: Readonly<Record<Relation, string>> = {
  "part-of": "has the part",
  "derived-from": "is the source of",
  replaces: "is replaced by",
  annotates: "is annotated by",
};

/** Renders what a record goes back to and what goes back to it: the oldest on the left. */
function renderRelations(record: Hex, relations: RecordHistory["relations"]): string {
  const nameOf = (one: Hex): string => (one === record ? `${shorten(one)} (this record)` : shorten(one));
  const targets = new Set(relations.map(({ target }) => target));
  const younger = new Set(relations.map((relation) => relation.record));
  const roots = [...targets].filter((one) => !younger.has(one));
  const lines: string[] = [];
  const walk = (one: Hex, depth: number, relation?: Relation): void => {
    lines.push(`${"  ".repeat(depth)}${relation === undefined ? "" : `${DOWN[relation]} `}${nameOf(one)}`);
    for (const next of relations.filter(({ target }) => target === one)) walk(next.record, depth + 1, next.relation);
  };
  for (const root of roots) walk(root, 0);
  return lines.join("\n");
}
