import type { Hex } from "viem";
import { KINDS } from "../../src/consent/kinds.ts";
import type { PurposeCode } from "../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { endOfDay } from "../leave/days.ts";
import { buildLink } from "../leave/link.ts";

/** What somebody asks a patient for, while it is filled in. */
export type Question = {
  /** The patient's number, as it was typed; it may be left out where a link is handed over. */
  readonly patient: string;
  readonly purposes: readonly PurposeCode[];
  /** The last day that is asked for. */
  readonly lastDay: string;
  readonly note: string;
};

export type QuestionFault = "patient" | "purposes" | "lastDay" | "past" | "note";

/** The longest note that the API takes (characters). */
export const MAX_NOTE = 500;

/** Says what keeps a question from being sent; without a patient it can still be a link. */
export function findFaults({ patient, purposes, lastDay, note }: Question, now: number): readonly QuestionFault[] {
  const until = endOfDay(lastDay);
  const number = /^[1-9]\d{0,14}$/.test(patient.trim());
  return [
    ...(number ? [] : ["patient" as const]),
    ...(purposes.length > 0 ? [] : ["purposes" as const]),
    ...(until === undefined ? ["lastDay" as const] : until <= now ? ["past" as const] : []),
    ...(note.trim().length > MAX_NOTE ? ["note" as const] : []),
  ];
}

/** Builds the body of `POST /requests`, of a question without faults. All records and kinds are asked for: the patient narrows it. */
export function buildRequest({ patient, purposes, lastDay, note }: Question): {
  readonly patient: number;
  readonly scope: Hex;
  readonly purposes: readonly PurposeCode[];
  readonly kinds: readonly string[];
  readonly until: number;
  readonly note?: string;
} {
  const written = note.trim().replaceAll(/\s+/g, " "); // the API takes one paragraph
  return {
    patient: Number(patient.trim()),
    scope: ALL_RECORDS,
    purposes,
    kinds: KINDS.map(({ code }) => code),
    until: endOfDay(lastDay) ?? 0,
    ...(written !== "" && { note: written }),
  };
}

/** Builds the link by which a patient gives leave to whoever asks; it tells nothing but what is asked for. */
export function buildAskLink(origin: string, from: string, { purposes, lastDay }: Question): string {
  const query = buildLink({ to: from, purposes, until: endOfDay(lastDay) });
  return `${origin}/app/leave/new?${query}`;
}
