import type { Anchor, AnchorOptions, AnchorStep, Waiting } from "./anchor.ts";
import { buildBatches } from "./batches.ts";
import type { GatewayOnChain } from "./chainPort.ts";
import { AnchorHaltedError } from "./errors.ts";

/** What is being done in a step, as far as it has come. */
type Doing = { -readonly [Name in keyof AnchorStep]: AnchorStep[Name] };

/** Builds the anchor of a journal. Sends nothing yet. */
export function buildAnchor(options: AnchorOptions): Anchor {
  const { journal, chain, clock, heartbeatSeconds, graceSeconds } = options;
  const batches = buildBatches(options);
  let logged = journal.state().finalEntry;
  let isRetired = false;
  let failures = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** Reads how the chain stands; what is sent afterwards rests on it. */
  async function look(doing: Doing): Promise<GatewayOnChain> {
    // In this order: a transaction that is mined between the two is in the count.
    const isInFlight = await chain.isInFlight();
    const state = await chain.gateway();
    const { lastEntry, finalEntry } = journal.state();
    if (state.entryCount > lastEntry) throw new AnchorHaltedError("JournalBehind");
    if (state.entryCount < finalEntry) throw new AnchorHaltedError("FinalTakenBack");
    if (state.retired && state.entryCount < lastEntry) throw new AnchorHaltedError("RetiredEarly");
    [logged, isRetired] = [state.entryCount, state.retired];
    if (isInFlight) doing.isInFlight = true;
    return state;
  }

  async function noteFinal(): Promise<void> {
    const finalCount = await chain.finalEntryCount();
    await journal.noteFinal(Math.min(finalCount, logged), clock());
  }

  async function beat(): Promise<AnchorStep["beat"]> {
    const at = clock();
    const { journal: word } = await journal.seal(at);
    const nextBy = at + heartbeatSeconds + graceSeconds;
    await chain.heartbeat(word, nextBy);
    return { journal: word, nextBy };
  }

  async function doWhatIsDue(doing: Doing, when: "due" | "now"): Promise<void> {
    let state = await look(doing);
    const batch = isRetired || doing.isInFlight ? [] : batches.next(logged, when);
    if (batch.length > 0) {
      // A batch that is refused keeps no heartbeat back.
      doing.logged = await batches.send(logged + 1, batch).catch((error: unknown) => {
        doing.error = error;
        return undefined;
      });
      state = await look(doing);
    }
    await noteFinal();
    if (isRetired || doing.isInFlight) return;
    if (clock() >= state.nextBy - graceSeconds) doing.beat = await beat();
  }

  async function doRetire(doing: Doing): Promise<void> {
    await look(doing);
    if (isRetired || doing.isInFlight) return;
    doing.beat = await beat();
    await chain.retire();
    await look(doing);
  }

  /** Does one thing at a time, whoever asks. What goes wrong is in the step, but for what somebody has to look at. */
  function attempt(work: (doing: Doing) => Promise<void>): Promise<AnchorStep> {
    const step = turn.then(async () => {
      const doing: Doing = {};
      try {
        await work(doing);
      } catch (error) {
        if (error instanceof AnchorHaltedError) throw error;
        doing.error ??= error;
      }
      failures = doing.error === undefined ? 0 : failures + 1;
      return doing;
    });
    turn = step.catch(() => undefined); // whoever asked for it has the error
    return step;
  }

  /** Works until it is done; says false where the signal was aborted before. */
  async function until(
    isDone: () => boolean,
    work: (doing: Doing) => Promise<void>,
    waiting: Waiting,
  ): Promise<boolean> {
    const { signal, sleep, intervalMs, maxIntervalMs, onStep } = waiting;
    while (!signal.aborted) {
      const step = await attempt(work);
      onStep?.(step);
      if (isDone()) return true;
      const goesOn = step.logged !== undefined && failures === 0 && batches.next(logged, "due").length > 0;
      if (!goesOn) await sleep(Math.min(maxIntervalMs, intervalMs * 2 ** failures), signal);
    }
    return false;
  }

  const logDue = (doing: Doing): Promise<void> => doWhatIsDue(doing, "due");
  const logAll = (doing: Doing): Promise<void> => doWhatIsDue(doing, "now");

  return {
    step: (when = "due") => attempt(when === "now" ? logAll : logDue),
    run: async (waiting) => {
      await until(() => false, logDue, waiting);
    },
    drain: (waiting) => until(() => logged === journal.state().lastEntry, logAll, waiting),
    retire: async (waiting) => {
      await journal.retire(clock());
      // Before it is retired: what a reorganisation took back afterwards could not be logged again.
      const isFinal = (): boolean => journal.state().finalEntry === journal.state().lastEntry;
      return (await until(isFinal, logAll, waiting)) && until(() => isRetired, doRetire, waiting);
    },
    lag: () => {
      const { lastEntry, finalEntry } = journal.state();
      const [oldest] = journal.entriesAfter(logged, 1);
      return {
        entries: lastEntry - logged,
        ageSeconds: oldest === undefined ? 0 : Math.max(0, clock() - oldest.time),
        notFinal: lastEntry - finalEntry,
        failures,
        refusedEntry: batches.refusedEntry(),
      };
    },
  };
}
