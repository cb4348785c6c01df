import { EMERGENCY_REASONS } from "../../src/consent/emergencyReasons.ts";
import type { Access, Account, Named, PermitEvent } from "../api/types.ts";

const zeros = /^0x0*$/;

/** An access in the parts of a sentence. Each `id` is that of a message; `values` are what it is filled with. */
export type SaidAccess = {
  /** "{who} looked at it for {purpose}" */
  readonly deed: {
    readonly id: string;
    readonly values: { readonly what: "whole" | "part"; readonly purpose: string };
  };
  /** "by your leave of {day}" */
  readonly leave: { readonly id: string; readonly values: Readonly<Record<string, string>> };
  readonly isOwn: boolean;
  readonly tone: "danger" | "warning" | "neutral";
};

type Speech = {
  readonly t: (id: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly has: (id: string) => boolean;
  readonly date: (seconds: number) => string;
};

/** Whose records they are: the reader's own, or of somebody for whom the reader acts. */
export type WhoseRecord = "own" | "other";

type Known = {
  readonly reader: Account;
  readonly whose: WhoseRecord;
  /** What was permitted, in the order of the chain. */
  readonly permits: readonly PermitEvent[];
  /** What the custodian is called. */
  readonly custodian: string;
};

/** Says an access as a patient reads of it: who did what, what for, and by whose leave. */
export function sayAccess(words: Speech, access: Access, { reader, whose, permits, custodian }: Known): SaidAccess {
  const isOwn = access.accessor === reader;
  // In an emergency the purpose says nothing that the reason does not.
  const isEmergency = access.basis === "EMERGENCY" && access.action.code === "read";
  const deed = isEmergency ? "emergency" : (access.action.code ?? "other");
  return {
    deed: {
      id: `patient.${isOwn ? "youDid" : "did"}.${deed}`,
      values: { what: zeros.test(access.part) ? "whole" : "part", purpose: sayCode(words, "purpose", access.purpose) },
    },
    leave: sayLeave(words, access, { isOwn, whose, custodian, givenAt: findPermit(permits, access)?.place.blockTime }),
    isOwn,
    tone: access.basis === "NONE" ? "danger" : access.basis === "EMERGENCY" ? "warning" : "neutral",
  };
}

/** Says a number of the chain by its name, where it has one. */
export function sayCode({ t, has }: Pick<Speech, "t" | "has">, area: string, { number, code }: Named): string {
  const id = `${area}.${code ?? "other"}`;
  return code !== null && has(id) ? t(id) : t(`${area}.other`, { number });
}

/** Says the coded reason of an emergency to the patient. */
function sayReason({ t }: Pick<Speech, "t">, detail: number, whose: WhoseRecord): string {
  const reason = EMERGENCY_REASONS.find(({ number }) => number === detail);
  return reason === undefined
    ? t("patient.reason.other", { number: detail })
    : t(`patient.reason.${reason.name}`, { whose });
}

/**
 * Finds the permit that an access rests on: the one of its version, to the accessor or whoever the accessor is of, for the record or for all.
 *
 * A permit to a group is found only where nothing else has that version and could be meant.
 */
export function findPermit(permits: readonly PermitEvent[], access: Access): PermitEvent | undefined {
  if (access.basis !== "PERMIT") return undefined;
  const possible = permits.filter(
    ({ event, version, scope, place }) =>
      event === "permitted" &&
      version === access.permitVersion &&
      (scope === access.record || zeros.test(scope)) &&
      place.blockTime <= access.time,
  );
  const named = possible.find(({ grantee }) => grantee === access.accessor || grantee === access.organization);
  return named ?? (possible.length === 1 ? possible[0] : undefined);
}

function sayLeave(
  words: Speech,
  { basis, detail }: Access,
  {
    isOwn,
    whose,
    custodian,
    givenAt,
  }: Pick<Known, "whose" | "custodian"> & { isOwn: boolean; givenAt: number | undefined },
): SaidAccess["leave"] {
  if (basis === "PATIENT") return { id: isOwn ? "patient.leave.yourself" : "patient.leave.forYou", values: { whose } };
  if (basis === "POLICY") return { id: "patient.leave.policy", values: { custodian } };
  if (basis === "EMERGENCY")
    return { id: "patient.leave.emergency", values: { reason: sayReason(words, detail, whose) } };
  if (basis === "NONE") return { id: "patient.leave.none", values: {} };
  if (basis === "UNDETERMINED") return { id: "patient.leave.undetermined", values: {} };
  if (givenAt === undefined) return { id: "patient.leave.permit", values: { whose } };
  return { id: "patient.leave.permitOf", values: { whose, day: words.date(givenAt) } };
}
