import { type Address, getAddress, type Hex } from "viem";
import { listKinds } from "../../consent/kinds.ts";
import { listPurposes } from "../../consent/purposes.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import type { PermitEvent } from "../../indexer/queries/permitsOf.ts";
import type { KeyFacts } from "../../indexer/queries/readKeyFacts.ts";
import { describeAccess } from "./describeAccess.ts";
import {
  type AsOf,
  byTime,
  type Names,
  type Report,
  type ReportedAccess,
  type ReportRow,
  type Rule,
} from "./report.ts";

export type { KeyFacts } from "../../indexer/queries/readKeyFacts.ts";

/** What somebody who had a key did with it, and could have done. */
export type BlastRadius = Report & {
  readonly report: "blast radius";
  readonly account: Address;
  readonly accountName: string | null;
  /** Accesses by the account, or written down by it as a gateway. */
  readonly rows: readonly (ReportRow & { readonly patient: number })[];
  readonly reached: { readonly accesses: number; readonly patients: number; readonly records: number };
  /** By what leave it could have reached more, and from when to when. */
  readonly reach: readonly Reach[];
};

export type Reach = Rule & {
  readonly from: number;
  readonly until: number;
  /** Of whom; `null` where it is more than one patient. */
  readonly patient: number | null;
  /** The one record that it is for; `null` for all. */
  readonly record: Hex | null;
  /** How many patients and records it opens. */
  readonly patients: number;
  readonly records: number;
  readonly purposes: readonly string[];
  readonly kinds: readonly string[];
};

/** A time in which an account had something to say: [from, until), in unix seconds. */
type Window = { readonly from: number; readonly until: number };

/**
 * Measures what a compromised key did and could have reached in a time.
 *
 * @param accesses - All that the account made or wrote down as a gateway.
 */
export function measureBlastRadius(
  accesses: readonly ReportedAccess[],
  facts: KeyFacts,
  question: Window & { readonly account: Address; readonly asOf: AsOf },
  names: Names,
): BlastRadius {
  const { account, from, until, asOf } = question;
  const did = accesses.filter(({ access }) => from <= access.time && access.time < until).sort(byTime);
  const distinct = (key: (one: ReportedAccess) => unknown): number => new Set(did.map(key)).size;
  return {
    report: "blast radius",
    ...{ account: getAddress(account), accountName: names.actor(account), asOf, from, until },
    rows: did.map((one) => ({ ...describeAccess(one, names), patient: one.access.patient, ...didRule(one, account) })),
    reached: {
      accesses: did.length,
      patients: distinct(({ access }) => access.patient),
      records: distinct(({ access }) => access.record),
    },
    reach: listReach(facts, account).flatMap((reach) => cut(reach, question)),
  };
}

function didRule({ access }: ReportedAccess, account: Address): Rule {
  const source = "the access log";
  if (access.accessor === account) return { rule: "did", why: "The key's account accessed it.", source };
  return { rule: "wrote down", why: "The key's account, a gateway, wrote it down in another's name.", source };
}

function listReach(
  { validity, through, permits, actsFor, policies, recordsOf, all }: KeyFacts,
  account: Address,
): Reach[] {
  const everything = { patient: null, record: null, purposes: [], kinds: [], ...all };
  const offices = validity.flatMap(({ roles, ...window }) =>
    roles
      .filter((role) => role !== "reviewer")
      .map((role): Reach => ({ ...everything, ...window, ...officeRule(role) })),
  );
  // Whom the directory knows has a leave only while it vouches; for an account outside, a permit alone decides.
  const whileValid = (reach: Reach): Reach[] =>
    validity.length === 0 ? [reach] : validity.flatMap((window) => cut(reach, window));
  const policy = policies.flatMap(({ policy, custodian: _, ...reach }): Reach[] => {
    const why = `The custodian's default policy (${policy}) let every valid actor in.`;
    const opened: Reach = { ...everything, ...reach, rule: "policy", why, source: "the directory" };
    return validity.flatMap((window) => cut(opened, window));
  });
  const own = actsFor.map(({ powers, patient, ...window }): Reach => {
    const why = `It acted for the patient: ${powers.join(", ")}.`;
    const opened = { patients: 1, records: recordsOf(patient) };
    return { ...everything, ...window, patient, ...opened, rule: "acts for", why, source: "the patient's history" };
  });
  const permitted = permits.flatMap(({ patient, events }) =>
    listPermitWindows(events).flatMap((one): Reach[] => {
      const ways = one.grantee === account ? [undefined] : through.filter((way) => way.account === one.grantee);
      return ways.flatMap((way) => {
        const why = way === undefined ? "The patient permitted it." : `The patient permitted its ${way.what}.`;
        const isAll = one.scope === ALL_RECORDS;
        const reach: Reach = {
          ...{ from: one.from, until: one.until, patient, record: isAll ? null : one.scope },
          ...{ patients: 1, records: isAll ? recordsOf(patient) : 1 },
          ...{ purposes: listPurposes(one.purposes), kinds: listKinds(one.kinds) },
          ...{ rule: "permit", why, source: "the patient's permits" },
        };
        return (way === undefined ? [reach] : cut(reach, way)).flatMap(whileValid);
      });
    }),
  );
  return [...own, ...permitted, ...policy, ...offices];
}

const OFFICES: Readonly<Record<string, string>> = {
  emergency: "It could break the glass of any record; each such access is in this report.",
  gateway: "It could write down accesses in anybody's name, to records of its organization.",
  registrar: "It could enroll patients and register records for its organization.",
  auditor: "It could read everything that the organizations' own servers show to auditors.",
};

function officeRule(role: string): Rule {
  return { rule: role, why: OFFICES[role] ?? `It had the role ${role}.`, source: "the directory" };
}

type PermitWindow = Window &
  Pick<Extract<PermitEvent, { event: "permitted" }>, "scope" | "grantee" | "purposes" | "kinds">;

/** When each permit held: until its end, or until more was said of the same grantee and scope. */
function listPermitWindows(events: readonly PermitEvent[]): PermitWindow[] {
  const said = Map.groupBy(events, ({ grantee, scope }) => `${grantee} ${scope}`);
  return [...said.values()].flatMap((series) =>
    series.flatMap((event, i): PermitWindow[] => {
      if (event.event === "revoked") return [];
      const { scope, grantee, purposes, kinds, from } = event;
      const next = series[i + 1]?.place.blockTime ?? event.until;
      // Given and taken back within a second: it held for a moment of that second.
      const until = Math.min(event.until, next === from ? from + 1 : next);
      return from < until ? [{ scope, grantee, purposes, kinds, from, until }] : [];
    }),
  );
}

/** The part of a reach that lies in a window; none where they do not meet. */
function cut<Given extends Window>(given: Given, window: Window): Given[] {
  const [from, until] = [Math.max(given.from, window.from), Math.min(given.until, window.until)];
  return from < until ? [{ ...given, from, until }] : [];
}
