import type { Address } from "viem";
import { ACTOR_KINDS, type ActorKind } from "../../consent/actors.ts";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";

/** An account that an organization admitted once, or the organization itself. */
export type AdmittedActor = {
  readonly account: Address;
  readonly kind: Extract<ActorKind, "organization" | "practitioner" | "device">;
};

/** Lists every account that an organization ever admitted, itself first where it was, as what it admitted it last; groups have no name. */
export async function everAdmittedBy(reader: Reader, organization: Address): Promise<readonly AdmittedActor[]> {
  const rows = await reader.all<{ actor: Uint8Array; kind: number }>(
    "SELECT actor, kind FROM actors WHERE organization = ? AND event = 'admitted' ORDER BY block_number, log_index",
    [bytesOf(organization)],
  );
  const kinds = new Map(rows.map(({ actor, kind }) => [hexOf(actor), ACTOR_KINDS[kind] ?? "none"]));
  return [...kinds].flatMap(([account, kind]) => (kind === "none" || kind === "group" ? [] : [{ account, kind }]));
}

/** That an organization admitted an account. */
export type Admission = AdmittedActor & { readonly organization: Address };

/**
 * Lists who admitted whom, in the order of the chain: the last of an account is who speaks for it. Groups are left out.
 *
 * @param accounts - Those that are asked about; all when not given.
 */
export async function listAdmissions(reader: Reader, accounts?: readonly Address[]): Promise<readonly Admission[]> {
  const among = accounts === undefined ? "" : ` AND actor IN (${accounts.map(() => "?").join(", ") || "NULL"})`;
  const rows = await reader.all<{ actor: Uint8Array; organization: Uint8Array; kind: number }>(
    `SELECT actor, organization, kind FROM actors WHERE event = 'admitted'${among} ORDER BY block_number, log_index`,
    (accounts ?? []).map(bytesOf),
  );
  return rows.flatMap(({ actor, organization, kind: number }) => {
    const kind = ACTOR_KINDS[number] ?? "none";
    if (kind === "none" || kind === "group") return [];
    return [{ account: hexOf(actor), organization: hexOf(organization), kind }];
  });
}
