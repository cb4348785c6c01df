import type { Address } from "viem";
import { ACTOR_KINDS, type ActorKind } from "../../consent/actors.ts";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";

/** The terms of an actor. It is in force only while its organization is too. */
export type ActorTerms = {
  readonly organization: Address;
  readonly kind: ActorKind;
  /** Bits of `ROLES`. */
  readonly roles: number;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
};

type ActorRow = {
  readonly organization: Uint8Array;
  readonly kind: number;
  readonly roles: number;
  readonly valid_from: number;
  readonly valid_until: number;
  readonly block_number: number;
  readonly log_index: number;
};

/**
 * Finds the terms of an actor as the contract held them after a block.
 *
 * @returns `undefined` when it had not been admitted by then.
 */
export async function actorAt(reader: Reader, actor: Address, blockNumber: number): Promise<ActorTerms | undefined> {
  const account = bytesOf(actor);
  const admission = await reader.get<ActorRow>(
    `SELECT * FROM actors WHERE actor = ? AND block_number <= ? AND event = 'admitted'
      ORDER BY block_number DESC, log_index DESC LIMIT 1`,
    [account, blockNumber],
  );
  if (admission === undefined) return undefined;
  const suspension = await reader.get<{ valid_until: number }>(
    `SELECT valid_until FROM actors WHERE actor = ? AND block_number <= ? AND event = 'suspended'
        AND (block_number, log_index) > (?, ?) ORDER BY block_number DESC, log_index DESC LIMIT 1`,
    [account, blockNumber, admission.block_number, admission.log_index],
  );
  const until = suspension?.valid_until ?? admission.valid_until;
  return {
    organization: hexOf(admission.organization),
    kind: ACTOR_KINDS[admission.kind] ?? "none",
    roles: admission.roles,
    // A suspension before the first second leaves an empty window there, as the contract does.
    from: Math.min(admission.valid_from, until),
    until,
  };
}
