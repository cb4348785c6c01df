import type { Hex } from "../consent/commitments.ts";
import type { Restriction } from "../consent/restrictions.ts";
import type { Reader, Writer } from "../sql/database.ts";
import { RestrictionInForceError, RestrictionNotInForceError } from "./errors.ts";
import { type Store, toHex } from "./store.ts";

/** A restriction as the vault keeps it, with its history. */
export type KeptRestriction = Restriction & {
  /** Counts the restrictions of this patient, from 1. It is in no book, so it tells nobody how many others have one. */
  readonly number: number;
  /** First second at which it holds (unix). */
  readonly imposedAt: number;
  /** The account that wrote it down. */
  readonly imposedBy: Hex;
  /** First second at which it does not hold any more (unix); without it, it holds. */
  readonly liftedAt?: number;
  readonly liftedBy?: Hex;
};

/** What somebody did with a restriction, when and by which account. A row holds one, is sealed, and never changes. */
type Act = { readonly number: number; readonly patient: number; readonly at: number; readonly by: Hex } & (
  | { readonly act: "impose"; readonly scope: Hex; readonly excluded: Hex; readonly purposes?: Hex }
  | { readonly act: "lift" }
);

type ActRow = { readonly position: number; readonly patient_mac: Uint8Array; readonly sealed: Uint8Array };

/**
 * Writes down that a patient excludes somebody from now on.
 *
 * @param at - The moment from which it holds (unix seconds).
 * @param by - The account that writes it down.
 * @returns The restriction, with its number among the patient's.
 * @throws {RestrictionInForceError} when the same one is in force already
 */
export async function imposeRestriction(
  store: Store,
  restriction: Restriction,
  at: number,
  by: Hex,
): Promise<KeptRestriction> {
  const { patient, scope, excluded, purposes } = restriction;
  return store.database.transaction(async (writer) => {
    const kept = await readRestrictions(store, writer, patient);
    const same = kept.find((one) => one.liftedAt === undefined && isSame(one, restriction));
    if (same !== undefined) throw new RestrictionInForceError(same.number);
    const number = kept.length + 1;
    const bits: { purposes?: Hex } = purposes === undefined ? {} : { purposes: `0x${purposes.toString(16)}` };
    await append(store, writer, { act: "impose", number, patient, scope, excluded, ...bits, at, by });
    return { ...restriction, number, imposedAt: at, imposedBy: by };
  });
}

/**
 * Writes down that a restriction of a patient does not hold any more. What it was stays.
 *
 * @param number - Its number among the patient's.
 * @param at - The first moment at which it does not hold (unix seconds).
 * @param by - The account that writes it down.
 * @throws {RestrictionNotInForceError} when the patient has none with this number in force
 */
export async function liftRestriction(
  store: Store,
  { patient, number }: Pick<KeptRestriction, "patient" | "number">,
  at: number,
  by: Hex,
): Promise<KeptRestriction> {
  return store.database.transaction(async (writer) => {
    const kept = await readRestrictions(store, writer, patient);
    const found = kept.find((one) => one.number === number);
    if (found === undefined || found.liftedAt !== undefined) throw new RestrictionNotInForceError();
    const liftedAt = Math.max(at, found.imposedAt); // a clock that was set back must not lift it before it began
    await append(store, writer, { act: "lift", number, patient, at: liftedAt, by });
    return { ...found, liftedAt, liftedBy: by };
  });
}

/** Lists every restriction that was ever imposed, those lifted too, by patient and number; of one patient, when it is given. */
export async function listRestrictions(store: Store, patient?: number): Promise<readonly KeptRestriction[]> {
  return readRestrictions(store, store.database, patient);
}

/**
 * Lists what was restricted at a moment: the openings that `decide` takes, for an access that comes or for the replay of one that was.
 *
 * @param time - Unix seconds.
 * @param patient - Only this patient's; everybody's without it.
 */
export async function restrictionsAt(store: Store, time: number, patient?: number): Promise<readonly Restriction[]> {
  const kept = await readRestrictions(store, store.database, patient);
  return kept
    .filter(({ imposedAt, liftedAt = Number.POSITIVE_INFINITY }) => imposedAt <= time && time < liftedAt)
    .map(bareRestriction);
}

/** Leaves nothing of a kept restriction but what it says. */
export function bareRestriction({ patient, scope, excluded, purposes }: KeptRestriction): Restriction {
  return { patient, scope, excluded, ...(purposes !== undefined && { purposes }) };
}

/**
 * Reads restrictions as the acts up to one left them.
 *
 * @param upTo - The position of the last act that counts; all without it.
 */
export async function readRestrictions(
  store: Store,
  reader: Reader,
  patient?: number,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<readonly KeptRestriction[]> {
  const select = "SELECT position, patient_mac, sealed FROM restrictions WHERE position <= ?";
  const rows =
    patient === undefined
      ? await reader.all<ActRow>(`${select} ORDER BY position`, [upTo])
      : await reader.all<ActRow>(`${select} AND patient_mac = ? ORDER BY position`, [upTo, macOf(store, patient)]);
  const kept = new Map<string, KeptRestriction>();
  for (const act of rows.map((row) => openAct(store, row))) {
    const name = `${act.patient} ${act.number}`;
    const before = kept.get(name);
    if (act.act === "impose") kept.set(name, buildKept(act));
    else if (before !== undefined) kept.set(name, { ...before, liftedAt: act.at, liftedBy: act.by });
  }
  return [...kept.values()].sort((one, other) => one.patient - other.patient || one.number - other.number);
}

/** Reads the position of the last act that is in the vault or in a book; zero before the first. */
export async function readLastAct(reader: Reader): Promise<number> {
  // A book keeps its position when the acts that it counted are erased, so that none is given again to an act that the book has not seen.
  const row = await reader.get<{ last: number }>(
    "SELECT coalesce(max(position), 0) AS last FROM (SELECT position FROM restrictions UNION ALL SELECT acts AS position FROM books) AS acts",
  );
  return row?.last ?? 0;
}

/** Deletes every act about a patient. */
export async function deleteRestrictions(store: Store, writer: Writer, patient: number): Promise<number> {
  const { changes } = await writer.run("DELETE FROM restrictions WHERE patient_mac = ?", [macOf(store, patient)]);
  return changes;
}

async function append(store: Store, writer: Writer, act: Act): Promise<void> {
  const position = (await readLastAct(writer)) + 1;
  const mac = macOf(store, act.patient);
  await writer.run("INSERT INTO restrictions (position, patient_mac, sealed) VALUES (?, ?, ?)", [
    position,
    mac,
    store.sealer.seal(identityOf(position, mac), act),
  ]);
}

function openAct({ sealer }: Store, { position, patient_mac: mac, sealed }: ActRow): Act {
  return sealer.unseal<Act>(identityOf(position, mac), sealed);
}

function buildKept({ number, patient, at, by, ...said }: Extract<Act, { act: "impose" }>): KeptRestriction {
  const { scope, excluded, purposes } = said;
  const bits = purposes === undefined ? {} : { purposes: BigInt(purposes) };
  return { number, patient, scope, excluded, ...bits, imposedAt: at, imposedBy: by };
}

function isSame(one: Restriction, other: Restriction): boolean {
  return (
    one.scope.toLowerCase() === other.scope.toLowerCase() &&
    one.excluded.toLowerCase() === other.excluded.toLowerCase() &&
    one.purposes === other.purposes
  );
}

/** Not the digest under which the patient's book key stands: the keys come in the order of enrolment, which is public. */
function macOf({ sealer }: Store, patient: number): Uint8Array {
  return sealer.lookUp(["restriction", String(patient)]);
}

function identityOf(position: number, mac: Uint8Array): readonly string[] {
  return ["restrictions", String(position), toHex(mac)];
}
