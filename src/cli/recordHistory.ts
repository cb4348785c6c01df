import { type Address, getAddress, type Hex } from "viem";
import { commitSection } from "../consent/commitments.ts";
import type { Disposition } from "../consent/dispositions.ts";
import type { Origin } from "../consent/origins.ts";
import type { Relation } from "../consent/relations.ts";
import type { Status } from "../consent/statuses.ts";
import { type Contribution, contributionsOf } from "../indexer/queries/contributions.ts";
import { relatedTo } from "../indexer/queries/relatedTo.ts";
import { findSupersededReads, revisionsOf, type SupersededRead } from "../indexer/queries/revisions.ts";
import type { Reader } from "../sql/database.ts";
import { findRecordKey } from "./recordKey.ts";
import type { Session } from "./session.ts";

/** Everything that was done to a record, and what was read of it that does not stand any more. */
export type RecordHistory = {
  readonly record: Hex;
  readonly revisions: readonly NamedRevision[];
  readonly contributions: readonly NamedContribution[];
  readonly relations: readonly { readonly record: Hex; readonly relation: Relation; readonly target: Hex }[];
  readonly supersededReads: readonly NamedRead[];
};

export type NamedRevision = {
  readonly revision: number;
  readonly status: Status;
  readonly digest: Hex;
  readonly by: Address;
  readonly byName: string | null;
  /** Unix seconds. */
  readonly at: number;
  readonly block: number;
};

export type NamedContribution = {
  readonly number: number;
  /** What the section is called, of the names that are usual; `null` where the name is another one. */
  readonly sectionName: string | null;
  readonly section: Hex;
  readonly digest: Hex;
  readonly origin: Origin;
  readonly author: Address;
  readonly authorName: string | null;
  readonly tool: Address | null;
  readonly toolName: string | null;
  readonly toolVersion: Hex | null;
  readonly model: Hex | null;
  readonly inputs: Hex | null;
  readonly at: number;
  readonly dispositions: readonly {
    readonly disposition: Disposition;
    readonly by: Address;
    readonly byName: string | null;
    readonly at: number;
  }[];
};

export type NamedRead = {
  readonly number: number;
  readonly time: number;
  readonly accessor: Address;
  readonly accessorName: string | null;
  readonly revision: number;
  readonly status: Status;
};

/** Names of sections that are tried against the commitments: those of a report, as LOINC and DICOM templates call them. */
const USUAL_SECTIONS = [
  ...["findings", "impression", "conclusion", "indication", "technique", "comparison", "history", "procedure"],
  ...["recommendation", "addendum", "measurements", "summary", "request", "diagnosis", "narrative"],
] as const;

/** Reads the history of a record that is registered, with the names that the vault knows. */
export async function readHistory(session: Session, reader: Reader, record: Hex): Promise<RecordHistory> {
  const names = await readNames(session);
  const key = await findRecordKey(session.vault, record);
  const sections = new Map(key ? USUAL_SECTIONS.map((name) => [commitSection(key, name), name]) : []);
  const revisions = await revisionsOf(reader, record);
  const contributions = await contributionsOf(reader, record);
  const { relations } = await relatedTo(reader, record);
  return {
    record,
    revisions: revisions.map(({ revision, status, digest, by, place }) => ({
      ...{ revision, status, digest, ...names.whoBy(by) },
      ...{ at: place.blockTime, block: place.blockNumber },
    })),
    contributions: contributions.map((contribution) => nameContribution(contribution, sections, names)),
    relations: relations.map(({ record: from, relation, target }) => ({
      record: from,
      relation,
      target,
    })),
    supersededReads: (await listSuperseded(reader, record)).map(({ access, read }) => ({
      ...{ number: access.number, time: access.time, accessor: getAddress(access.accessor) },
      accessorName: names.find(access.accessor),
      ...{ revision: read.revision, status: read.status },
    })),
  };
}

type Names = { readonly find: (account: Address) => string | null; readonly whoBy: (by: Address) => NamedBy };
type NamedBy = { readonly by: Address; readonly byName: string | null };

/** Reads the names of accounts that the vault knows. */
export async function readNames({ vault }: Pick<Session, "vault">): Promise<Names> {
  const labels = new Map((await vault.listLabels("actor")).map(({ id, text }) => [id, text]));
  const find = (account: Address): string | null => labels.get(account.toLowerCase()) ?? null;
  return { find, whoBy: (by) => ({ by: getAddress(by), byName: find(by) }) };
}

async function listSuperseded(reader: Reader, record: Hex): Promise<readonly SupersededRead[]> {
  const reads: SupersededRead[] = [];
  for (let after: number | undefined; ; ) {
    const page = await findSupersededReads(reader, record, { limit: 10_000, after });
    reads.push(...page.reads);
    after = page.next;
    if (after === undefined) return reads;
  }
}

function nameContribution(
  { number, section, digest, origin, author, tool, toolVersion, model, inputs, place, dispositions }: Contribution,
  sections: ReadonlyMap<Hex, string>,
  names: Names,
): NamedContribution {
  return {
    ...{ number, section, sectionName: sections.get(section) ?? null, digest, origin },
    ...{ author: getAddress(author), authorName: names.find(author) },
    ...{ tool: tool ? getAddress(tool) : null, toolName: tool ? names.find(tool) : null },
    ...{ toolVersion: toolVersion ?? null, model: model ?? null, inputs: inputs ?? null, at: place.blockTime },
    dispositions: dispositions.map(({ disposition, by, place: { blockTime: at } }) => ({
      ...{ disposition, ...names.whoBy(by), at },
    })),
  };
}
