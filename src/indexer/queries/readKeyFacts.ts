import type { Address } from "viem";
import { listRoles, POLICIES } from "../../consent/actors.ts";
import { NO_END } from "../../consent/typedData.ts";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { patientHistory } from "./patientHistory.ts";
import { type PermitEvent, permitsOf } from "./permitsOf.ts";
import { proxiesOf } from "./proxies.ts";
import { foldWindows, intersect, type Statement, type Window } from "./windows.ts";

/** By what leaves an account could reach records: what is known of it as of the index's block. */
export type KeyFacts = {
  /** Windows in which the directory vouched for it; empty for an account outside the directory. */
  readonly validity: readonly (Window & { readonly roles: readonly string[] })[];
  /** Who else's permits it may use: its organization, and the groups that it was in, each with the window. */
  readonly through: readonly (Window & { readonly account: Address; readonly what: "organization" | "group" })[];
  /** What patients permitted and revoked, by patient, for any of these accounts. */
  readonly permits: readonly { readonly patient: number; readonly events: readonly PermitEvent[] }[];
  /** Patients it controls or acts for. */
  readonly actsFor: readonly (Window & { readonly patient: number; readonly powers: readonly string[] })[];
  /** Policies that let every valid actor in, with how many patients and records they open. */
  readonly policies: readonly (Window & {
    readonly custodian: Address;
    readonly policy: string;
    readonly patients: number;
    readonly records: number;
  })[];
  readonly recordsOf: (patient: number) => number;
  /** Of the whole registry. */
  readonly all: { readonly patients: number; readonly records: number };
};

/** Reads by what leaves an account could reach records. @param account - In lower case. */
export async function readKeyFacts(reader: Reader, account: Address): Promise<KeyFacts> {
  const terms = await readTerms(reader, account);
  const organizations = [...new Set(terms.map(({ terms: { organization } }) => organization))];
  const vouched = new Map<Address, readonly Window[]>();
  for (const organization of organizations) vouched.set(organization, await readTerms(reader, organization));
  const inForce = terms.flatMap((one) => intersect([one], vouched.get(one.terms.organization) ?? []));
  const through = [
    ...inForce
      .filter(({ terms: { organization } }) => organization !== account)
      .map(({ from, until, terms: { organization } }) => ({
        from,
        until,
        account: organization,
        what: "organization" as const,
      })),
    ...(await readGroups(reader, account)),
  ];
  const grantees = [account, ...through.map((way) => way.account)];
  const counts = await readCounts(reader);
  return {
    validity: inForce.map(({ from, until, terms: { roles } }) => ({ from, until, roles: listRoles(roles) })),
    through,
    permits: await readPermits(reader, [...new Set(grantees)]),
    actsFor: await readPatients(reader, account),
    policies: await readPolicies(reader, organizations),
    recordsOf: (patient) => counts.byPatient.get(patient) ?? 0,
    all: counts.all,
  };
}

type Terms = { readonly organization: Address; readonly roles: number };

type ActorRow = {
  readonly event: "admitted" | "suspended";
  readonly organization: Uint8Array;
  readonly roles: number;
  readonly valid_from: number;
  readonly valid_until: number;
  readonly block_time: number;
};

async function readTerms(reader: Reader, actor: Address) {
  const rows = await reader.all<ActorRow>("SELECT * FROM actors WHERE actor = ? ORDER BY block_number, log_index", [
    bytesOf(actor),
  ]);
  return foldWindows(
    rows.map((row): Statement<Terms> => {
      const [at, until] = [row.block_time, row.valid_until];
      if (row.event === "suspended") return { at, until };
      return { at, until, from: row.valid_from, terms: { organization: hexOf(row.organization), roles: row.roles } };
    }),
  );
}

type MembershipRow = Pick<ActorRow, "valid_from" | "valid_until" | "block_time"> & {
  readonly group_account: Uint8Array;
  readonly event: "included" | "excluded";
};

async function readGroups(reader: Reader, member: Address): Promise<KeyFacts["through"]> {
  const rows = await reader.all<MembershipRow>(
    "SELECT * FROM memberships WHERE member = ? ORDER BY block_number, log_index",
    [bytesOf(member)],
  );
  const groups = Map.groupBy(rows, (row) => hexOf(row.group_account));
  return [...groups].flatMap(([account, said]) =>
    foldWindows(
      said.map((row): Statement<null> => {
        const [at, until] = [row.block_time, row.valid_until];
        return row.event === "excluded" ? { at, until } : { at, until, from: row.valid_from, terms: null };
      }),
    ).map(({ from, until }) => ({ account, what: "group" as const, from, until })),
  );
}

async function readPermits(reader: Reader, grantees: readonly Address[]): Promise<KeyFacts["permits"]> {
  const rows = await reader.all<{ patient: number }>(
    `SELECT DISTINCT patient FROM permits WHERE grantee IN (${grantees.map(() => "?").join(", ")}) ORDER BY patient`,
    grantees.map(bytesOf),
  );
  const permits = [];
  for (const { patient } of rows) {
    const events = (await permitsOf(reader, patient)).filter(({ grantee }) => grantees.includes(grantee));
    permits.push({ patient, events });
  }
  return permits;
}

/** Those it controls, by what was said of control, and those it is a proxy of. */
async function readPatients(reader: Reader, account: Address): Promise<KeyFacts["actsFor"]> {
  const key = bytesOf(account);
  const controlled = await reader.all<{ patient: number }>(
    "SELECT DISTINCT patient FROM patients WHERE controller = ? AND event <> 'offered' ORDER BY patient",
    [key],
  );
  const represented = await reader.all<{ patient: number }>(
    "SELECT DISTINCT patient FROM proxies WHERE proxy = ? ORDER BY patient",
    [key],
  );
  const found: KeyFacts["actsFor"][number][] = [];
  for (const { patient } of controlled) {
    const statements = (await patientHistory(reader, patient)).flatMap((event): Statement<Address>[] => {
      const at = event.place.blockTime;
      const terms =
        event.event === "enrolled"
          ? event.controller
          : event.event === "handed over" || event.event === "claimed" || event.event === "recovered"
            ? event.to
            : undefined;
      return terms === undefined ? [] : [{ at, from: at, until: NO_END, terms }];
    });
    const held = foldWindows(statements).filter(({ terms }) => terms === account);
    found.push(...held.map(({ from, until }) => ({ patient, powers: ["control"], from, until })));
  }
  for (const { patient } of represented) {
    const own = (await proxiesOf(reader, patient)).filter(({ proxy }) => proxy === account);
    found.push(...own.map(({ powers, from, until }) => ({ patient, powers, from, until })));
  }
  return found;
}

type PolicyRow = { readonly organization: Uint8Array; readonly policy: number; readonly since: number };

/** A policy covers the records of patients who said nothing to the accessor's organization. */
async function readPolicies(reader: Reader, organizations: readonly Address[]): Promise<KeyFacts["policies"]> {
  const rows = await reader.all<PolicyRow>(
    "SELECT organization, policy, since FROM policies ORDER BY organization, block_number, log_index",
  );
  const spoken =
    organizations.length === 0
      ? ""
      : `AND patient NOT IN (SELECT patient FROM permits WHERE grantee IN (${organizations.map(() => "?").join(", ")}))`;
  const chosen = Map.groupBy(rows, (row) => hexOf(row.organization));
  const policies: KeyFacts["policies"][number][] = [];
  for (const [custodian, said] of chosen) {
    const open = foldWindows(
      said.map(({ policy, since }): Statement<number> => ({ at: since, from: since, until: NO_END, terms: policy })),
    ).filter(({ terms }) => POLICIES[terms] === "basic-normal" || POLICIES[terms] === "all-normal");
    if (open.length === 0) continue;
    const row = await reader.get<{ patients: number; records: number }>(
      `SELECT count(DISTINCT patient) AS patients, count(*) AS records FROM records WHERE custodian = ? ${spoken}`,
      [bytesOf(custodian), ...organizations.map(bytesOf)],
    );
    const opened = { patients: row?.patients ?? 0, records: row?.records ?? 0 };
    for (const { from, until, terms } of open)
      policies.push({ custodian, policy: POLICIES[terms] ?? "", from, until, ...opened });
  }
  return policies;
}

async function readCounts(reader: Reader) {
  const rows = await reader.all<{ patient: number; records: number }>(
    "SELECT patient, count(*) AS records FROM records GROUP BY patient",
  );
  const records = rows.reduce((sum, row) => sum + row.records, 0);
  return {
    byPatient: new Map(rows.map((row) => [row.patient, row.records])),
    all: { patients: rows.length, records },
  };
}
