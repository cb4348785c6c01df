import { type Hex, isHex } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";

/** A person of the demonstration. The key is of a throwaway chain, and known to everybody. */
export type Person = {
  readonly name: string;
  readonly role: string;
  readonly privateKey: Hex;
};

/** A person with the account that the key makes. */
export type DemoPerson = Pick<Person, "name" | "role"> & { readonly account: PrivateKeyAccount };

/** Reads the demonstration's people from what was served; whoever is of another form is left out. */
export function readPeople(value: unknown): readonly Person[] {
  return Array.isArray(value) ? value.filter(isPerson) : [];
}

function isPerson(value: unknown): value is Person {
  if (typeof value !== "object" || value === null) return false;
  if (!("name" in value && "role" in value && "privateKey" in value)) return false;
  const { name, role, privateKey } = value;
  return typeof name === "string" && typeof role === "string" && isHex(privateKey) && privateKey.length === 66;
}
