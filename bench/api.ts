/**
 * How fast the API answers over HTTP: `npm run bench:api`; `-- --help` says what can be told.
 *
 * An index is filled as `bench:query` fills it. The API runs in a process of its own on it; an auditor, a patient and an organization sign in, and ask over
 * connections that are kept, each question up to 300 times, one after the other; then the first of them from 16 sides at once, and alone beside an auditor's
 * counts. With DATABASE_URL it measures PostgreSQL too. Exits with 1 when who accessed a record takes more than 5 ms in 99 of 100, or 10,000 sorted rows
 * more than 100 ms in half of all.
 */
import { mkdirSync } from "node:fs";
import { openClient } from "./api/client.ts";
import { type ApiFigures, measureApi } from "./api/measure.ts";
import { addPeople } from "./api/people.ts";
import { mainQuestion, sortedQuestion } from "./api/questions.ts";
import { locateInPostgres, type Place, placeInFile, placeInPostgres } from "./index/ours.ts";
import { fillIndex } from "./query/fill.ts";
import { readOptions } from "./readOptions.ts";

const bounds = { [mainQuestion]: { p99Ms: 5 }, [sortedQuestion]: { p50Ms: 100 } } as const;

const asked = readOptions({
  title: "How fast the API answers over HTTP.",
  script: "bench:api",
  options: { accesses: { what: "how many accesses are in the index", default: "1000000" } },
  needs: "With DATABASE_URL it measures PostgreSQL too.",
});
const accesses = asked.number("accesses");
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function measure(what: string, place: Place, index: string): Promise<ApiFigures> {
  say(`Filling ${what} with ${accesses} accesses`);
  const database = await place.openEmpty();
  try {
    await fillIndex(database, accesses);
    await addPeople(database);
  } finally {
    await database.close();
  }
  say(`Asking the API on ${what}`);
  const client = await openClient(index);
  try {
    return await measureApi(client);
  } finally {
    await client.close();
  }
}

const folder = "cache/bench";
mkdirSync(folder, { recursive: true });
const url = process.env.DATABASE_URL;
const sqlite = await measure("node:sqlite", placeInFile(folder), `${folder}/index.sqlite`);
const postgres = url === undefined ? null : await measure("PostgreSQL", placeInPostgres(url), locateInPostgres(url));

const missed = Object.entries(bounds).flatMap(([question, bound]) =>
  Object.entries(bound)
    .filter(([figure, most]) => !((sqlite.questions[question]?.[figure as "p50Ms"] ?? Number.NaN) <= most))
    .map(([figure, most]) => `${question}: ${figure} is over ${most}`),
);
if (asked.json) {
  const { questions, requestsPerSecond, besideCounts } = sqlite;
  const others = postgres && { questions: postgres.questions, requestsPerSecond: postgres.requestsPerSecond };
  console.log(JSON.stringify({ accesses, sqlite: questions, requestsPerSecond, besideCounts, postgres: others }));
} else {
  for (const [name, figures] of Object.entries({ "node:sqlite": sqlite, PostgreSQL: postgres })) {
    if (figures === null) continue;
    for (const [question, { p50Ms, p99Ms }] of Object.entries(figures.questions)) {
      console.log(`${name.padEnd(12)} ${question.padEnd(50)} p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`);
    }
    const { p50Ms, p99Ms } = figures.besideCounts;
    console.log(`${name.padEnd(12)} ${`${mainQuestion}, beside counts`.padEnd(50)} p50 ${p50Ms} ms, p99 ${p99Ms} ms`);
    console.log(`${name.padEnd(12)} ${mainQuestion}, from 16 sides at once: ${figures.requestsPerSecond} a second`);
  }
}
for (const line of missed) say(`MISSED ${line}`);
process.exitCode = missed.length === 0 ? 0 : 1;
