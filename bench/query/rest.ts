import type { Address, Hex } from "viem";
import { BOOK_INTERVAL } from "../../src/consent/books.ts";
import { bytesOf } from "../../src/indexer/hex.ts";
import { placeColumns, type RowOf, type Table, tables } from "../../src/indexer/tables.ts";
import type { SqlValue, Writer } from "../../src/sql/database.ts";
import { buildDice } from "../index/dice.ts";
import { accountsOf, cast, named } from "./cast.ts";

const noEnd = 2 ** 40 - 1;
const days = 365;
const hash = named("hash", 1)[0] ?? "0x";
const [digest, someTx] = [bytesOf(hash), bytesOf(hash)];
const someone = digest.subarray(0, 20);
const bytesAt = (list: readonly Hex[], at: number): Uint8Array => bytesOf(list[at % list.length] ?? "0x");
const proxies: readonly Address[] = accountsOf("proxy", 4_000);

/**
 * Fills every table beside the accesses, in proportion to a hospital's: each record amended once in five, every tenth a part of another, every second
 * written in by one of 500 versions of 10 tools; reviews of two in three emergencies; a year of heartbeats and books.
 */
export async function fillRest(writer: Writer): Promise<void> {
  const dice = buildDice(17);
  let logIndex = 0;
  async function insert<T extends Table>(table: T, rows: Iterable<RowOf<T> & { readonly block?: number }>) {
    const columns: readonly string[] = tables[table];
    function* placed(): Generator<readonly SqlValue[]> {
      for (const { block = 0, ...given } of rows) {
        const row = given as Readonly<Record<string, SqlValue | undefined>>;
        const time = cast.firstTime + block * cast.secondsPerBlock;
        logIndex += 1;
        yield [...columns.map((column) => row[column] ?? null), block, time, someTx, logIndex];
      }
    }
    await writer.insertMany(table, [...columns, ...placeColumns], placed());
  }
  const list = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const some = <T>(share: number, make: (i: number, record: Uint8Array) => T): T[] =>
    cast.records.flatMap((record, i) => (i % share === 0 ? [make(i, bytesOf(record))] : []));

  const organization = (i: number) => bytesAt(cast.organizations, i);
  const always = { event: "admitted", roles: 0, valid_from: 0, valid_until: noEnd };
  await insert("actors", [
    ...list(20, (i) => ({ ...always, actor: organization(i), organization: organization(i), kind: 1 })),
    ...list(20, (i) => ({ ...always, actor: bytesAt(cast.gateways, i), organization: organization(i), kind: 3 })),
    ...list(2_000, (i) => ({ ...always, actor: bytesAt(cast.accessors, i), organization: organization(i), kind: 2 })),
  ]);
  await insert(
    "credentials",
    list(4_000, (i) => ({
      ...{ actor: bytesAt(cast.accessors, i), organization: organization(i) },
      ...{ credential: bytesAt(cast.records, i), valid_until: noEnd },
    })),
  );
  await insert(
    "encryption_keys",
    list(2_000, (i) => ({ account: bytesAt(cast.accessors, i), encryption_key: digest })),
  );
  await insert("patients", [
    ...list(cast.patients, (patient) => ({
      ...{ patient, event: "enrolled", custodian: organization(patient), controller: bytesAt(cast.accessors, patient) },
      ...{ hold: patient % 10 === 0 ? 1 : 0, epoch: 0, by_account: organization(patient) },
    })),
    ...list(1_000, (i) => ({
      patient: i * 10,
      event: "claimed",
      former_controller: someone,
      controller: someone,
      block: 900,
    })),
  ]);
  await insert(
    "proxies",
    list(4_000, (i) => ({
      ...{ patient: i * 5, proxy: bytesAt(proxies, i), event: "appointed", powers: 2, springing: 0, valid_from: 0 },
      ...{ valid_until: noEnd, epoch: 0, by_account: organization(i) },
    })),
  );
  await insert(
    "incapacities",
    list(200, (i) => ({ patient: i * 50, event: "declared", valid_from: 0, valid_until: noEnd, by_account: someone })),
  );
  await insert(
    "recoveries",
    list(1_000, (i) => i).flatMap((i): RowOf<"recoveries">[] => [
      { patient: i, event: "chosen", account: bytesAt(proxies, i), delay_seconds: 86_400 },
      { patient: i, event: "requested", to_account: bytesAt(proxies, i), ready_at: cast.firstTime + i, epoch: 0 },
      ...(i % 2 === 0 ? [{ patient: i, event: "vetoed", to_account: bytesAt(proxies, i), epoch: 1 }] : []),
    ]),
  );
  await insert(
    "permits",
    list(2 * cast.patients, (i) => ({
      ...{
        patient: i % cast.patients,
        scope: Buffer.alloc(32),
        grantee: organization(dice(20)),
        version: 1 + Math.floor(i / cast.patients),
      },
      ...{
        event: "permitted",
        purposes: Buffer.alloc(11, 1),
        kinds: 1,
        valid_from: 0,
        valid_until: noEnd,
        by_account: someone,
      },
    })),
  );
  await insert(
    "records",
    some(1, (i, record) => ({
      ...{ record, patient: i % cast.patients, custodian: organization(i), kind: 0, status: 3, digest },
      by_account: organization(i),
    })),
  );
  await insert(
    "revisions",
    some(5, (i, record) => ({
      record,
      revision: 1,
      status: 3,
      digest,
      previous: digest,
      by_account: someone,
      block: i % 2_000,
    })),
  );
  await insert(
    "relations",
    some(10, (i, record) => ({
      record,
      target: bytesAt(cast.records, i - 1),
      relation: i % 4,
      by_account: someone,
    })).slice(1),
  );
  const written = some(2, (i, record) => ({
    ...{ record, number: 1, author: organization(i), origin: 1, section: digest, digest },
    ...{
      tool: bytesAt(cast.tools, i / 2),
      tool_version: bytesAt(cast.toolVersions, i / 2),
      model: digest,
      inputs: digest,
    },
  }));
  await insert("contributions", written);
  await insert(
    "dispositions",
    written.map(({ record, number }) => ({ record, number, disposition: 1, by_account: someone })),
  );
  await insert(
    "heartbeats",
    list(20 * days, (i) => ({
      ...{ gateway: bytesAt(cast.gateways, i), event: "heartbeat", entry_count: 10 * i, journal: digest },
      ...{ next_by: cast.firstTime + i, by_account: someone, block: Math.floor(i / 20) },
    })),
  );
  const interval = Math.floor(cast.firstTime / BOOK_INTERVAL);
  await insert(
    "books",
    list(20 * days, (i) => ({
      custodian: organization(i),
      interval_number: interval + Math.floor(i / 20),
      root: digest,
    })),
  );
  const emergencies = await writer.all<{ record: Uint8Array; number: number }>(
    "SELECT record, number FROM accesses WHERE basis = 4 ORDER BY record, number",
  );
  await insert(
    "reviews",
    emergencies
      .filter((_, i) => i % 3 !== 0)
      .map(({ record, number }) => ({ record, number, reviewer: someone, outcome: 1, note: digest })),
  );
}
