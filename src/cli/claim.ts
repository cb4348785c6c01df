import type { Address } from "viem";
import type { AccessStatement } from "../client/viem/index.ts";
import type { Claim } from "../consent/accessWord.ts";
import type { Basis } from "../consent/bases.ts";
import type { Session } from "./session.ts";

/** What is known of an access before its leave is. */
export type UnclaimedAccess = Omit<AccessStatement, "claim" | "detail">;

/** A leave that an entry can name. */
export type NamedLeave = { readonly claim: Claim; readonly detail: number };

const NO_LEAVE: NamedLeave = { claim: { basis: "NONE", grantee: "accessor", allRecords: false }, detail: 0 };

/**
 * Finds the leave that an access rests on, by asking the contract how it would judge each that could be named.
 *
 * @param groups - Numbers of the groups the accessor may be in.
 * @returns The first that holds: as the patient, by permit, by policy. Where none holds, one that is undetermined; else none.
 */
export async function findLeave(
  { chain }: Pick<Session, "chain">,
  access: UnclaimedAccess,
  groups: readonly number[] = [],
): Promise<NamedLeave> {
  const leaves = listLeaves(groups);
  const verdicts = await Promise.all(leaves.map((leave) => chain.basisOf({ ...access, ...leave })));
  const holding = leaves.find((leave, i) => verdicts[i]?.basis === leave.claim.basis);
  return holding ?? leaves.find((_, i) => verdicts[i]?.basis === "UNDETERMINED") ?? NO_LEAVE;
}

function listLeaves(groups: readonly number[]): readonly NamedLeave[] {
  const name = (basis: Basis, grantee: Claim["grantee"] = "accessor", allRecords = false, detail = 0): NamedLeave => ({
    claim: { basis, grantee, allRecords },
    detail,
  });
  const permits = [false, true].flatMap((allRecords) => [
    name("PERMIT", "accessor", allRecords),
    name("PERMIT", "organization", allRecords),
    ...groups.map((group) => name("PERMIT", "group", allRecords, group)),
  ]);
  return [name("PATIENT"), ...permits, name("POLICY")];
}

/** Whether the account is a gateway, which logs in others' names. */
export async function isGateway({ chain }: Pick<Session, "chain">, account: Address): Promise<boolean> {
  const actor = await chain.actorOf({ actor: account });
  return actor?.roles.includes("gateway") ?? false;
}
