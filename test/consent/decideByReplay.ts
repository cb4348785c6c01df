import type { AccessRequest, Decision } from "../../src/consent/decide.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import { targetOf } from "./judgeByReplay.ts";
import { ALL, type buildReplay, type Question } from "./replay.ts";

type Allowed = Extract<Decision, { allowed: true }>;

const NAMES = ["NONE", "PATIENT", "POLICY", "PERMIT", "EMERGENCY"] as const;
const GRANTEES = ["accessor", "organization", "group"] as const;

/** Decides by trying every leave in the order of docs/consent.md; "NoLeave" for a refusal whose reason is not looked for. */
export function decideByReplay(
  { accessor, record, purpose, emergency }: AccessRequest,
  replay: ReturnType<typeof buildReplay>,
  time: number,
  restrictions: readonly Restriction[],
): Allowed | "UnknownRecord" | "Restricted" | "NoLeave" {
  if (!replay.isRegistered(record)) return "UnknownRecord";
  const patient = replay.patientOf(record);
  const excluded = new Set<string>();
  for (const one of restrictions) {
    const isAbout = one.patient === patient && (one.scope === ALL || one.scope === record);
    const isFor = one.purposes === undefined || (purpose < 88 && (one.purposes >> BigInt(purpose)) % 2n === 1n);
    if (isAbout && isFor) excluded.add(one.excluded);
  }
  const isRestricted = excluded.has(accessor) || excluded.has(replay.organizationOf(accessor) ?? "");
  const isOwn = replay.hadControl(accessor, patient, time) === "yes";

  const seconds = emergency === undefined ? -1 : time - emergency.brokenAt;
  const isBroken = seconds >= 0 && seconds <= 14_400 && (emergency?.reason ?? 0) > 0;
  const groups = replay.groupsOf(accessor).map((group) => Number.parseInt(group.slice(-8), 16));
  const tries: [basis: number, to: number, allRecords: boolean, detail: number][] = [];
  if (isOwn || !isRestricted) tries.push([1, 0, false, 0]);
  if (!isRestricted) {
    for (const [to, detail] of [[0, 0], [1, 0], ...groups.map((group) => [2, group])] as [number, number][]) {
      tries.push([3, to, false, detail], [3, to, true, detail]);
    }
    tries.push([2, 0, false, 0]);
  }
  if (isBroken && (!isRestricted || purpose === 57))
    tries.push([4, 0, false, seconds * 256 + (emergency?.reason ?? 0)]);

  for (const [basis, to, allRecords, detail] of tries) {
    const question: Question = { record, accessor, time, purpose, basis, to, allRecords, detail };
    if (replay.ask(question) !== "yes") continue;
    const name = NAMES[basis] ?? "NONE";
    const version = basis === 3 ? replay.versionOf(...targetOf(question, replay)) : 0;
    const claim = { basis: name, grantee: GRANTEES[to] ?? "accessor", allRecords };
    return { allowed: true, basis: name, claim, detail, version };
  }
  return isRestricted ? "Restricted" : "NoLeave";
}
