import type { Address } from "viem";
import { REVIEW_TIME } from "../../consent/emergencies.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { PermitEvent } from "../../indexer/queries/permitsOf.ts";
import { findBursts } from "./bursts.ts";
import type { MisuseFacts } from "./misuse.ts";
import type { ReportedAccess } from "./report.ts";
import type { Thresholds } from "./thresholds.ts";

/** Accesses of one accessor that a rule is about, at least one, and why. */
export type Found = { readonly why: string; readonly accesses: readonly [ReportedAccess, ...ReportedAccess[]] };

type Find = (
  accesses: readonly ReportedAccess[],
  thresholds: Thresholds,
  facts: MisuseFacts & { readonly now: number },
) => readonly Found[];

/** The rules, the gravest first. */
export const MISUSE_RULES: readonly { readonly rule: string; readonly find: Find }[] = [
  { rule: "after revocation", find: findAfterRevocation },
  { rule: "without leave", find: findWithoutLeave },
  { rule: "unreviewed emergency", find: findUnreviewed },
  { rule: "frequent emergencies", find: findFrequentEmergencies },
  { rule: "bulk reading", find: findBulkReading },
  { rule: "colleague", find: findColleagues },
  { rule: "known patient", find: findKnownPatients },
];

function findWithoutLeave(accesses: readonly ReportedAccess[], { withoutLeave }: Thresholds): readonly Found[] {
  return byAccessor(accesses.filter(({ access }) => access.basis === "NONE"))
    .filter((group) => group.length >= withoutLeave.accesses)
    .map((group) => ({ why: `${times(group.length)} without leave`, accesses: group }));
}

/** Somebody who had been permitted goes on after the patient took it back. */
function findAfterRevocation(
  accesses: readonly ReportedAccess[],
  { afterRevocation }: Thresholds,
  { permitsOf }: MisuseFacts,
): readonly Found[] {
  const late = accesses.filter(({ access }) => {
    if (access.basis !== "NONE") return false;
    const said = permitsOf(access.patient).filter((event) => concerns(event, access));
    const last = said.findLast(({ place }) => place.blockTime <= access.time);
    return last?.event === "revoked" && access.time - last.place.blockTime < afterRevocation.withinSeconds;
  });
  return byAccessor(late).map((group) => ({
    why: `${times(group.length)} without leave after the patient had taken the permit back`,
    accesses: group,
  }));
}

function concerns({ grantee, scope }: PermitEvent, { accessor, organization, record }: Access): boolean {
  return (grantee === accessor || grantee === organization) && (scope === ALL_RECORDS || scope === record);
}

function findUnreviewed(
  accesses: readonly ReportedAccess[],
  _thresholds: Thresholds,
  { reviewOf, now }: MisuseFacts & { readonly now: number },
): readonly Found[] {
  const owed = accesses.filter(
    ({ access }) =>
      access.basis === "EMERGENCY" && now >= access.place.blockTime + REVIEW_TIME && reviewOf(access) === undefined,
  );
  return byAccessor(owed).map((group) => ({
    why: `${times(group.length)} with a broken glass that nobody reviewed within 72 hours`,
    accesses: group,
  }));
}

function findFrequentEmergencies(accesses: readonly ReportedAccess[], { breakGlass }: Thresholds): readonly Found[] {
  const { times: least, withinSeconds } = breakGlass;
  const broken = byAccessor(accesses.filter(({ access }) => access.basis === "EMERGENCY"));
  return broken
    .flatMap((group) => findBursts(group, withinSeconds, least, ({ access }) => `${access.record} ${access.number}`))
    .map((group) => ({
      why: `broke the glass ${group.length} times, ${least} or more within ${span(withinSeconds)}`,
      accesses: group,
    }));
}

function findBulkReading(accesses: readonly ReportedAccess[], { bulk }: Thresholds): readonly Found[] {
  const { patients, withinSeconds } = bulk;
  return byAccessor(accesses)
    .flatMap((group) => findBursts(group, withinSeconds, patients, ({ access }) => String(access.patient)))
    .map((group) => ({
      why: `records of ${patients} or more patients within ${span(withinSeconds)}`,
      accesses: group,
    }));
}

function findColleagues(accesses: readonly ReportedAccess[], { staff }: Thresholds): readonly Found[] {
  const employers = Map.groupBy(staff, ({ patient }) => patient);
  const ofColleagues = accesses.filter(
    ({ access }) =>
      !isOfPatient(access) &&
      employers.get(access.patient)?.some(({ organization }) => organization === access.organization) === true,
  );
  return byAccessor(ofColleagues).map((group) => ({
    why: `${times(group.length)} to records of somebody who works there, without that person's permit`,
    accesses: group,
  }));
}

function findKnownPatients(accesses: readonly ReportedAccess[], { vips }: Thresholds): readonly Found[] {
  const teams = new Map(vips.map(({ patient, team }) => [patient, team]));
  const curious = accesses.filter(
    ({ access }) => !isOfPatient(access) && teams.get(access.patient)?.includes(access.accessor) === false,
  );
  return byAccessor(curious).map((group) => ({
    why: `${times(group.length)} to records of a patient under special watch, by nobody of the team`,
    accesses: group,
  }));
}

/** Made or permitted by the patient: nobody's curiosity. */
function isOfPatient({ basis }: Access): boolean {
  return basis === "PATIENT" || basis === "PERMIT";
}

function byAccessor(accesses: readonly ReportedAccess[]): readonly Found["accesses"][] {
  const groups = Map.groupBy(accesses, ({ access }): Address => access.accessor);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

function times(count: number): string {
  return count === 1 ? "one access" : `${count} accesses`;
}

function span(seconds: number): string {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? "a day" : `${seconds / 86_400} days`;
  if (seconds % 3_600 === 0) return seconds === 3_600 ? "an hour" : `${seconds / 3_600} hours`;
  return `${seconds} seconds`;
}
