/**
 * How fast the index answers: `npm run bench:query`, with `-- --json` for one line of JSON, `--accesses N` for another size than 1,000,000. With
 * DATABASE_URL it measures PostgreSQL too. The accesses are made up as logs and go through the fold. `--plans` prints by which index each statement of a
 * question is answered.
 */
import { mkdirSync } from "node:fs";
import { type Place, placeInFile, placeInPostgres } from "./index/ours.ts";
import { fillIndex } from "./query/fill.ts";
import { measureQuestions, type QuestionFigures } from "./query/questions.ts";
import { readOptions } from "./readOptions.ts";

const asked = readOptions({
  title: "How fast the index answers.",
  script: "bench:query",
  options: { accesses: { what: "how many accesses are in it", default: "1000000" } },
  flags: { plans: "print by which index each statement of a question is answered" },
  needs: "With DATABASE_URL it measures PostgreSQL too.",
});
const accesses = asked.number("accesses");
const folder = "cache/bench";
mkdirSync(folder, { recursive: true });

async function measure(place: Place, kind: "sqlite" | "postgres"): Promise<QuestionFigures> {
  const database = await place.openEmpty();
  try {
    await fillIndex(database, accesses);
    return await measureQuestions(database, kind);
  } finally {
    await database.close();
  }
}

const url = process.env.DATABASE_URL;
const sqlite = await measure(placeInFile(folder), "sqlite");
const postgres = url === undefined ? null : await measure(placeInPostgres(url), "postgres");
const timesOf = (figures: QuestionFigures) =>
  Object.fromEntries(Object.entries(figures).map(([question, { p50Ms, p99Ms }]) => [question, { p50Ms, p99Ms }]));
if (asked.json) {
  console.log(JSON.stringify({ accesses, sqlite: timesOf(sqlite), postgres: postgres && timesOf(postgres) }));
} else {
  for (const [name, figures] of Object.entries({ "node:sqlite": sqlite, PostgreSQL: postgres ?? {} })) {
    for (const [question, { p50Ms, p99Ms, plans }] of Object.entries(figures)) {
      console.log(`${name.padEnd(12)} ${question.padEnd(48)} p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`);
      if (asked.has("plans")) for (const plan of plans) console.log(`               ${plan}`);
    }
  }
}
