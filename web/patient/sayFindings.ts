import type { Findings } from "../../src/audit/verify/index.ts";

/** What a check came to, in the parts of sentences: each `id` is that of a message. */
export type SaidFindings = {
  /** `complete`: genuine and complete. `genuine`: every row is, and nothing shows that there are no others. `broken`: something does not hold. */
  readonly verdict: "complete" | "genuine" | "broken";
  readonly values: {
    readonly accesses: number;
    readonly records: number;
    readonly block: number;
    /** Unix seconds; zero where no block is proven. */
    readonly time: number;
  };
  /** What does not hold, by name, each with how often. */
  readonly problems: readonly { readonly code: string; readonly count: number; readonly words: string }[];
};

/** Says what a proof shows and what not. */
export function sayFindings({ holds, upTo, rows, records, gateways, rowsAlone, problems }: Findings): SaidFindings {
  const answered = records.length + gateways.length > 0;
  const isComplete = answered && rowsAlone === 0 && [...records, ...gateways].every(({ complete }) => complete);
  const genuine = rows.filter((row) => row.genuine).length;
  return {
    verdict: !holds ? "broken" : isComplete ? "complete" : "genuine",
    values: { accesses: genuine, records: records.length, block: upTo?.number ?? 0, time: upTo?.time ?? 0 },
    problems: [...Map.groupBy(problems, ({ code }) => code).entries()].map(([code, own]) => ({
      code,
      count: own.length,
      words: own[0]?.words ?? "",
    })),
  };
}

/** How what a page shows of a record differs from what was proven: accesses that it leaves out, and such as it shows otherwise or made up. */
export type Difference = { readonly leftOut: number; readonly otherwise: number };

/** Compares what a page shows with what was proven: the numbers of each record, and their verdicts. Both are of the same records. */
export function compareWithProof({ rows }: Pick<Findings, "rows">, shown: readonly Shown[]): Difference {
  const keyOf = ({ record, number, basis }: Shown): string => `${record}/${number}/${basis}`;
  const proven = new Set(rows.map(keyOf));
  const otherwise = shown.filter((one) => !proven.has(keyOf(one))).length;
  const numbers = new Set(shown.map(({ record, number }) => `${record}/${number}`));
  return { leftOut: rows.filter(({ record, number }) => !numbers.has(`${record}/${number}`)).length, otherwise };
}

type Shown = { readonly record: string; readonly number: number; readonly basis: string };
