import { type AccessRequest, type Decision, decide } from "../../consent/decide.ts";
import type { Refusal } from "../../consent/explainRefusal.ts";
import { judge } from "../../consent/judge.ts";
import type { Restriction } from "../../consent/restrictions.ts";
import type { ConsentState } from "../../consent/state.ts";

/** The chain's state at two blocks. */
export type States = {
  /** At the newest block seen: what it took away is gone. */
  readonly latest: ConsentState;
  /** At the newest block that no reorganisation replaces any more: what it does not have yet does not count. */
  readonly settled: ConsentState;
};

/** The answer to a request by both states. */
export type Leave =
  | Extract<Decision, { readonly allowed: true }>
  | { readonly allowed: false; readonly reason: Refusal | "NotSettled" };

/**
 * Decides an ordinary request by both states: one and the same leave has to hold in each. Where several might, those are tried that either
 * state puts first; if none holds in both, the answer is no.
 *
 * @param time - Unix seconds.
 */
export function judgeLeave(
  request: AccessRequest,
  { latest, settled }: States,
  restrictions: readonly Restriction[],
  time: number,
): Leave {
  const now = decide(request, latest, time, restrictions);
  if (!now.allowed) return now;
  if (settled === latest || holds(request, now, settled, time)) return now;

  const before = decide(request, settled, time, restrictions);
  const kept = before.allowed ? judgeIn(request, before, latest, time) : undefined;
  if (before.allowed && kept?.basis === before.basis) return { ...before, version: kept.version };
  return { allowed: false, reason: "NotSettled" };
}

/**
 * Decides whether a broken glass gives access. It looks for no other leave: what the state says of permits may be old, and a leave that has ended
 * since would stand in the log as none.
 */
export function judgeEmergency(
  request: AccessRequest,
  state: ConsentState,
  restrictions: readonly Restriction[],
  time: number,
): Leave {
  const bare: ConsentState = {
    ...state,
    findPermit: () => undefined,
    findPolicy: () => undefined,
    findPatient: () => undefined,
    findProxy: () => undefined,
  };
  return decide(request, bare, time, restrictions);
}

type Allowed = Extract<Decision, { readonly allowed: true }>;

function holds(request: AccessRequest, leave: Allowed, state: ConsentState, time: number): boolean {
  return judgeIn(request, leave, state, time)?.basis === leave.basis;
}

function judgeIn(request: AccessRequest, { claim, detail }: Allowed, state: ConsentState, time: number) {
  const { accessor, record, purpose, action } = request;
  if (state.findRecord(record) === undefined) return undefined;
  return judge({ record, facts: { account: accessor, time, purpose, action, claim, detail } }, state);
}
