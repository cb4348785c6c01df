import { commitPart, type Hex, wholeRecord } from "../consent/commitments.ts";
import type { StudyManifest } from "../dicom/manifest.ts";
import type { Uid } from "../dicom/uid.ts";
import type { Reader, SqlValue, Writer } from "../sql/database.ts";
import { InvalidPartsError, VaultDamagedError } from "./errors.ts";
import { getRecordRow } from "./recordRow.ts";
import { findRelatedParts, type RelatedParts } from "./related.ts";
import { type Store, toBytes, toHex } from "./store.ts";

export type PartLevel = "series" | "instance";

/** A part as the caller names it. */
export type NewPart = {
  readonly uid: Uid;
  readonly level: PartLevel;
  /** The part that holds it, which comes before it in the list; the record itself when not given. */
  readonly parentUid?: Uid;
};

/** A part as the vault knows it. */
export type Part = {
  readonly part: Hex;
  readonly level: PartLevel;
  /** The part that holds it; zero when it is the record itself. */
  readonly parent: Hex;
  readonly uid: Uid;
};

/** Where an identifier was found: a part of a record, or the record itself, whose part is zero. */
export type FoundPart = {
  readonly record: Hex;
  readonly part: Hex;
  readonly level: "record" | PartLevel;
  readonly uid: Uid;
};

type PartRow = {
  readonly record: Uint8Array;
  readonly part: Uint8Array;
  readonly level: PartLevel;
  readonly parent: Uint8Array;
  readonly sealed: Uint8Array;
};

/** Builds the list of the parts of a study: each series, then its instances. */
export function buildParts(manifest: StudyManifest): readonly NewPart[] {
  return manifest.series.flatMap(({ seriesUid, instances }): NewPart[] => [
    { uid: seriesUid, level: "series" },
    ...instances.map(
      ({ sopInstanceUid }): NewPart => ({ uid: sopInstanceUid, level: "instance", parentUid: seriesUid }),
    ),
  ]);
}

/**
 * Commits to the parts of a record, in their order.
 *
 * @param key - The record's key, 32 bytes.
 * @throws {InvalidPartsError} when one is there twice or its parent does not come before it
 */
export function commitParts(key: Uint8Array, parts: readonly NewPart[]): readonly Part[] {
  const commitments = new Map<Uid, Hex>();
  return parts.map(({ uid, level, parentUid }, position) => {
    const parent = parentUid === undefined ? wholeRecord : commitments.get(parentUid);
    if (parent === undefined) throw new InvalidPartsError(`Part ${position + 1} comes before the part that holds it`);
    if (commitments.has(uid)) throw new InvalidPartsError(`Part ${position + 1} is there twice`);
    const part = commitPart(key, uid);
    commitments.set(uid, part);
    return { part, level, parent, uid };
  });
}

/** Writes parts of a record; `from` is how many it has already. */
export async function insertParts(
  store: Store,
  writer: Writer,
  record: Hex,
  parts: readonly Part[],
  from: number,
): Promise<void> {
  const { sealer } = store;
  const columns = ["record", "part", "position", "level", "parent", "uid_mac", "sealed"];
  const rows = parts.map(({ part, level, parent, uid }, index): SqlValue[] => [
    toBytes(record),
    toBytes(part),
    from + index,
    level,
    toBytes(parent),
    sealer.lookUp(["uid", uid]),
    sealer.seal(["parts", record, part, level, parent], uid),
  ]);
  await writer.insertMany("parts", columns, rows);
}

/** Lists the parts of a record in the order in which they were added. Throws as `getRecord` does. */
export async function listParts(store: Store, record: Hex): Promise<readonly Part[]> {
  const parts = await listPartsIn(store, store.database, record);
  await getRecordRow(store.database, record); // after them: an empty list may be that of an erased record
  return parts;
}

/** Lists the parts of a record that is known to be there. */
export async function listPartsIn(store: Store, reader: Reader, record: Hex): Promise<readonly Part[]> {
  const rows = await reader.all<PartRow>(
    "SELECT record, part, level, parent, sealed FROM parts WHERE record = ? ORDER BY position",
    [toBytes(record)],
  );
  return rows.map((row) => openPart(store, row));
}

/**
 * Finds what an identifier names, in every record that holds it: the same study may be registered by several custodians.
 *
 * @returns Empty when it is in no record.
 */
export async function findParts(store: Store, uid: Uid): Promise<readonly FoundPart[]> {
  const { database, sealer } = store;
  const mac = sealer.lookUp(["uid", uid]);
  const records = await database.all<{ record: Uint8Array }>(
    "SELECT record FROM records WHERE uid_mac = ? ORDER BY record",
    [mac],
  );
  const rows = await database.all<PartRow>(
    "SELECT record, part, level, parent, sealed FROM parts WHERE uid_mac = ? ORDER BY record, position",
    [mac],
  );
  const whole = records.map(
    ({ record }): FoundPart => ({ record: toHex(record), part: wholeRecord, level: "record", uid }),
  );
  const within = rows.map((row): FoundPart => {
    const { part, level, uid: sealedUid } = openPart(store, row);
    if (sealedUid !== uid) throw new VaultDamagedError("a look-up of parts leads to another part");
    return { record: toHex(row.record), part, level, uid };
  });
  return [...whole, ...within];
}

/**
 * Finds the parts that contain a part and those it contains, so that a question about one can name the accesses to all.
 *
 * @param part - A part of the record, or zero for the record itself. Throws as `getRecord` does.
 * @throws {UnknownPartError} when the record has no such part
 */
export async function relatedParts(store: Store, record: Hex, part: Hex): Promise<RelatedParts> {
  const rows = await store.database.all<{ part: Uint8Array; parent: Uint8Array }>(
    "SELECT part, parent FROM parts WHERE record = ? ORDER BY position",
    [toBytes(record)],
  );
  await getRecordRow(store.database, record); // after them: an empty list may be that of an erased record
  const tree = rows.map((row) => ({ part: toHex(row.part), parent: toHex(row.parent) }));
  return findRelatedParts(tree, toHex(toBytes(part)));
}

function openPart(store: Store, row: PartRow): Part {
  const [record, part, parent] = [toHex(row.record), toHex(row.part), toHex(row.parent)];
  const uid = store.sealer.unseal<Uid>(["parts", record, part, row.level, parent], row.sealed);
  return { part, level: row.level, parent, uid };
}
