import type { Address } from "viem";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { bytesOf } from "../../src/indexer/hex.ts";
import { actorAt } from "../../src/indexer/queries/actorAt.ts";
import { booksOf } from "../../src/indexer/queries/booksOf.ts";
import { contributionsOf } from "../../src/indexer/queries/contributions.ts";
import { credentialsOf, keyOf } from "../../src/indexer/queries/credentials.ts";
import { gatewaysSilent } from "../../src/indexer/queries/gatewaysSilent.ts";
import { findMissingEntries, findMissingNumbers } from "../../src/indexer/queries/missing.ts";
import { patientHistory } from "../../src/indexer/queries/patientHistory.ts";
import { patientsOf } from "../../src/indexer/queries/patientsOf.ts";
import { permitsOf } from "../../src/indexer/queries/permitsOf.ts";
import { incapacityOf, proxiesOf } from "../../src/indexer/queries/proxies.ts";
import { findRecord, recordsOf, relationsOf } from "../../src/indexer/queries/records.ts";
import { recoveriesPending } from "../../src/indexer/queries/recoveriesPending.ts";
import { relatedTo } from "../../src/indexer/queries/relatedTo.ts";
import { findReviewsDue, reviewsOf } from "../../src/indexer/queries/reviews.ts";
import { findSupersededReads, revisionsOf } from "../../src/indexer/queries/revisions.ts";
import { touchedByTool } from "../../src/indexer/queries/touchedByTool.ts";
import { type AccessFilter, type AccessOrder, whoAccessed } from "../../src/indexer/queries/whoAccessed.ts";
import { whoActedFor } from "../../src/indexer/queries/whoActedFor.ts";
import type { Database, Reader, SqlValue } from "../../src/sql/database.ts";
import { buildDice } from "../index/dice.ts";
import { cast, partOf } from "./cast.ts";

/** How long the answers to a question took, and how the database found one of them. */
export type QuestionFigure = { readonly p50Ms: number; readonly p99Ms: number; readonly plans: readonly string[] };
export type QuestionFigures = Readonly<Record<string, QuestionFigure>>;

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
  (filter: () => AccessFilter, limit = 100, order?: AccessOrder) =>
  (database: Reader) =>
    whoAccessed(database, filter(), { limit, order });
const patient = () => dice(cast.patients);
const version = () => anyOf(cast.toolVersions);
const now = cast.firstTime + 400 * day;
const limit = 100;

const amended = cast.records.filter((_, i) => i % 5 === 0);

/** Stands for the count that the contract tells. */
async function lastEntryOf(database: Reader, gateway: Address): Promise<number> {
  const sql = "SELECT max(entry_number) AS last FROM accesses WHERE gateway = ?";
  return (await database.get<{ last: number }>(sql, [bytesOf(gateway)]))?.last ?? 0;
}

/** Every question, with arguments thrown anew each time. */
const questions: Readonly<Record<string, (database: Reader) => Promise<unknown>>> = {
  "who accessed: record": who(() => ({ record: record() })),
  "who accessed: record and parts": who(() => {
    const one = record();
    return { record: one, parts: [partOf(one, dice(20)), wholeRecord] };
  }),
  "who accessed: part": who(() => ({ parts: [partOf(record(), dice(20))] })),
  "who accessed: record and accessor": who(() => ({ record: record(), accessor: accessor() })),
  "who accessed: record, purpose and time": who(() => ({ record: record(), purposes: [53], ...range(day) })),
  "who accessed: patient": who(() => ({ patient: patient() })),
  "who accessed: patient, organization and time": who(() => ({
    ...{ patient: patient(), organization: organization() },
    ...range(day),
  })),
  "who accessed: accessor": who(() => ({ accessor: accessor() })),
  "who accessed: accessor, purpose and time": who(() => ({ accessor: accessor(), purposes: [34], ...range(3_600) })),
  "who accessed: organization": who(() => ({ organization: organization() })),
  "who accessed: organization and time": who(() => ({ organization: organization(), ...range(3_600) })),
  "who accessed: all, oldest first": who(() => ({}), 100, "oldest"),
  "who accessed: gateway": who(() => ({ gateway: anyOf(cast.gateways) })),
  "who accessed: without leave": who(() => ({ bases: ["NONE"] })),
  "who accessed: emergencies of an organization": who(() => ({ bases: ["EMERGENCY"], organization: organization() })),
  "who accessed: a gateway's accesses without leave": who(() => ({ bases: ["NONE"], gateway: anyOf(cast.gateways) })),
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
  "missing entries of a gateway": async (database) => {
    const gateway = anyOf(cast.gateways);
    return findMissingEntries(database, gateway, await lastEntryOf(database, gateway));
  },
  "a record and its revisions": (database) => findRecord(database, record()),
  "records of a patient": (database) => recordsOf(database, { patient: patient() }, { limit: 100 }),
  "relations of a record": (database) => relationsOf(database, record()),
  "permits of a patient": (database) => permitsOf(database, patient()),
  "an actor at a block": (database) => actorAt(database, accessor(), dice(2_000)),
  "states of a record": (database) => revisionsOf(database, record()),
  "superseded reads of a record": (database) => findSupersededReads(database, anyOf(amended), { limit }),
  "what is linked to a record": (database) => relatedTo(database, record()),
  "contributions to a record": (database) => contributionsOf(database, record()),
  "touched by a version of a tool": (database) => touchedByTool(database, { toolVersion: version() }, { limit }),
  "history of a patient": (database) => patientHistory(database, patient()),
  "proxies of a patient": (database) => proxiesOf(database, patient()),
  "incapacity of a patient": (database) => incapacityOf(database, patient()),
  "who acted for a patient": (database) => whoActedFor(database, patient(), { limit }),
  "patients of an organization": (database) => patientsOf(database, organization()),
  "recoveries pending": (database) => recoveriesPending(database),
  "reviews due": (database) => findReviewsDue(database, { now }, { limit }),
  "reviews due of a custodian": (database) => findReviewsDue(database, { now, custodian: organization() }, { limit }),
  "reviews of a record": (database) => reviewsOf(database, record()),
  "credentials of an actor": (database) => credentialsOf(database, accessor(), now),
  "key of an actor": (database) => keyOf(database, accessor()),
  "books of a custodian": (database) => booksOf(database, organization(), { now }),
  "gateways silent": (database) => gatewaysSilent(database, { now }),
};

const most = 300;
const longestMs = 8_000;

/** Asks each question up to 300 times, for at most eight seconds, then once for its plans. */
export async function measureQuestions(database: Database, kind: "sqlite" | "postgres"): Promise<QuestionFigures> {
  const figures: Record<string, QuestionFigure> = {};
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
    figures[name] = { p50Ms: at(0.5), p99Ms: at(0.99), plans: await explain(database, kind, ask) };
  }
  return figures;
}

/** Asks a question once, and has each of its statements explained. */
async function explain(
  database: Database,
  kind: "sqlite" | "postgres",
  ask: (database: Reader) => Promise<unknown>,
): Promise<readonly string[]> {
  const plans: string[] = [];
  async function note(sql: string, parameters: readonly SqlValue[] = []): Promise<void> {
    const prefix = kind === "sqlite" ? "EXPLAIN QUERY PLAN" : "EXPLAIN (COSTS OFF)";
    for (const row of await database.all(`${prefix} ${sql}`, parameters)) {
      const line = String(row.detail ?? row["QUERY PLAN"]);
      if (/\b(Scan|SCAN|SEARCH|Sort|TEMP|Join|Loop)\b/.test(line)) plans.push(line.replace("->", "").trim());
    }
  }
  await ask({
    all: async (sql, parameters) => {
      await note(sql, parameters);
      return database.all(sql, parameters);
    },
    get: async (sql, parameters) => {
      await note(sql, parameters);
      return database.get(sql, parameters);
    },
  });
  return plans;
}
