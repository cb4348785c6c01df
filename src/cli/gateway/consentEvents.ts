import type { Hex } from "viem";
import type { PlacedEvent } from "../../audit/replay/event.ts";
import { ACTOR_KINDS, listRoles, POLICIES } from "../../consent/actors.ts";
import { HOLDS } from "../../consent/holds.ts";
import { KINDS } from "../../consent/kinds.ts";
import { listPowers } from "../../consent/powers.ts";
import { STATUSES } from "../../consent/statuses.ts";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import { type PlaceRow, placeOf } from "../../indexer/queries/place.ts";
import type { Reader } from "../../sql/database.ts";
import { DatabaseUnavailableError } from "../../sql/errors.ts";

/** Whose consent is asked about: who, which record, and whose it is. */
export type Subject = { readonly accessor: Hex; readonly record: Hex; readonly patient: number };

type EventRow = PlaceRow & {
  readonly event: string;
  readonly by_account: Uint8Array;
  readonly valid_from: number;
  readonly valid_until: number;
  readonly epoch: number;
};

/**
 * Reads from an index every event on which the answer to one question can rest, in the order of the chain: of the accessor, whoever speaks for
 * it, its groups, the record, its patient and its custodian.
 */
export async function readConsentEvents(reader: Reader, subject: Subject): Promise<readonly PlacedEvent[]> {
  const { accessor, record, patient } = subject;
  const records = await readRecord(reader, record);
  const memberships = await readMemberships(reader, accessor);
  const groups = memberships.flatMap(({ eventName, args }) => (eventName === "Included" ? [args.group] : []));
  const actors = await readActors(reader, [...new Set([accessor, ...groups])]);
  const organizations = actors.flatMap(({ eventName, args }) => (eventName === "Admitted" ? [args.organization] : []));
  const others = new Set(organizations.filter((organization) => organization !== accessor));
  const custodians = records.flatMap(({ eventName, args }) => (eventName === "Registered" ? [args.custodian] : []));
  const all = [
    ...[...records, ...memberships, ...actors, ...(await readActors(reader, [...others]))],
    ...(await Promise.all(custodians.map((custodian) => readPolicies(reader, custodian)))).flat(),
    ...(await readControl(reader, patient)),
    ...(await readProxies(reader, patient)),
    ...(await readIncapacities(reader, patient)),
    ...(await readPermits(reader, patient)),
  ];
  return all.sort(
    ({ place: one }, { place: other }) => one.blockNumber - other.blockNumber || one.logIndex - other.logIndex,
  );
}

async function readRecord(reader: Reader, record: Hex): Promise<PlacedEvent[]> {
  type Row = EventRow & { record: Uint8Array; custodian: Uint8Array; digest: Uint8Array } & Record<
      "patient" | "kind" | "status",
      number
    >;
  const rows = await reader.all<Row>("SELECT * FROM records WHERE record = ?", [bytesOf(record)]);
  return rows.map((row) => ({
    eventName: "Registered",
    args: {
      ...{ record: hexOf(row.record), patient: row.patient, custodian: hexOf(row.custodian) },
      ...{ kind: KINDS[row.kind]?.code ?? row.kind, status: wordAt(STATUSES, row.status) },
      ...{ digest: hexOf(row.digest), by: hexOf(row.by_account) },
    },
    place: placeOf(row),
  }));
}

async function readMemberships(reader: Reader, member: Hex): Promise<PlacedEvent[]> {
  const rows = await reader.all<EventRow & { group_account: Uint8Array }>(
    "SELECT * FROM memberships WHERE member = ?",
    [bytesOf(member)],
  );
  return rows.map(({ group_account: account, valid_from: from, valid_until: until, ...row }) => {
    const args = { group: hexOf(account), member, until };
    const place = placeOf(row);
    if (row.event === "excluded") return { eventName: "Excluded", args, place };
    return { eventName: "Included", args: { ...args, from }, place };
  });
}

async function readActors(reader: Reader, actors: readonly Hex[]): Promise<PlacedEvent[]> {
  type Row = EventRow & { organization: Uint8Array; kind: number; roles: number };
  const read = async (actor: Hex): Promise<PlacedEvent[]> => {
    const rows = await reader.all<Row>("SELECT * FROM actors WHERE actor = ?", [bytesOf(actor)]);
    return rows.map((row): PlacedEvent => {
      const { valid_from: from, valid_until: until } = row;
      const [organization, place] = [hexOf(row.organization), placeOf(row)];
      if (row.event === "suspended") return { eventName: "Suspended", args: { actor, organization, until }, place };
      const kind = wordAt(ACTOR_KINDS, row.kind);
      if (kind === "organization") return { eventName: "OrganizationAdmitted", args: { organization, from }, place };
      const roles = listRoles(row.roles);
      return { eventName: "Admitted", args: { actor, organization, kind, roles, from, until }, place };
    });
  };
  return (await Promise.all(actors.map(read))).flat();
}

async function readPolicies(reader: Reader, organization: Hex): Promise<PlacedEvent[]> {
  const rows = await reader.all<EventRow & { policy: number; since: number }>(
    "SELECT * FROM policies WHERE organization = ?",
    [bytesOf(organization)],
  );
  return rows.map((row) => ({
    eventName: "PolicyChosen",
    args: { organization, policy: wordAt(POLICIES, row.policy), since: row.since },
    place: placeOf(row),
  }));
}

async function readControl(reader: Reader, patient: number): Promise<PlacedEvent[]> {
  type Row = EventRow & { custodian: Uint8Array; former_controller: Uint8Array; controller: Uint8Array; hold: number };
  const rows = await reader.all<Row>(
    "SELECT * FROM patients WHERE patient = ? AND event IN ('enrolled', 'handed over', 'claimed', 'recovered')",
    [patient],
  );
  const passes = { "handed over": "HandedOver", claimed: "Claimed", recovered: "Recovered" } as const;
  return rows.map((row) => {
    const place = placeOf(row);
    const controller = hexOf(row.controller);
    if (row.event === "enrolled") {
      const [custodian, by, hold] = [hexOf(row.custodian), hexOf(row.by_account), wordAt(HOLDS, row.hold)];
      return { eventName: "Enrolled", args: { patient, custodian, controller, hold, by }, place };
    }
    const eventName = passes[row.event as keyof typeof passes]; // the query asks for these alone
    const args = { patient, from: hexOf(row.former_controller), to: controller, epoch: row.epoch };
    return { eventName, args, place };
  });
}

async function readProxies(reader: Reader, patient: number): Promise<PlacedEvent[]> {
  type Row = EventRow & { proxy: Uint8Array; powers: number; springing: number };
  const rows = await reader.all<Row>("SELECT * FROM proxies WHERE patient = ?", [patient]);
  return rows.map((row) => {
    const { valid_from: from, valid_until: until, epoch } = row;
    const [proxy, place] = [hexOf(row.proxy), placeOf(row)];
    if (row.event === "dismissed") {
      return { eventName: "Dismissed", args: { patient, proxy, until, epoch, by: hexOf(row.by_account) }, place };
    }
    const terms = { powers: listPowers(row.powers), springing: row.springing === 1, from, until, epoch };
    return { eventName: "Appointed", args: { patient, proxy, ...terms }, place };
  });
}

async function readIncapacities(reader: Reader, patient: number): Promise<PlacedEvent[]> {
  const rows = await reader.all<EventRow>("SELECT * FROM incapacities WHERE patient = ?", [patient]);
  return rows.map((row) => {
    const { valid_from: from, valid_until: until, epoch } = row;
    const [by, place] = [hexOf(row.by_account), placeOf(row)];
    if (row.event === "ended") return { eventName: "IncapacityEnded", args: { patient, until, epoch, by }, place };
    return { eventName: "IncapacityDeclared", args: { patient, from, until, by }, place };
  });
}

async function readPermits(reader: Reader, patient: number): Promise<PlacedEvent[]> {
  type Row = EventRow & { scope: Uint8Array; grantee: Uint8Array; version: number } & {
    purposes: Uint8Array | null;
    kinds: number;
  };
  const rows = await reader.all<Row>("SELECT * FROM permits WHERE patient = ?", [patient]);
  return rows.map((row) => {
    const { version, valid_from: from, valid_until: until } = row;
    const args = { patient, scope: hexOf(row.scope), grantee: hexOf(row.grantee), version, by: hexOf(row.by_account) };
    const place = placeOf(row);
    if (row.purposes === null) return { eventName: "Revoked", args, place };
    const sets = { purposes: BigInt(hexOf(row.purposes)), kinds: BigInt(row.kinds) };
    return { eventName: "Permitted", args: { ...args, ...sets, from, until }, place };
  });
}

/**
 * Gives the word with a number that the index read from an event of the contract.
 *
 * @throws {DatabaseUnavailableError} when there is none: the contract knows no such number, so the index is damaged
 */
function wordAt<Word extends string>(words: readonly Word[], number: number): Word {
  const word = words[number];
  if (word === undefined) throw new DatabaseUnavailableError("damaged", "the index holds a number without a meaning");
  return word;
}
