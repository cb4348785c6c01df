import type { Access } from "../../indexer/queries/access.ts";

/** Names the fields in which two rows of an access differ. */
export function differencesOf(row: Access, other: Access): readonly string[] {
  const [one, two] = [flatten(row), flatten(other)];
  return Object.keys(two).filter((field) => one[field] !== two[field]);
}

function flatten({ claim, place, ...plain }: Access): Readonly<Record<string, unknown>> {
  const { basis, grantee, allRecords } = claim;
  const { blockNumber, blockTime, txHash, logIndex } = place;
  return {
    ...plain,
    ...{ claimedBasis: basis, grantee, allRecords, blockNumber, blockTime, txHash, logIndex },
  };
}
