import type { Command } from "commander";
import { BASIS_WORDS } from "../../consent/bases.ts";
import { parsePurpose } from "../../consent/purposes.ts";
import { renderAsOf } from "../answerFromIndex.ts";
import { FindingError, UsageError } from "../errors.ts";
import { resolveAccount, resolvePart } from "../names.ts";
import { renderCsv, renderTable, renderTime, shorten } from "../output.ts";
import { renderProof, writeProof } from "../proof.ts";
import { openIndex, type Session, withSession } from "../session.ts";
import { parseTime } from "../time.ts";
import { answerWho, type NamedAccess, type WhoAnswer, type WhoQuestion } from "../whoAccessed.ts";
import { globalOptions } from "./options.ts";

/** Adds `who`: the question itself. */
export function addWhoCommand(program: Command): void {
  program
    .command("who")
    .argument("<record>", "record, or a Study, Series or SOP Instance UID")
    .description("who accessed this record, when, which part, for what purpose, and by whose leave")
    .option("--part <uid>", "accesses to this series or instance, to what contains it and to what it contains")
    .option("--by <account>", "accesses of this accessor")
    .option("--since <time>", "from this moment on")
    .option("--until <time>", "before this moment")
    .option("--purpose <code>", "for this purpose and what is below it")
    .option("--csv", "print rows as CSV, in place of --json")
    .option("--proof <file>", "also write a proof of all accesses of the record, to be checked with `fiducial verify`")
    .addHelpText(
      "after",
      "\nExit code 0 when the answer is complete, 3 when accesses are missing from the index.\n\nExample:\n  fiducial who 1.2.840.113619.2 --since 2026-01-01 --purpose TREAT",
    )
    .action(async (target: string, options, command: Command) => {
      const global = globalOptions(command);
      if (options.csv && global.json) throw new UsageError("Ask for --csv or --json, not both.");
      await withSession(global, async (session) => {
        const question = await buildQuestion(session, target, options);
        const database = await openIndex(session);
        try {
          const answer = await answerWho(session, database, question);
          const canBeProven = options.proof !== undefined && answer.complete;
          const proof = canBeProven ? await writeProof(session, database, question.record, options.proof) : undefined;
          if (options.csv) {
            process.stdout.write(`${renderCsv(CSV_COLUMNS, answer.accesses)}\n`);
            session.output.say(renderCompleteness(answer));
          } else {
            session.output.answer({ ...answer, ...(proof && { proof }) }, renderWho(answer));
          }
          if (proof) session.output.say(renderProof(proof));
          if (!answer.complete)
            throw new FindingError(
              `The index does not hold every access of this record; see above.${options.proof === undefined ? "" : " No proof was written."}`,
            );
        } finally {
          await database.close();
        }
      });
    });
}

type WhoOptions = { part?: string; by?: string; since?: string; until?: string; purpose?: string };

async function buildQuestion(session: Session, target: string, options: WhoOptions): Promise<WhoQuestion> {
  const named = await resolvePart(session, target);
  const { part } = options.part === undefined ? named : await resolvePart(session, options.part, named.record);
  const { by, since, until, purpose } = options;
  const question: WhoQuestion = {
    record: named.record,
    part,
    ...(by !== undefined && { by: await resolveAccount(session.directory, by) }),
    ...(since !== undefined && { since: parseTime(since, "--since") }),
    ...(until !== undefined && { until: parseTime(until, "--until") }),
    ...(purpose !== undefined && { purpose: parsePurpose(purpose) }),
  };
  if ((question.since ?? 0) < (question.until ?? Number.POSITIVE_INFINITY)) return question;
  throw new UsageError("--until must lie after --since.");
}

const CSV_COLUMNS: readonly (keyof NamedAccess)[] = [
  "number",
  "time",
  "accessor",
  "accessorName",
  "organization",
  "organizationName",
  "gateway",
  "level",
  "uid",
  "part",
  "purpose",
  "action",
  "basis",
  "reason",
  "block",
  "transaction",
];

/** How a table is laid out: with `shortUids` UIDs lose their middle, so that a line fits a screen. */
export type WhoLayout = { readonly shortUids?: boolean };

/** Renders the answer as a table that ends with what it can be held to. */
export function renderWho(answer: WhoAnswer, { shortUids = false }: WhoLayout = {}): string {
  const rows = answer.accesses.map((access) => ({
    no: access.number,
    time: renderTime(access.time),
    accessor: access.accessorName ?? shorten(access.accessor),
    organization: access.organizationName ?? (access.organization ? shorten(access.organization) : "outside"),
    part: renderPart(access, shortUids),
    purpose: access.purpose,
    action: access.action,
    basis: access.reason === null ? access.basis : `${access.basis} (${access.reason})`,
    block: access.block,
    transaction: shorten(access.transaction),
  }));
  const columns = [
    "no",
    "time",
    "accessor",
    "organization",
    "part",
    "purpose",
    "action",
    "basis",
    "block",
    "transaction",
  ];
  const table = rows.length === 0 ? "No access fits." : renderTable(columns, rows);
  const bases = [...new Set(answer.accesses.map(({ basis }) => basis))];
  const legend = bases.map((basis) => `${basis}: ${BASIS_WORDS[basis]}`);
  return [table, "", ...legend, ...(legend.length > 0 ? [""] : []), renderCompleteness(answer)].join("\n");
}

/** Says whether the answer is complete, or exactly what it lacks. */
export function renderCompleteness({
  accesses,
  count,
  present,
  complete,
  missing,
  filtered,
  block,
  staleness,
}: WhoAnswer): string {
  const asOf = renderAsOf({ block, staleness });
  const shown = filtered ? `${accesses.length} shown. ` : "";
  if (complete) return `${shown}${present} of ${count} accesses, complete, ${asOf}`;
  const numbers = missing.map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`)).join(", ");
  const lacking = numbers === "" ? "the index holds numbers above the contract's count" : `missing: ${numbers}`;
  return `${shown}${present} of ${count} accesses, NOT COMPLETE, ${lacking}, ${asOf}`;
}

function renderPart({ level, uid, part }: NamedAccess, shortUids: boolean): string {
  if (level === "record") return "whole record";
  if (level === "unknown" || uid === null) return shorten(part);
  return `${level} ${shortUids ? shortenUid(uid) : uid}`;
}

/** The ends of a UID: archives vary now one, now the other. */
function shortenUid(uid: string): string {
  return uid.length > 24 ? `${uid.slice(0, 14)}…${uid.slice(-8)}` : uid;
}
