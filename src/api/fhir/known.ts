import type { Address, Hex } from "viem";
import type { KnownActor, RegistryPlace } from "../../audit/fhir/index.ts";
import { listRoles } from "../../consent/actors.ts";
import { bytesOf } from "../../indexer/hex.ts";
import { actorAt } from "../../indexer/queries/actorAt.ts";
import type { Indexed } from "../index/indexed.ts";
import { type PublishedDirectory, readNames } from "../questions/names.ts";

/** What resources say beside the rows that they are of: the registry, kinds of records, and what the directory has of accounts. */
export type Known = {
  readonly registry: RegistryPlace;
  readonly kinds: ReadonlyMap<Hex, number>;
  readonly findActor: (account: Address) => KnownActor | undefined;
};

/** Which records and accounts resources are about. */
export type Mentioned = { readonly records: readonly Hex[]; readonly accounts: readonly (Address | undefined)[] };

/** Looks up what is known of records and accounts, each once; names are those that organizations published. */
export async function readKnown(
  { reader, status }: Pick<Indexed, "reader" | "status">,
  { records, accounts }: Mentioned,
  directories: readonly PublishedDirectory[] = [],
): Promise<Known> {
  const kinds = new Map<Hex, number>();
  for (const record of new Set(records)) {
    const row = await reader.get<{ kind: number }>("SELECT kind FROM records WHERE record = ?", [bytesOf(record)]);
    if (row !== undefined) kinds.set(record, row.kind);
  }
  const actors = new Map<Address, KnownActor>();
  const mentioned = [...new Set(accounts)].flatMap((account) => account ?? []);
  const names = new Map((await readNames(reader, directories, mentioned)).map(({ account, name }) => [account, name]));
  for (const account of mentioned) {
    const terms = await actorAt(reader, account, status.block.number);
    if (terms === undefined) continue;
    actors.set(account, { kind: terms.kind, roles: listRoles(terms.roles), name: names.get(account) });
  }
  return {
    registry: { chainId: status.chainId, registry: status.registry },
    kinds,
    findActor: (account) => actors.get(account.toLowerCase() as Address),
  };
}
