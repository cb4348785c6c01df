import { actionNumber } from "../../consent/actions.ts";
import { ROLES } from "../../consent/actors.ts";
import type { Basis } from "../../consent/bases.ts";
import type { Hex } from "../../consent/commitments.ts";
import type { AccessRequest } from "../../consent/decide.ts";
import { type PurposeCode, purposeNumber } from "../../consent/purposes.ts";
import type { Restriction } from "../../consent/restrictions.ts";
import { findAdmitted, judgeValidity } from "../../consent/validity.ts";
import { ChainTooOldError } from "../errors.ts";
import { type Head, type HeadLimits, isFresh, timeOf } from "./head.ts";
import { type HiddenPart, listRestrictedParts } from "./hiddenParts.ts";
import { judgeEmergency, judgeLeave, type Leave, type States } from "./judgeLeave.ts";
import type { Question, Statement, Verdict } from "./question.ts";

export type LeaveOptions = {
  /** The newest block seen; `undefined` before the first. */
  readonly head: () => Head | undefined;
  readonly limits: HeadLimits;
  /** Reads both states, as far as they are about these. `undefined` where the index has not come up to the head in time. */
  readonly readStates: (
    about: { accessor: Hex; record: Hex; patient: number },
    head: Head,
  ) => Promise<States | undefined>;
  /** Reads the last state that is known, however old. */
  readonly readLastState: (about: { accessor: Hex; record: Hex; patient: number }) => Promise<States["latest"]>;
  /** What the vault says is restricted. Asked for each decision: what the patient said holds at once. */
  readonly restrictionsAt: (time: number, patient: number) => Promise<readonly Restriction[]>;
  /** Finds which series and instances of a record some commitments stand for; those that are no parts of it are left out. */
  readonly findParts: (record: Hex, parts: readonly Hex[]) => Promise<readonly HiddenPart[]>;
  /** Asks the contract how it would judge, at the newest block it can. Where it throws, nothing is permitted. */
  readonly basisOf: (statement: Statement) => Promise<Basis>;
  /** The present (unix seconds). */
  readonly now: () => number;
  /** How many states are kept at once. */
  readonly most: number;
};

/** Says who may see what. */
export type LeaveDesk = {
  /**
   * Decides a request.
   *
   * @throws {ChainTooOldError} when what is known of the chain is too old, and the glass gives no access
   */
  readonly decide: (question: Question) => Promise<Verdict>;
  /**
   * Decides as `decide` does, but asks the contract nothing and looks for no glass: for what a list shows.
   *
   * @throws {ChainTooOldError}
   */
  readonly mayList: (question: Question) => Promise<boolean>;
  /**
   * Lists what of a record a list must not show; `undefined` where it must show nothing of it. Decides as `mayList` does.
   *
   * @throws {ChainTooOldError}
   */
  readonly hiddenIn: (question: Question) => Promise<readonly HiddenPart[] | undefined>;
  /**
   * Says whether a verdict holds at this moment, and hides no less: it does where no block came since, and else is given anew.
   *
   * @throws {ChainTooOldError}
   */
  readonly stillHolds: (question: Question, verdict: Verdict) => Promise<boolean>;
  /** Says whether an actor may break the glass, by the last state that is known. */
  readonly mayBreakGlass: (accessor: Hex) => Promise<boolean>;
  /** The moment by which an access would be judged now (unix seconds). */
  readonly time: () => number;
  readonly isFresh: () => boolean;
  /** The hash of the newest block seen. */
  readonly block: () => Hex | undefined;
};

type Found =
  | (Extract<Leave, { allowed: true }> & { readonly hides: readonly HiddenPart[] })
  | Extract<Leave, { allowed: false }>;

/** How often a decision begins again because a block came meanwhile. */
const mostAttempts = 10;

const nothing = { record: `0x${"00".repeat(32)}`, patient: 0 } as const;

/** Builds the desk that decides before anything is served. What it keeps it drops at each new block. */
export function buildLeave(options: LeaveOptions): LeaveDesk {
  const { head, limits, readStates, readLastState, restrictionsAt, findParts, basisOf, now, most } = options;
  let keptFor: Hex | undefined;
  let states = new Map<string, Promise<States | undefined>>();
  let confirmed = new Set<string>();

  /** Drops what was kept of another block. */
  function turnTo(block: Head): void {
    if (block.hash === keptFor && states.size < most && confirmed.size < most) return;
    keptFor = block.hash;
    states = new Map();
    confirmed = new Set();
  }

  async function getStates({ accessor, record, patient }: Question, block: Head): Promise<States> {
    turnTo(block);
    const key = `${accessor} ${record}`;
    const kept = states;
    const found = kept.get(key) ?? readStates({ accessor, record, patient }, block);
    kept.set(key, found);
    try {
      const read = await found;
      if (read !== undefined) return read;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
    kept.delete(key);
    throw new ChainTooOldError();
  }

  /** They are written down by the custodian's clock, which may be ahead of the chain's. */
  function readRestrictions({ patient }: Question, time: number): Promise<readonly Restriction[]> {
    return restrictionsAt(Math.max(time, now()), patient);
  }

  async function decideOrdinary(question: Question, block: Head, time: number): Promise<Found> {
    const { latest, settled } = await getStates(question, block);
    const restrictions = await readRestrictions(question, time);
    const leave = judgeLeave(requestOf(question), { latest, settled }, restrictions, time);
    return leave.allowed ? { ...leave, hides: await findHidden(question, leave, restrictions, latest, time) } : leave;
  }

  async function findHidden(
    question: Question,
    { basis, purpose = question.purpose }: { readonly basis: Basis; readonly purpose?: PurposeCode },
    restrictions: readonly Restriction[],
    state: States["latest"],
    time: number,
  ): Promise<readonly HiddenPart[]> {
    const parts = listRestrictedParts(question, { basis, purpose }, restrictions, state, time);
    return parts.length === 0 ? [] : findParts(question.record, parts);
  }

  /** Asks the contract once for each accessor, record and purpose, and again at each new block: it may know of what the index does not yet. */
  async function isConfirmed(question: Question, statement: Statement): Promise<boolean> {
    const { claim, detail } = statement;
    const leave = `${claim.basis} ${claim.grantee} ${claim.allRecords} ${detail}`;
    const key = `${question.accessor} ${question.record} ${question.purpose} ${leave}`;
    const kept = confirmed;
    if (kept.has(key)) return true;
    const basis = await basisOf(statement).catch((cause: unknown) => {
      throw new ChainTooOldError({ cause });
    });
    if (basis !== claim.basis) return false;
    kept.add(key);
    return true;
  }

  async function decideFresh(question: Question, attempt = 1): Promise<Verdict> {
    const block = requireFresh();
    const time = timeOf(block, now());
    const leave = await decideOrdinary(question, block, time);
    if (!leave.allowed) return leave;
    const { basis, claim, detail, hides } = leave;
    const { accessor, record, purpose, action } = question;
    const statement = { accessor, record, time, purpose, action, claim, detail };
    if (!(await isConfirmed(question, statement))) return { allowed: false, reason: "NotConfirmed" };
    // Whatever was waited for, the answer is of this moment: a block that came meanwhile may have taken the leave away.
    const newest = requireFresh();
    if (newest.hash !== block.hash) {
      if (attempt === mostAttempts) throw new ChainTooOldError();
      return decideFresh(question, attempt + 1);
    }
    return { allowed: true, basis, claim, detail, purpose, hides, time, decidedOn: placeOf(block) };
  }

  function requireFresh(): Head {
    const block = head();
    if (block === undefined || !isFresh(block, limits, now())) throw new ChainTooOldError();
    return block;
  }

  async function decideByGlass(question: Question): Promise<Verdict | undefined> {
    const { glass } = question;
    if (glass === undefined) return undefined;
    const block = head();
    const time = timeOf(block, now());
    const state = await readLastState(question);
    const restrictions = await readRestrictions(question, time);
    const request = { ...requestOf(question), purpose: purposeNumber(glass.purpose), emergency: glass };
    const leave = judgeEmergency(request, state, restrictions, time);
    if (!leave.allowed) return leave;
    const { basis, claim, detail } = leave;
    const { purpose } = glass;
    const hides = await findHidden(question, { basis, purpose }, restrictions, state, time);
    return { allowed: true, basis, claim, detail, purpose, hides, time, decidedOn: placeOf(block) };
  }

  async function decideAny(question: Question): Promise<Verdict> {
    if (question.glass === undefined) return decideFresh(question);
    const ordinary = await decideFresh(question).catch(() => undefined); // with a broken glass no failure of the chain counts
    if (ordinary?.allowed && ordinary.hides.length === 0) return ordinary;
    const byGlass = await decideByGlass(question);
    if (ordinary?.allowed) return byGlass?.allowed && byGlass.hides.length < ordinary.hides.length ? byGlass : ordinary;
    return byGlass ?? ordinary ?? { allowed: false, reason: "EmergencyOver" };
  }

  const hiddenIn: LeaveDesk["hiddenIn"] = async (question) => {
    const block = requireFresh();
    const found = await decideOrdinary(question, block, timeOf(block, now()));
    return found.allowed ? found.hides : undefined;
  };

  return {
    decide: decideAny,
    stillHolds: async (question, verdict) => {
      if (!verdict.allowed) return false;
      if (
        verdict.basis === "EMERGENCY" ||
        (head()?.hash === verdict.decidedOn.hash && isFresh(head(), limits, now()))
      ) {
        return true;
      }
      const again = await decideAny(question);
      return again.allowed && again.hides.every((part) => verdict.hides.some((hidden) => isSamePart(part, hidden)));
    },
    mayList: async (question) => (await hiddenIn(question)) !== undefined,
    hiddenIn,
    mayBreakGlass: async (accessor) => {
      const state = await readLastState({ accessor, ...nothing });
      const actor = findAdmitted(accessor, state);
      const time = timeOf(head(), now());
      return (
        actor !== undefined && (actor.roles & ROLES.emergency) !== 0 && judgeValidity(actor, state, time) === "yes"
      );
    },
    time: () => timeOf(head(), now()),
    isFresh: () => isFresh(head(), limits, now()),
    block: () => head()?.hash,
  };
}

function isSamePart(one: HiddenPart, other: HiddenPart): boolean {
  return one.series === other.series && one.instance === other.instance;
}

function requestOf({ accessor, record, purpose, action }: Question): AccessRequest {
  return {
    ...{ accessor, record, part: nothing.record },
    ...{ purpose: purposeNumber(purpose), action: actionNumber(action) },
  };
}

function placeOf(block: Head | undefined): { readonly number: number; readonly hash: Hex } {
  return block === undefined ? { number: 0, hash: nothing.record } : { number: block.number, hash: block.hash };
}
