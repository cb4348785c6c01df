import type { Address, Hex } from "viem";
import { type Happening, isGrant, keyOf } from "./happening.ts";

/** What a replay of everything that happened says of a question: "lost" where the contract's storage cannot know the answer any more. */
export type Told = "no" | "yes" | "lost";

/** An access and the leave it names. */
export type Question = {
  readonly record: Hex;
  readonly accessor: Address;
  readonly time: number;
  readonly purpose: number;
  readonly basis: number;
  /** 0 accessor, 1 organization, 2 group, 3 nobody. */
  readonly to: number;
  readonly allRecords: boolean;
  readonly detail: number;
};

type Grant = { readonly start: number; from: number; until: number };
type Kind = Happening["what"];
type Of<Names extends Kind> = Extract<Happening, { what: Names }>;

/** The scope of all records. */
export const ALL = `0x${"00".repeat(32)}` as const;
/** The address of a group. */
export const groupOf = (number: number): Address =>
  `0x${Buffer.from("fiducial.group\0\0").toString("hex")}${number.toString(16).padStart(8, "0")}`;
const has = (bits: bigint, number: number) => number < 88 && (bits & (1n << BigInt(number))) !== 0n;

/** The last second that 40 bits hold lies in no window: every end is exclusive, "no end" included. */
const LAST_SECOND = 2 ** 40 - 1;

/** Purposes of HL7's tree below treatment, payment and operations that default policies cover, by number. */
const ORDINARY = new Set([
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27],
  ...[28, 29, 30, 31, 32, 33, 34, 35, 36, 53, 54, 55, 56, 58, 59],
]);

/**
 * Builds a judge that has all of history before it, written by what the words mean and not by what is stored. It asks of every statement ever made
 * which one was the last by a moment; and it calls a moment lost by looking at what was written over.
 */
export function buildReplay(history: readonly Happening[]) {
  const shelves = new Map<string, Happening[]>();
  for (const happening of history) {
    const key = keyOf(happening);
    const shelf = shelves.get(key);
    if (shelf === undefined) shelves.set(key, [happening]);
    else shelf.push(happening);
  }

  function all<Names extends Kind>(key: string): Of<Names>[] {
    return (shelves.get(key) ?? []) as Of<Names>[];
  }

  /** The statement that stood at a moment: the last that was made by then. */
  function standing<Names extends Kind>(key: string, time: number): Of<Names> | undefined {
    return all<Names>(key).findLast(({ at }) => at <= time);
  }

  /** The grants of a thing in order: as each was given, `start`, and cut by what ended it before the next. */
  function grantsOf(key: string): Grant[] {
    const grants: Grant[] = [];
    for (const said of shelves.get(key) ?? []) {
      const last = grants.at(-1);
      const start = "from" in said ? said.from : said.at;
      if (isGrant(said)) grants.push({ start, from: start, until: said.until });
      else if (last !== undefined) {
        last.from = Math.min(last.from, said.at);
        last.until = Math.min(last.until, said.at);
      } else if (said.what === "revoked") grants.push({ start, from: start, until: start });
    }
    return grants;
  }

  function isLost(key: string, time: number): boolean {
    const grants = grantsOf(key);
    if (time >= (grants.at(-1)?.from ?? 0)) return false;
    return grants.some((grant, index) => {
      const next = grants[index + 1];
      return next !== undefined && grant.from < grant.until && grant.from < next.start;
    });
  }

  /** Whether a window was open. */
  function isOpen(key: string, time: number): Told {
    if (isLost(key, time)) return "lost";
    const said = standing<Kind>(key, time);
    if (said === undefined || !isGrant(said)) return "no";
    return ("from" in said ? said.from : said.at) <= time && time < said.until ? "yes" : "no";
  }

  function inForce(account: Address, time: number): Told {
    const own = isOpen(`actor ${account}`, time);
    if (own !== "yes") return own;
    const organization = standing<"admitted">(`actor ${account}`, time)?.organization;
    return organization === undefined || organization === account ? own : isOpen(`actor ${organization}`, time);
  }

  /** No admission had begun. One that ended before it began leaves no trace once another takes its place. */
  function wasOutside(account: Address, time: number): boolean {
    const grants = grantsOf(`actor ${account}`);
    const traced = grants.filter(({ from, until }, index) => from < until || index === grants.length - 1);
    return traced.every(({ from }) => time < from);
  }

  function hadControl(account: Address, patient: number, time: number): Told {
    const said = all<"enrolled" | "passed">(`patient ${patient}`);
    const last = said.at(-1);
    if (last === undefined) return "no";
    if (time < last.at && said.some(({ at }) => at < last.at)) return "lost";
    if (time === LAST_SECOND) return "no";
    const index = said.findLastIndex(({ at }) => at <= time);
    const stood = said[index];
    if (stood === undefined) return "no";
    const isPatients = said
      .slice(0, index + 1)
      .some((one) => (one.what === "enrolled" ? one.hold === "self" : one.isClaim));
    return isPatients && account === (stood.what === "enrolled" ? stood.controller : stood.to) ? "yes" : "no";
  }

  function wasReader(account: Address, patient: number, time: number): Told {
    const key = `proxy ${patient} ${account}`;
    const open = isOpen(key, time);
    if (open !== "yes") return open;
    const appointed = standing<"appointed">(key, time);
    if (appointed === undefined || (appointed.powers & 2) === 0) return "no";
    const told = all<"enrolled" | "passed">(`patient ${patient}`);
    const claim = told.find((one) => one.what === "passed" && one.isClaim);
    const isBefore = claim !== undefined && history.indexOf(appointed) < history.indexOf(claim);
    if (isBefore && claim.at <= time) return "no";
    return appointed.springing ? isOpen(`incapacity ${patient}`, time) : "yes";
  }

  function actedFor(account: Address, patient: number, time: number): Told {
    const [control, reading] = [hadControl(account, patient, time), wasReader(account, patient, time)];
    if (control === "yes" || reading === "yes") return "yes";
    return control === "lost" || reading === "lost" ? "lost" : "no";
  }

  function hadSpoken(patient: number, scope: Hex, organization: Address, time: number): Told {
    const key = `permit ${patient} ${scope} ${organization}`;
    const start = grantsOf(key).at(-1)?.from;
    if (start === undefined) return "no";
    if (start <= time) return "yes";
    return all(key).length > 1 ? "lost" : "no";
  }

  function wasPermitted({ record, accessor, time, purpose, to, allRecords, detail }: Question): Told {
    const { patient, kind } = recordOf(record);
    const valid = inForce(accessor, time);
    let grantee = accessor;
    if (valid !== "yes") {
      if (valid === "lost" || to !== 0 || !wasOutside(accessor, time)) return valid;
    } else if (to === 1) {
      grantee = standing<"admitted">(`actor ${accessor}`, time)?.organization ?? accessor;
    } else if (to === 2) {
      grantee = groupOf(detail);
      if (all<"admitted">(`actor ${grantee}`).findLast(({ what }) => what === "admitted")?.kind !== "group")
        return "no";
      const group = inForce(grantee, time);
      if (group !== "yes") return group;
      const member = isOpen(`member ${grantee} ${accessor}`, time);
      if (member !== "yes") return member;
    } else if (to === 3) return "no";

    const key = `permit ${patient} ${allRecords ? ALL : record} ${grantee}`;
    const open = isOpen(key, time);
    if (open !== "yes") return open;
    const terms = standing<"permitted">(key, time);
    return terms !== undefined && has(terms.purposes, purpose) && has(terms.kinds, kind) ? "yes" : "no";
  }

  function wasPolicy({ record, accessor, time, purpose }: Question): Told {
    const { patient, custodian } = recordOf(record);
    const valid = inForce(accessor, time);
    if (valid !== "yes") return valid;
    const chosen = all<"policyChosen">(`policy ${custodian}`);
    const last = chosen.at(-1);
    if (last !== undefined && time < last.at && chosen.length > 1) return "lost";
    if (time === LAST_SECOND) return "no";
    const policy = standing<"policyChosen">(`policy ${custodian}`, time)?.policy;
    const isCovered =
      policy === "all-normal" ? purpose < 88 && purpose !== 57 : policy === "basic-normal" && ORDINARY.has(purpose);
    if (!isCovered) return "no";
    const organization = standing<"admitted">(`actor ${accessor}`, time)?.organization ?? accessor;
    for (const scope of [ALL, record]) {
      const spoken = hadSpoken(patient, scope, organization, time);
      if (spoken !== "no") return spoken === "lost" ? "lost" : "no";
    }
    return "yes";
  }

  function wasEmergency({ accessor, time, purpose, detail }: Question): Told {
    const [reason, seconds] = [detail % 256, Math.floor(detail / 256)];
    if ((purpose !== 56 && purpose !== 57) || reason === 0 || seconds > 4 * 3600) return "no";
    const valid = inForce(accessor, time);
    if (valid !== "yes") return valid;
    const roles = standing<"admitted">(`actor ${accessor}`, time)?.roles ?? 0;
    return (roles & 4) !== 0 ? "yes" : "no";
  }

  function recordOf(record: Hex): Of<"registered"> {
    const [registered] = all<"registered">(`record ${record}`);
    if (registered === undefined) throw new RangeError("The question is about a record that never was");
    return registered;
  }

  return {
    isRegistered: (record: Hex): boolean => shelves.has(`record ${record}`),
    patientOf: (record: Hex): number => recordOf(record).patient,
    inForce,
    hadControl,
    organizationOf: (account: Address): Address | undefined =>
      all<"admitted">(`actor ${account}`).findLast(({ what }) => what === "admitted")?.organization,
    /** How often the patient said something to the grantee for the scope. */
    versionOf: (patient: number, scope: Hex, grantee: Address): number =>
      shelves.get(`permit ${patient} ${scope} ${grantee}`)?.length ?? 0,
    groupsOf: (account: Address): Address[] => [
      ...new Set(history.flatMap((said) => (said.what === "included" && said.member === account ? [said.group] : []))),
    ],
    /** Whether the leave that is named held. */
    ask(question: Question): Told {
      if (question.basis === 1) {
        return actedFor(question.accessor, recordOf(question.record).patient, question.time);
      }
      if (question.basis === 2) return wasPolicy(question);
      if (question.basis === 3) return wasPermitted(question);
      return question.basis === 4 ? wasEmergency(question) : "no";
    },
  };
}
