import type { Address } from "viem";
import { listRoles, ROLES, type Role } from "../../consent/actors.ts";
import { type ActorTerms, actorAt } from "../../indexer/queries/actorAt.ts";
import type { Reader } from "../../sql/database.ts";
import { findOwnPatients } from "./ownPatients.ts";

/** What somebody is to the registry at a moment, and so what they may see. */
export type Standing = {
  /** In lower case. What was done in its name it always sees. */
  readonly account: Address;
  /** What it is in the directory; `undefined` where it is nothing there, or not in force. */
  readonly actor: Pick<ActorTerms, "organization" | "kind"> | undefined;
  readonly roles: readonly Role[];
  /** Sees everything. */
  readonly isAuditor: boolean;
  /** The organization whose patients' records it sees: the account itself. */
  readonly custodian: Address | undefined;
  /** Whose records it sees as the patient would. */
  readonly patients: readonly number[];
};

/**
 * Reads from an index what an account is at a time.
 *
 * @param candidates - The patients whose side it may be on, as `findCandidates` lists them.
 * @param blockNumber - The last block that is indexed.
 * @param time - Unix seconds.
 */
export async function readStanding(
  reader: Reader,
  asked: { readonly account: Address; readonly candidates: readonly number[] },
  { blockNumber, time }: { readonly blockNumber: number; readonly time: number },
): Promise<Standing> {
  const { account, candidates } = asked;
  const actor = await findActor(reader, account, blockNumber, time);
  const patients = await findOwnPatients(reader, account, candidates, time);
  const roles = actor?.roles ?? 0;
  return {
    ...{ account, patients, roles: listRoles(roles) },
    actor: actor && { organization: actor.organization, kind: actor.kind },
    isAuditor: (roles & ROLES.auditor) !== 0,
    custodian: actor?.kind === "organization" ? account : undefined,
  };
}

/** An actor is in force only while its organization is too. */
async function findActor(
  reader: Reader,
  account: Address,
  blockNumber: number,
  time: number,
): Promise<ActorTerms | undefined> {
  const actor = await actorAt(reader, account, blockNumber);
  if (actor === undefined || !holds(actor, time)) return undefined;
  if (actor.organization === account) return actor;
  const organization = await actorAt(reader, actor.organization, blockNumber);
  return organization !== undefined && holds(organization, time) ? actor : undefined;
}

function holds({ from, until }: ActorTerms, time: number): boolean {
  return from <= time && time < until;
}
