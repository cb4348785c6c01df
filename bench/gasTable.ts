/** What `npm run bench:gas` measures; gas, and bytes of code. Batch figures are per access. */
export type GasFigures = {
  readonly permit: { readonly direct: number; readonly signatureFirst: number; readonly signatureNext: number };
  readonly revoke: number;
  readonly register: number;
  readonly access: { readonly single: number; readonly batch100: number; readonly batch100Floor: number };
  /** Of every contract that can be deployed. */
  readonly size: Readonly<Record<string, number>>;
};

/** The most code that a contract may have. @see EIP-170 */
const CODE_BOUND = 24_576;

type Row = { readonly what: string; readonly figure: number; readonly bound?: number; readonly unit: string };

/** Puts each figure beside its bound. */
export function listRows({ permit, revoke, register, access, size }: GasFigures): readonly Row[] {
  const unit = "gas";
  return [
    { what: "permit, direct", figure: permit.direct, bound: 55_000, unit },
    { what: "permit, by signature, first", figure: permit.signatureFirst, bound: 78_000, unit },
    { what: "permit, by signature, next", figure: permit.signatureNext, bound: 62_000, unit },
    { what: "revoke", figure: revoke, bound: 33_000, unit },
    { what: "register", figure: register, unit },
    { what: "access, single", figure: access.single, bound: 38_000, unit },
    { what: "access, in a batch of 100", figure: access.batch100, bound: 12_000, unit },
    { what: "  its floor on the EVM", figure: access.batch100Floor, unit },
    { what: "  times its floor", figure: access.batch100 / access.batch100Floor, bound: 1.25, unit: "" },
    ...Object.entries(size).map(([what, figure]) => ({ what, figure, bound: CODE_BOUND, unit: "bytes" })),
  ];
}

/** Renders the rows, each with whether it meets its bound. */
export function renderRows(rows: readonly Row[]): string {
  const format = (figure: number): string => figure.toLocaleString("en", { maximumFractionDigits: 3 });
  const lines = rows.map(({ what, figure, bound, unit }) => {
    const verdict = bound === undefined ? "" : `  ${isMet({ figure, bound }) ? "meets" : "MISSES"} ${format(bound)}`;
    return `${what.padEnd(30)}${format(figure).padStart(8)} ${unit.padEnd(5)}${verdict}`.trimEnd();
  });
  return lines.join("\n");
}

/** Whether a figure is within its bound, if it has one. */
export function isMet({ figure, bound }: Pick<Row, "figure" | "bound">): boolean {
  return bound === undefined || figure <= bound;
}
