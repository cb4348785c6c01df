import { decide } from "../../consent/decide.ts";
import { decodeEmergencyDetail } from "../../consent/emergencies.ts";
import type { Refusal } from "../../consent/explainRefusal.ts";
import { type Judgement, judge } from "../../consent/judge.ts";
import type { ConsentState } from "../../consent/state.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { accessOf } from "./accessOf.ts";
import type { PlacedEvent } from "./event.ts";
import type { Position, ReplayCode, ReplayFinding } from "./findings.ts";
import { buildHistory } from "./history.ts";
import { type Opening, wasRestricted } from "./openings.ts";
import { buildSequences } from "./sequences.ts";

/** Why the leave that an access names did not hold; "OtherLeave" where another one did. */
export type NoLeave = Exclude<Refusal, "Restricted"> | "OtherLeave";

/** An access, judged again with all of history. */
export type ReplayedAccess = {
  readonly access: Access;
  /** By the terms that stood at the time of the access. It is never UNDETERMINED; `version` is the permit's that stood then. */
  readonly judged: Judgement;
  /** Why there was no leave; `undefined` where there was one. */
  readonly reason: NoLeave | undefined;
  /** The access had a leave, but against the patient's sealed word. */
  readonly restricted: boolean;
};

/** What a replay tells. */
export type Replayed = {
  /** In the order of the chain; those of records that were never registered are among the findings alone. */
  readonly accesses: readonly ReplayedAccess[];
  readonly findings: readonly ReplayFinding[];
  /**
   * Judges an access by what the contract's storage holds after the last event, as its view `basisOf` does.
   *
   * @throws {UnknownRecordError} when no event registered the record
   */
  readonly judgeNow: (access: Access) => Judgement;
  /** What held at a moment (unix seconds), by what had been said by then. */
  readonly asOf: (time: number) => ConsentState;
};

/**
 * Goes through every event of the registry from its first, and judges every access anew.
 *
 * Each verdict is held against two judgements: what the contract had to say by its storage, which knows the last terms only, and what held at
 * the time of the access by all that had been said by then. So UNDETERMINED is resolved, and a verdict that is not the contract's is named.
 *
 * @param events - All of them, in the order of the chain.
 * @param options.openings - Restrictions that the auditor was shown; an access against one is named. None where it is left out.
 */
export function replay(
  events: Iterable<PlacedEvent>,
  { openings = [] }: { readonly openings?: readonly Opening[] } = {},
): Replayed {
  const history = buildHistory();
  const findGaps = buildSequences();
  const accesses: ReplayedAccess[] = [];
  const findings: ReplayFinding[] = [];
  let before: PlacedEvent["place"] | undefined;

  for (const event of events) {
    const { place } = event;
    const isAccess = event.eventName === "Accessed";
    const access = isAccess ? accessOf(event, history.findOrganization(event.args.accessor)) : undefined;
    const position: Position = { record: access?.record, number: access?.number, place };
    const find = (code: ReplayCode, words: string) => findings.push({ code, position, words });

    if (before !== undefined && !comesAfter(place, before)) {
      find(
        "OutOfOrder",
        "the event does not come after the one before it; it is doubled, or the events are not in order",
      );
    }
    before = place;
    for (const { what, expected, found } of findGaps(event)) {
      find(
        "EventsMissing",
        `the ${what} is ${found} and had to be ${expected}; events are missing before it, or too many`,
      );
    }

    if (access !== undefined) {
      const registered = history.stored.findRecord(access.record);
      if (access.time > place.blockTime) find("InFuture", "the access is later than its block");
      if (registered === undefined) {
        find("NotRegistered", "no event before it registers the record");
      } else {
        if (registered.patient !== access.patient) find("OtherPatient", "the record is another patient's");
        const state = history.asOf(access.time);
        const replayed = judgeAgain(access, state, openings);
        accesses.push(replayed);
        const wrong = findWrong(access, judgeEntry(access, history.stored), replayed.judged);
        if (wrong !== undefined) find("WrongVerdict", wrong);
        if (replayed.restricted) {
          find("Restricted", "restricted by the patient's word then; the gateway should have refused");
        }
      }
    }
    history.tell(event);
  }
  const { stored, asOf } = history;
  return { accesses, findings, judgeNow: (access) => judgeEntry(access, stored), asOf };
}

function comesAfter(place: PlacedEvent["place"], before: PlacedEvent["place"]): boolean {
  if (place.blockNumber !== before.blockNumber) return place.blockNumber > before.blockNumber;
  return place.logIndex > before.logIndex;
}

function judgeEntry(
  { record, accessor, time, purpose, action, claim, detail }: Access,
  state: ConsentState,
): Judgement {
  return judge({ record, facts: { account: accessor, time, purpose, action, claim, detail } }, state);
}

function judgeAgain(access: Access, state: ConsentState, openings: readonly Opening[]): ReplayedAccess {
  const judged = judgeEntry(access, state);
  if (judged.basis === "NONE") return { access, judged, reason: reasonOf(access, state), restricted: false };
  return { access, judged, reason: undefined, restricted: wasRestricted(access, judged.basis, state, openings) };
}

/** Says why there was no leave, by deciding the access as a request of then. */
function reasonOf(
  { record, part, accessor, time, purpose, action, claim, detail }: Access,
  state: ConsentState,
): NoLeave {
  const { reason, secondsSinceBroken } = decodeEmergencyDetail(detail);
  const emergency = claim.basis === "EMERGENCY" ? { emergency: { reason, brokenAt: time - secondsSinceBroken } } : {};
  const decision = decide({ accessor, record, part, purpose, action, ...emergency }, state, time);
  if (decision.allowed) return "OtherLeave";
  return decision.reason === "Restricted" ? "NoPermit" : decision.reason;
}

/** Says what is wrong with a verdict; `undefined` for nothing. */
function findWrong({ basis, permitVersion }: Access, stored: Judgement, judged: Judgement): string | undefined {
  if (basis !== stored.basis) return `the verdict is ${basis}, and the contract had to say ${stored.basis}`;
  if (permitVersion !== stored.version) {
    return `the verdict names version ${permitVersion} of the permit, and the contract had to name ${stored.version}`;
  }
  if (basis === "UNDETERMINED" || basis === judged.basis) return undefined;
  return `the verdict is ${basis}, and by all that had been said until then it is ${judged.basis}`;
}
