import { type Address, isAddressEqual } from "viem";
import { patientsOf } from "../indexer/queries/patientsOf.ts";
import type { Vault } from "../vault/vault.ts";
import { UsageError } from "./errors.ts";
import { openIndex, type Session } from "./session.ts";

/**
 * Finds the organization that an account speaks for.
 *
 * @throws {UsageError} when it is neither an organization nor a registrar of one
 */
export async function findOrganization({ chain }: Pick<Session, "chain">, account: Address): Promise<Address> {
  const actor = await chain.actorOf({ actor: account });
  const speaks = actor && (isAddressEqual(actor.organization, account) || actor.roles.includes("registrar"));
  if (speaks) return actor.organization;
  throw new UsageError("--as must be the organization whose patients these are, or a registrar of it.");
}

/** Lists every patient of an organization from the index, so that the node is asked about none of them. */
export async function listOwnPatients(session: Session, organization: Address): Promise<readonly number[]> {
  const index = await openIndex(session);
  try {
    return await patientsOf(index, organization);
  } finally {
    await index.close();
  }
}

/**
 * Takes a text as the number or the name of a patient, by the vault alone.
 *
 * @throws {UsageError} when it is neither, or a name stands for several
 */
export async function parsePatient(vault: Vault, text: string): Promise<number> {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const wanted = text.trim().toLowerCase();
  const [found, ...others] = (await vault.listLabels("patient")).filter((label) => label.text.toLowerCase() === wanted);
  if (others.length > 0) throw new UsageError("Several patients go by the name you gave. Name one by its number.");
  if (found !== undefined) return Number(found.id);
  throw new UsageError("No patient goes by the name you gave. Write a number or a name from `fiducial patients list`.");
}
