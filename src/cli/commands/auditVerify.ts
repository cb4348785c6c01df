import { type Command, InvalidArgumentError } from "commander";
import type { Hex } from "viem";
import type { Opening, ReplayFinding } from "../../audit/replay/index.ts";
import type { Block } from "../../indexer/chain.ts";
import { checkChain, readChain } from "../audit/checkChain.ts";
import { type CheckedIndex, checkIndex } from "../audit/checkIndex.ts";
import { orNotChecked } from "../audit/notChecked.ts";
import { readOpenings } from "../audit/openings.ts";
import { type Audited, renderAudit } from "../audit/renderAudit.ts";
import { resolveRecords } from "../audit/resolveRecords.ts";
import { DifferenceError, NotCheckedError, UsageError } from "../errors.ts";
import { locateHome, readSettings } from "../home.ts";
import { buildOutput } from "../output.ts";
import type { GlobalOptions } from "../session.ts";
import { parseTime } from "../time.ts";
import { withVault } from "../withVault.ts";
import { globalOptions } from "./options.ts";

type AuditOptions = {
  readonly record?: string;
  readonly since?: string;
  readonly until?: string;
  readonly openings?: string;
  readonly vaultOpenings?: true;
  readonly asked: number;
  readonly index: boolean;
};

/** Adds `audit verify`. */
export function addAuditVerifyCommand(audit: Command): void {
  audit
    .command("verify")
    .description(
      "replay every event from the chain, judge every access again, and compare with the index and the contract",
    )
    .option("--record <record>", "tell of this record only, a commitment or a UID; everything is replayed all the same")
    .option("--since <time>", "tell of what is in blocks from this moment on")
    .option("--until <time>", "tell of what is in blocks before this moment")
    .option("--openings <file>", "apply these restrictions: what `fiducial restrict list --json` printed")
    .option("--vault-openings", "apply the restrictions that the vault of the home folder keeps")
    .option("--asked <number>", "ask the contract how it judges so many accesses now, evenly spread", parseAsked, 1_000)
    .option("--no-index", "compare no index: the chain's own story and the contract alone")
    .addHelpText(
      "after",
      "\nThe index is compared as it is, in the home folder or where DATABASE_URL says; nothing is written to it. Ask any question to bring it up to date.\n\nExit codes: 0 everything holds, 1 something differs, 2 it was asked wrongly, 4 it could not be checked.\n\nExample:\n  fiducial audit verify --openings openings.json",
    )
    .action((options: AuditOptions, command: Command) => orNotChecked(() => runAudit(options, globalOptions(command))));
}

async function runAudit(options: AuditOptions, global: GlobalOptions): Promise<void> {
  const output = buildOutput(global.json);
  const span = parseSpan(options);
  const home = locateHome(global.home);
  const settings = await readSettings(home);
  const openings = await findOpenings(options, global);
  const { asked } = options;
  const [record] = await resolveRecords(options.record === undefined ? [] : [options.record], global);

  const read = await readChain(settings, output);
  const { head, events } = read;
  const chain = await checkChain(read, settings, output, { openings, record, asked });
  const index = options.index ? await checkIndex({ ...read, home, settings, output }) : undefined;

  const times = new Map(events.map(({ place }) => [place.blockNumber, place.blockTime]));
  const isAskedAbout = ({ position }: ReplayFinding): boolean => {
    const time = times.get(position.place?.blockNumber ?? -1);
    if (time !== undefined && (time < span.since || time >= span.until)) return false;
    return record === undefined || (position.gateway === undefined && (position.record ?? record) === record);
  };
  const findings = [...chain.findings, ...(index?.findings ?? [])].filter(isAskedAbout);
  const audited: Audited = { head, events: events.length, chain, index, openings: openings.length, findings };
  output.answer(describeAudit(audited, settings), renderAudit(audited));
  if (findings.length > 0) throw new DifferenceError("Something differs; see above.");
  if (chain.notChecked.length > 0) throw new NotCheckedError("Not all could be checked; see above.");
}

function describeBlock({ number, hash, time }: Block): Block {
  return { number, hash, time };
}

/** What programs read. */
function describeAudit(
  { head, events, chain, index, openings, findings }: Audited,
  settings: { chainId: number; registry: Hex },
) {
  const { accesses, bases, counted, asked, notChecked } = chain;
  const resolved = accesses.filter(({ access }) => access.basis === "UNDETERMINED");
  return {
    ...{
      chainId: settings.chainId,
      registry: settings.registry,
      holds: findings.length === 0 && notChecked.length === 0,
    },
    ...{
      block: describeBlock(head),
      events,
      accesses: accesses.length,
      bases,
      counted: counted ?? null,
      asked: asked ?? null,
    },
    index: index ? describeIndex(index) : null,
    openings,
    resolved: resolved.map(({ access: { record, number }, judged, reason }) => ({
      ...{ record, number, basis: judged.basis, permitVersion: judged.version, reason: reason ?? null },
    })),
    findings,
    notChecked,
  };
}

function describeIndex({ block, accesses, tables, rows, digest }: CheckedIndex) {
  return { block, accesses, tables, rows, digest };
}

function parseSpan({ since, until }: AuditOptions) {
  const span = {
    since: since === undefined ? 0 : parseTime(since, "--since"),
    until: until === undefined ? Number.POSITIVE_INFINITY : parseTime(until, "--until"),
  };
  if (span.since < span.until) return span;
  throw new UsageError("--until must lie after --since.");
}

async function findOpenings(options: AuditOptions, global: GlobalOptions): Promise<readonly Opening[]> {
  return [
    ...(options.openings === undefined ? [] : await readOpenings(options.openings)),
    ...(options.vaultOpenings ? await withVault(global, ({ vault }) => vault.listRestrictions()) : []),
  ];
}

function parseAsked(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write a whole number.");
}
