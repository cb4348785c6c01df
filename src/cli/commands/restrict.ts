import type { Command } from "commander";
import type { Address, Hex } from "viem";
import { coverPurposes, parsePurpose } from "../../consent/purposes.ts";
import type { Restriction } from "../../consent/restrictions.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import type { KeptRestriction } from "../../vault/restrictions.ts";
import type { Vault } from "../../vault/vault.ts";
import { UsageError } from "../errors.ts";
import { parseTypedUid, resolveAccount } from "../names.ts";
import { renderTable, renderTime, shorten } from "../output.ts";
import { findOrganization, listOwnPatients, parsePatient } from "../ownPatients.ts";
import { describeRestriction, renderPurposes, renderScope } from "../renderRestriction.ts";
import { openSigner, type Session, withSession } from "../session.ts";
import { now } from "../time.ts";
import { withVault } from "../withVault.ts";
import { globalOptions } from "./options.ts";
import { addBookCommands } from "./restrictBook.ts";

/** Adds `restrict add|lift|list|anchor|prove|check`. */
export function addRestrictCommand(program: Command): void {
  const restrict = program
    .command("restrict")
    .description("keep patients' restrictions in the sealed book, anchor it, prove and check what stands in it");

  restrict
    .command("add")
    .argument("<patient>", "number or name of the patient")
    .description("write down that a patient excludes somebody; nothing of it goes to the chain")
    .requiredOption("--exclude <account>", "an account; of an organization, with all it speaks for")
    .requiredOption("--as <account>", "the patient's custodian, or a registrar of it")
    .option("--record <record>", "this record only; without it all records, present and to come")
    .option("--part <uid>", "this series or instance of a record only: a gateway serves the rest of it")
    .option("--purpose <codes...>", "HL7 purposes of use, each with what is below it; every purpose without it")
    .addHelpText(
      "after",
      "\nA restriction beats every permit, and the custodian's policy. It holds at once, wherever this vault is asked, and stands in the next book.\n\nExample:\n  fiducial restrict add 1 --exclude 'Dr. Roth' --as @1 --purpose TREAT",
    )
    .action(async (patientText: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const { vault, output } = session;
        const { address } = await openSigner(session, options.as, global);
        const patient = await findOwnPatient(session, address, patientText);
        const restriction = await buildRestriction(session, patient, options);
        const kept = await vault.imposeRestriction(restriction, now(), address);
        const [row] = await describe(vault, [kept]);
        output.answer(
          row,
          `Restriction ${kept.number} of patient ${patient}: ${row?.name ?? kept.excluded} is excluded from ${renderScope(kept)}, for ${renderPurposes(kept)}.\n  It holds now, and stands in the next book that is anchored.`,
        );
      });
    });

  restrict
    .command("lift")
    .argument("<patient>", "number or name of the patient")
    .argument("<number>", "number of the restriction, from `fiducial restrict list`")
    .description("write down that a restriction does not hold any more")
    .requiredOption("--as <account>", "the patient's custodian, or a registrar of it")
    .action(async (patientText: string, numberText: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const { address } = await openSigner(session, options.as, global);
        const patient = await findOwnPatient(session, address, patientText);
        const number = /^\d{1,9}$/.test(numberText) ? Number(numberText) : 0;
        const lifted = await session.vault.liftRestriction({ patient, number }, now(), address);
        const [row] = await describe(session.vault, [lifted]);
        session.output.answer(
          row,
          `Lifted restriction ${number} of patient ${patient}. From the next book on it does not stand there any more; the books before keep it.`,
        );
      });
    });

  restrict
    .command("list")
    .argument("[patient]", "number or name of the patient; all patients without it")
    .description("list restrictions, those lifted too, from the vault alone")
    .action(async (patientText: string | undefined, _options, command: Command) => {
      await withVault(globalOptions(command), async ({ vault, output }) => {
        const patient = patientText === undefined ? undefined : await parsePatient(vault, patientText);
        const rows = await describe(vault, await vault.listRestrictions(patient));
        output.answer(rows, rows.length === 0 ? "There is no restriction." : renderTable(COLUMNS, rows.map(shortened)));
      });
    });

  addBookCommands(restrict);
}

const COLUMNS = ["patient", "number", "excluded", "record", "purposes", "imposed", "lifted"];

/** Finds one of the patients of the organization that an account speaks for, without asking the node about the patient. */
async function findOwnPatient(session: Session, account: Address, text: string): Promise<number> {
  const patient = await parsePatient(session.vault, text);
  const organization = await findOrganization(session, account);
  if ((await listOwnPatients(session, organization)).includes(patient)) return patient;
  throw new UsageError(
    `There is no patient ${patient} of this organization. \`fiducial patients list\` shows whose each is.`,
  );
}

type RestrictOptions = {
  readonly exclude: string;
  readonly record?: string;
  readonly part?: string;
  readonly purpose?: readonly string[];
};

async function buildRestriction(session: Session, patient: number, options: RestrictOptions): Promise<Restriction> {
  const excluded = await resolveAccount(session.directory, options.exclude);
  const { record, part } = options;
  if (record !== undefined && part !== undefined) throw new UsageError("Name a record or a part of one, not both.");
  const ofRecord = record === undefined ? ALL_RECORDS : await findOwnRecord(session.vault, patient, record);
  const scope = part === undefined ? ofRecord : await findOwnPart(session.vault, patient, part);
  if (options.purpose === undefined) return { patient, scope, excluded };
  const codes = options.purpose.flatMap((list) => list.split(",")).map(parsePurpose);
  return { patient, scope, excluded, purposes: coverPurposes(codes) };
}

/** Finds a record of the patient by the vault alone: to ask a node about it would tell the node of it. */
async function findOwnRecord(vault: Vault, patient: number, text: string): Promise<Hex> {
  const isCommitment = /^0x[0-9a-fA-F]{64}$/.test(text);
  const parts = isCommitment ? [{ record: text.toLowerCase() as Hex }] : await vault.findParts(parseTypedUid(text));
  const records = [...new Set(parts.map(({ record }) => record))];
  const entries = await Promise.all(records.map((record) => vault.getRecord(record)));
  const [own, ...others] = entries.filter((entry) => entry.patient === patient);
  if (own === undefined) throw new UsageError("The vault knows no such record of this patient.");
  if (others.length > 0)
    throw new UsageError("Several records of the patient hold this UID. Name one by its commitment.");
  return own.record;
}

/** Finds a series or instance of the patient's by the vault alone. */
async function findOwnPart(vault: Vault, patient: number, text: string): Promise<Hex> {
  const record = await findOwnRecord(vault, patient, text);
  const parts = await vault.findParts(parseTypedUid(text));
  const own = parts.find((found) => found.record === record && found.level !== "record");
  if (own === undefined) throw new UsageError("This UID is a whole record's. Name it with --record.");
  return own.part;
}

/** Describes restrictions as `--json` prints them. */
async function describe(vault: Vault, restrictions: readonly KeptRestriction[]) {
  const names = new Map((await vault.listLabels("actor")).map(({ id, text }) => [id, text]));
  return restrictions.map(({ patient, number, imposedAt, imposedBy, liftedAt, liftedBy, ...terms }) => ({
    ...{ patient, number, ...describeRestriction({ patient, ...terms }) },
    name: names.get(terms.excluded.toLowerCase()) ?? null,
    ...{ imposedAt, imposedBy, liftedAt: liftedAt ?? null, liftedBy: liftedBy ?? null },
  }));
}

function shortened(row: Awaited<ReturnType<typeof describe>>[number]) {
  const { patient, number, excluded, name, record, purposes, imposedAt, liftedAt } = row;
  return {
    ...{ patient, number, excluded: name ?? shorten(excluded), record: record === null ? "all" : shorten(record) },
    purposes: purposes?.join(", ") ?? "all",
    imposed: renderTime(imposedAt),
    lifted: liftedAt === null ? "" : renderTime(liftedAt),
  };
}
