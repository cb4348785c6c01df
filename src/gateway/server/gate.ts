import type { ActionName } from "../../consent/actions.ts";
import type { Hex } from "../../consent/commitments.ts";
import { decodeEmergencyDetail, REVIEW_TIME } from "../../consent/emergencies.ts";
import type { Target } from "../dicomweb/index.ts";
import { ChainTooOldError } from "../errors.ts";
import type { Glasses, HiddenPart, Question, Verdict } from "../leave/index.ts";
import type { Accesses } from "./accesses.ts";
import type { Asker } from "./askers.ts";
import type { Metrics } from "./metrics.ts";
import type { GatewayOptions, Resolved } from "./options.ts";
import { type RefusalReason, refusalNumber } from "./refusals.ts";
import { showingOf } from "./showing.ts";

/** What is asked for, as the journal is told of it. */
export type Attempt = {
  readonly target: Target;
  readonly action: ActionName;
  readonly route: string;
  /** Whether the answer tells which instances it holds, so that hidden ones can be taken out. */
  readonly namesItsParts: boolean;
};

/** Somebody may be served, and that is in the journal. */
export type Passage = {
  readonly receipt: string;
  /** What of the record may not be shown all the same: it is to be taken out of the answer. */
  readonly hides: readonly HiddenPart[];
  /**
   * Says whether the leave holds at this moment still, just before the first byte goes out. Where it does not, the refusal is in the journal.
   *
   * @throws {ChainTooOldError}
   */
  readonly stillHolds: () => Promise<boolean>;
};

/** Stands before the archive. */
export type Gate = {
  /**
   * Lets an attempt pass when there is leave, once it is logged; else notes the refusal, and why.
   *
   * @returns `undefined` when it is refused: what it is about is not there, not the custodian's, not permitted, or restricted.
   * @throws {ChainTooOldError} when nothing ordinary can be decided now
   * @throws What the journal throws; then nothing may be served
   */
  readonly pass: (asker: Asker, attempt: Attempt) => Promise<Passage | undefined>;
  /** Says whether a study is registered by the custodian. For who may know that: it is no decision. */
  readonly isRegistered: (study: Target["study"]) => Promise<boolean>;
  /** The newest block seen, by its hash. */
  readonly block: () => Hex | undefined;
  /** Lists what of a study a list must not show; `undefined` where it must show nothing of it. */
  readonly hiddenIn: (asker: Asker, study: Target["study"]) => Promise<readonly HiddenPart[] | undefined>;
  readonly refuse: (
    asker: Asker,
    attempt: Attempt,
    reason: RefusalReason,
    record?: Resolved["record"],
  ) => Promise<void>;
};

/** Builds the gate. */
export function buildGate(
  options: Pick<GatewayOptions, "leave" | "journal" | "resolve" | "onEmergency" | "clock">,
  parts: { readonly glasses: Glasses; readonly accesses: Accesses; readonly metrics: Metrics },
): Gate {
  const { leave, journal, resolve, onEmergency, clock } = options;
  const { glasses, accesses, metrics } = parts;

  async function refuse(
    { session, purpose }: Asker,
    { action, route }: Attempt,
    reason: RefusalReason,
    record?: Resolved["record"],
  ): Promise<void> {
    metrics.decisions.inc({ outcome: "refused", basis: "NONE" });
    const { accessor } = session;
    await journal.appendRefusal({
      ...{ at: leave.time(), accessor, purpose, action, reason: refusalNumber(reason), route },
      ...(record !== undefined && { record }),
    });
  }

  function questionOf(
    { session, purpose }: Asker,
    { target, action }: Attempt,
    { record, patient }: Resolved,
  ): Question {
    const glass = glasses.find(session.id, target.study);
    return { session: session.id, accessor: session.accessor, record, patient, purpose, action, glass };
  }

  /** Where a chain that was fresh at the beginning is not at the end, the answer is no: only what is there gets that far, and none may tell. */
  async function decide(question: Question): Promise<Verdict> {
    const began = clock();
    try {
      return await leave.decide(question);
    } catch (error) {
      if (!(error instanceof ChainTooOldError) || !leave.isFresh()) throw error;
      return { allowed: false, reason: "NotConfirmed" };
    } finally {
      metrics.decisionTime.observe((clock() - began) / 1_000);
    }
  }

  return {
    refuse,
    pass: async (asker, attempt) => {
      const { session } = asker;
      const hasGlass = glasses.find(session.id, attempt.target.study) !== undefined;
      // Before anything is looked up: that the chain is too old must not tell what is there.
      if (!hasGlass && !leave.isFresh()) throw new ChainTooOldError();
      const resolved = await resolve(attempt.target);
      if (resolved === undefined) {
        await refuse(asker, attempt, "Absent");
        return undefined;
      }
      const { record, part, patient } = resolved;
      const question = questionOf(asker, attempt, resolved);
      const verdict = await decide(question);
      if (!verdict.allowed) {
        await refuse(asker, attempt, verdict.reason, record);
        return undefined;
      }

      const { basis, claim, detail, purpose, time, decidedOn, hides } = verdict;
      const showing = showingOf(attempt.target, hides);
      if (showing === false || (showing === "partly" && !attempt.namesItsParts)) {
        await refuse(asker, attempt, "Restricted", record);
        return undefined;
      }
      metrics.decisions.inc({ outcome: "allowed", basis });
      const { reason, secondsSinceBroken } = decodeEmergencyDetail(detail);
      const brokenAt = basis === "EMERGENCY" ? time - secondsSinceBroken : 0;
      const { accessor, id } = session;
      const entry = { record, part, accessor, time, purpose, action: attempt.action, claim, detail };
      const { route } = attempt;
      const { appended, receipt, isNew } = await accesses.log({ ...entry, session: id, decidedOn }, brokenAt, route);
      const { entryNumber } = appended;
      if (basis === "EMERGENCY" && isNew) {
        metrics.emergencies.inc();
        onEmergency({
          ...{ accessor, record, part, patient, reason, brokenAt, time, entryNumber },
          reviewBy: time + REVIEW_TIME,
        });
      }
      return {
        receipt,
        hides,
        stillHolds: async () => {
          if (await leave.stillHolds(question, verdict)) return true;
          await refuse(asker, attempt, "TakenAway", record);
          return false;
        },
      };
    },
    block: leave.block,
    isRegistered: async (study) => (await resolve({ study })) !== undefined,
    hiddenIn: async (asker, study) => {
      const resolved = await resolve({ study });
      if (resolved === undefined) return undefined;
      const { session, purpose } = asker;
      const { record, patient } = resolved;
      const bare = { session: session.id, accessor: session.accessor, record, patient, purpose };
      return leave.hiddenIn({ ...bare, action: "execute" });
    },
  };
}
