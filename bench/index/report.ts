import type { OurFigures } from "./ours.ts";

/** What `npm run bench:index` measures; `null` for what could not be measured here. */
export type IndexFigures = {
  readonly sqlite: OurFigures;
  readonly postgres: OurFigures | null;
  readonly ponder: PeerFigures | null;
  readonly subsquid: PeerFigures | null;
};

export type PeerFigures = { readonly eventsPerSecond: number };

type Row = { readonly what: string; readonly figure: number; readonly bound?: number; readonly unit: string };

/** Puts each figure beside its bound: events a second, and how many times a peer's in the same run. */
export function buildReport(figures: IndexFigures): { readonly text: string; readonly isMet: boolean } {
  const { sqlite, postgres, ponder, subsquid } = figures;
  const rows = [
    ...rowsOf("node:sqlite", sqlite, 45_000),
    ...(postgres === null ? [] : rowsOf("PostgreSQL", postgres, 60_000)),
    ...peerRows("Ponder", ponder, sqlite, 20),
    ...peerRows("Subsquid", subsquid, sqlite, 4),
  ];
  const isMet = rows.every(({ figure, bound }) => bound === undefined || figure >= bound);
  const lines = rows.map(({ what, figure, bound, unit }) => {
    const format = (number: number): string => number.toLocaleString("en", { maximumFractionDigits: 1 });
    const verdict = bound === undefined ? "" : `  ${figure >= bound ? "meets" : "MISSES"} ${format(bound)}`;
    return `${what.padEnd(30)}${format(figure).padStart(10)} ${unit.padEnd(10)}${verdict}`.trimEnd();
  });
  return { text: lines.join("\n"), isMet };
}

function rowsOf(what: string, figures: OurFigures, bound: number): readonly Row[] {
  return [
    { what, figure: figures.eventsPerSecond, bound, unit: "events/s" },
    { what: "  reading alone", figure: figures.fetchMs, unit: "ms" },
    { what: "  folding alone", figure: figures.decodeMs, unit: "ms" },
    { what: "  writing alone", figure: figures.writeMs, unit: "ms" },
    { what: "  size of an access", figure: figures.bytesPerAccess, unit: "bytes" },
  ];
}

function peerRows(what: string, peer: PeerFigures | null, ours: OurFigures, bound: number): readonly Row[] {
  if (peer === null) return [];
  return [
    { what, figure: peer.eventsPerSecond, unit: "events/s" },
    { what: "  ours on node:sqlite", figure: ours.eventsPerSecond / peer.eventsPerSecond, bound, unit: "times" },
  ];
}
