import { wholeRecord } from "../../src/consent/commitments.ts";
import { actorAt } from "../../src/indexer/queries/actorAt.ts";
import { findMissingEntries, findMissingNumbers } from "../../src/indexer/queries/missing.ts";
import { permitsOf } from "../../src/indexer/queries/permitsOf.ts";
import { findRecord, recordsOf, relationsOf } from "../../src/indexer/queries/records.ts";
import { type AccessFilter, whoAccessed } from "../../src/indexer/queries/whoAccessed.ts";
import type { Database } from "../../src/sql/database.ts";
import { buildDice } from "../index/dice.ts";
import { cast, partOf } from "./fill.ts";

export type QuestionFigures = Readonly<Record<string, { readonly p50Ms: number; readonly p99Ms: number }>>;

const day = 86_400;
const dice = buildDice(3);
const anyOf = <T>(values: readonly T[]): T => values[dice(values.length)] as T;
const record = () => anyOf(cast.records);
const accessor = () => anyOf(cast.accessors);
const organization = () => anyOf(cast.organizations);
const range = (seconds: number) => {
  const since = cast.firstTime + dice(20_000);
  return { since, until: since + seconds };
};
const who =
  (filter: () => AccessFilter, limit = 100) =>
  (database: Database) =>
    whoAccessed(database, filter(), { limit });

/** Every question, with arguments thrown anew each time. */
const questions: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
  "who accessed: record": who(() => ({ record: record() })),
  "who accessed: record and parts": who(() => {
    const one = record();
    return { record: one, parts: [partOf(one, dice(20)), wholeRecord] };
  }),
  "who accessed: part": who(() => ({ parts: [partOf(record(), dice(20))] })),
  "who accessed: record and accessor": who(() => ({ record: record(), accessor: accessor() })),
  "who accessed: record, purpose and time": who(() => ({ record: record(), purposes: [53], ...range(day) })),
  "who accessed: patient": who(() => ({ patient: dice(cast.patients) })),
  "who accessed: patient, organization and time": who(() => ({
    ...{ patient: dice(cast.patients), organization: organization() },
    ...range(day),
  })),
  "who accessed: accessor": who(() => ({ accessor: accessor() })),
  "who accessed: accessor, purpose and time": who(() => ({ accessor: accessor(), purposes: [34], ...range(3_600) })),
  "who accessed: organization": who(() => ({ organization: organization() })),
  "who accessed: organization and time": who(() => ({ organization: organization(), ...range(3_600) })),
  "who accessed: gateway": who(() => ({ gateway: anyOf(cast.gateways) })),
  "who accessed: without leave": who(() => ({ bases: ["NONE"] })),
  "who accessed: emergencies of an organization": who(() => ({ bases: ["EMERGENCY"], organization: organization() })),
  "who accessed: purpose": who(() => ({ purposes: [40] })),
  "who accessed: three, range, sort, 10,000 rows": who(
    () => ({
      organization: organization(),
      purposes: [53],
      bases: ["PERMIT"],
      since: cast.firstTime,
      until: cast.firstTime + day,
    }),
    10_000,
  ),
  "missing numbers of a record": (database) => findMissingNumbers(database, record(), 50),
  "missing entries of a gateway": (database) => findMissingEntries(database, anyOf(cast.gateways), 50_000),
  "a record and its revisions": (database) => findRecord(database, record()),
  "records of a patient": (database) => recordsOf(database, { patient: dice(cast.patients) }, { limit: 100 }),
  "relations of a record": (database) => relationsOf(database, record()),
  "permits of a patient": (database) => permitsOf(database, dice(cast.patients)),
  "an actor at a block": (database) => actorAt(database, accessor(), dice(2_000)),
};

const most = 300;
const longestMs = 8_000;

/** Asks each question up to 300 times, for at most eight seconds. */
export async function measureQuestions(database: Database): Promise<QuestionFigures> {
  const figures: Record<string, { p50Ms: number; p99Ms: number }> = {};
  for (const [name, ask] of Object.entries(questions)) {
    await ask(database);
    const times: number[] = [];
    const end = performance.now() + longestMs;
    while (times.length < most && performance.now() < end) {
      const begun = performance.now();
      await ask(database);
      times.push(performance.now() - begun);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    figures[name] = { p50Ms: at(0.5), p99Ms: at(0.99) };
  }
  return figures;
}
