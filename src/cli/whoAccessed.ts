import { type Address, getAddress, type Hex } from "viem";
import { actionName } from "../consent/actions.ts";
import type { Basis } from "../consent/bases.ts";
import { wholeRecord } from "../consent/commitments.ts";
import { coverPurposes, PURPOSES, type PurposeCode, purposeCode, purposesCover } from "../consent/purposes.ts";
import type { Access } from "../indexer/queries/access.ts";
import { indexStatus, type Staleness, stalenessOf } from "../indexer/queries/indexStatus.ts";
import { findMissingNumbers, type Missing } from "../indexer/queries/missing.ts";
import { whoAccessed as queryAccesses } from "../indexer/queries/whoAccessed.ts";
import type { Database } from "../sql/database.ts";
import { RecordErasedError, UnknownRecordError } from "../vault/errors.ts";
import { readEmergencyDetail } from "./emergencies.ts";
import { UsageError } from "./errors.ts";
import type { NamedPart } from "./names.ts";
import type { Session } from "./session.ts";
import { now } from "./time.ts";

/** What is asked: a record or a part of one, and what the accesses shown have in common. */
export type WhoQuestion = NamedPart & {
  readonly by?: Address;
  readonly since?: number;
  readonly until?: number;
  /** Covers what is below it in the tree. */
  readonly purpose?: PurposeCode;
};

/** An access with names in the place of addresses, numbers and commitments where they are known. */
export type NamedAccess = {
  readonly number: number;
  /** Unix seconds. */
  readonly time: number;
  readonly accessor: Address;
  readonly accessorName: string | null;
  readonly organization: Address | null;
  readonly organizationName: string | null;
  readonly gateway: Address | null;
  readonly part: Hex;
  readonly level: "record" | "series" | "instance" | "unknown";
  /** The UID of the part, or of the record; `null` where the vault does not know it. */
  readonly uid: string | null;
  readonly purpose: string;
  readonly action: string;
  readonly basis: Basis;
  /** The coded reason of an emergency. */
  readonly reason: string | null;
  readonly block: number;
  readonly transaction: Hex;
};

export type WhoAnswer = {
  readonly record: Hex;
  /** The block as of which this is the answer. */
  readonly block: { readonly number: number; readonly hash: Hex; readonly time: number };
  /** How old the answer may be. */
  readonly staleness: Staleness;
  /** How many accesses the contract numbered. */
  readonly count: number;
  readonly complete: boolean;
  readonly missing: Missing["ranges"];
  readonly present: number;
  /** Whether accesses were left out because they did not fit the question. */
  readonly filtered: boolean;
  readonly accesses: readonly NamedAccess[];
};

const PAGE = 10_000;

/**
 * Answers who accessed a record, and whether the index holds every access that the contract numbered.
 *
 * @throws {UsageError} when the record is not registered on this chain
 */
export async function answerWho(session: Session, database: Database, question: WhoQuestion): Promise<WhoAnswer> {
  const { chain } = session;
  const { record, part, by, since, until, purpose } = question;
  const status = await indexStatus(database);
  const { block } = status;
  const blockNumber = BigInt(block.number);
  if (!(await chain.recordOf({ record, blockNumber }))) {
    throw new UsageError("This record is not registered on this chain.");
  }
  const count = await chain.accessCountOf({ record, blockNumber });
  const missing = await findMissingNumbers(database, record, count);

  const parts = part === wholeRecord ? undefined : await listRelated(session, question);
  const filter = { record, parts, accessor: by, since, until, purposes: purpose && listBelow(purpose) };
  const accesses: Access[] = [];
  for (let after: Awaited<ReturnType<typeof queryAccesses>>["next"]; ; ) {
    const page = await queryAccesses(database, filter, { limit: PAGE, after });
    accesses.push(...page.accesses);
    after = page.next;
    if (after === undefined) break;
  }
  const name = await buildNamer(session, record);
  return {
    record,
    block,
    staleness: stalenessOf(status, now()),
    count,
    complete: missing.absent === 0 && missing.beyond === 0,
    missing: missing.ranges,
    present: missing.present,
    filtered: accesses.length < missing.present,
    accesses: accesses.map(name),
  };
}

/** The part, what contains it and what it contains. */
async function listRelated({ vault }: Session, { record, part }: NamedPart): Promise<readonly Hex[]> {
  const { containing, contained } = await vault.relatedParts(record, part);
  return [part, ...containing, ...contained];
}

function listBelow(purpose: PurposeCode): readonly number[] {
  const bits = coverPurposes([purpose]);
  return PURPOSES.map(({ number }) => number).filter((number) => purposesCover(bits, number));
}

/** Builds what turns an access of the index into words, with the names that the vault knows. */
async function buildNamer({ vault, chain }: Session, record: Hex): Promise<(access: Access) => NamedAccess> {
  const number = (await chain.recordOf({ record }))?.patient;
  const patient = `${(await vault.findLabel("patient", `${number}`)) ?? "the patient"} (patient ${number})`;
  const labels = new Map((await vault.listLabels("actor")).map(({ id, text }) => [id, text]));
  const parts = await readParts(vault, record);
  return (access) => {
    const { accessor, organization, place, part } = access;
    const known = parts.get(part);
    return {
      number: access.number,
      time: access.time,
      accessor: getAddress(accessor),
      accessorName: labels.get(accessor) ?? (access.basis === "PATIENT" ? patient : null),
      organization: organization ? getAddress(organization) : null,
      organizationName: (organization && labels.get(organization)) ?? null,
      gateway: access.gateway ? getAddress(access.gateway) : null,
      part,
      level: part === wholeRecord ? "record" : (known?.level ?? "unknown"),
      uid: known?.uid ?? null,
      purpose: nameNumber(purposeCode, access.purpose),
      action: nameNumber(actionName, access.action),
      basis: access.basis,
      reason: access.claim.basis === "EMERGENCY" ? readEmergencyDetail(access.detail).reason : null,
      block: place.blockNumber,
      transaction: place.txHash,
    };
  };
}

type KnownPart = { readonly level: "record" | "series" | "instance"; readonly uid: string };

/** The parts that the vault knows: none where it lacks the record or its key was destroyed, since the log outlives both. */
async function readParts(vault: Session["vault"], record: Hex): Promise<ReadonlyMap<Hex, KnownPart>> {
  try {
    const { uid } = await vault.getRecord(record);
    const parts = (await vault.listParts(record)).map((part): [Hex, KnownPart] => [part.part, part]);
    return new Map([[wholeRecord, { level: "record", uid }], ...parts]);
  } catch (error) {
    if (error instanceof UnknownRecordError || error instanceof RecordErasedError) return new Map();
    throw error;
  }
}

/** Names a number that the contract took as it was given: it may be none that has a name. */
function nameNumber(name: (number: number) => string, number: number): string {
  try {
    return name(number);
  } catch {
    return `number ${number}`;
  }
}
