import type { Address } from "viem";
import { BASES } from "../../src/consent/bases.ts";
import type { Judgement } from "../../src/consent/judge.ts";
import type { Asked } from "./randomEntry.ts";
import { ALL, type buildReplay, groupOf, type Question } from "./replay.ts";

/** Judges an access by all of history; the word is taken apart here by itself. */
export function judgeByReplay({ record, what }: Asked, replay: ReturnType<typeof buildReplay>): Judgement | string {
  if (!replay.isRegistered(record)) return "UnknownRecord";
  const digits = what.toString(16).padStart(64, "0"); // detail 8, claim 2, action 2, purpose 2, time 10, account 40
  const read = (from: number, to: number) => Number.parseInt(digits.slice(from, to), 16);
  const claim = read(8, 10);
  const question: Question = {
    record,
    accessor: `0x${digits.slice(24)}`,
    time: read(14, 24),
    purpose: read(12, 14),
    basis: claim % 8,
    to: Math.floor(claim / 16) % 4,
    allRecords: Math.floor(claim / 64) % 2 === 1,
    detail: read(0, 8),
  };
  const told = replay.ask(question);
  if (told !== "yes") return { basis: told === "lost" ? "UNDETERMINED" : "NONE", version: 0 };
  const basis = BASES[question.basis] ?? "NONE";
  return { basis, version: basis === "PERMIT" ? replay.versionOf(...targetOf(question, replay)) : 0 };
}

/** Which permit a question is about. */
export function targetOf(
  { record, accessor, to, allRecords, detail }: Question,
  replay: ReturnType<typeof buildReplay>,
): [number, Address, Address] {
  const grantee = to === 1 ? (replay.organizationOf(accessor) ?? accessor) : to === 2 ? groupOf(detail) : accessor;
  return [replay.patientOf(record), allRecords ? ALL : record, grantee];
}
