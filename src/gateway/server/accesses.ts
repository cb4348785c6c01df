import type { Hex } from "../../consent/commitments.ts";
import type { AccessEntry, Appended, Journal } from "../journal/index.ts";

/** An access of a session that is in the journal, and the receipt for it. */
export type Logged = { readonly appended: Appended; readonly receipt: string; readonly isNew: boolean };

/** Logs each access of a viewing session once, and every request for it. */
export type Accesses = {
  /**
   * Logs a request, and with it its access, unless the session has logged the same one: the same accessor, record, part, purpose and action, and the
   * same broken glass. Those that come at once share one entry.
   *
   * @param brokenAt - When the glass was broken that it rests on; zero for any other leave.
   * @param route - What was asked for, as it was parsed.
   * @throws What the journal throws; then nothing may be served
   */
  readonly log: (entry: AccessEntry, brokenAt: number, route: string) => Promise<Logged>;
  /** Forgets a session that is over. */
  readonly forget: (session: Hex) => void;
};

/** Builds an empty list of what sessions have logged. */
export function buildAccesses(
  journal: Pick<Journal, "append" | "appendRequest">,
  signReceipt: (appended: Appended) => Promise<string>,
): Accesses {
  const bySession = new Map<Hex, Map<string, Promise<Omit<Logged, "isNew">>>>();

  async function append(entry: AccessEntry, route: string): Promise<Omit<Logged, "isNew">> {
    const appended = await journal.append(entry, route);
    return { appended, receipt: await signReceipt(appended) };
  }

  return {
    log: async (entry, brokenAt, route) => {
      const { session, accessor, record, part, purpose, action } = entry;
      const logged = bySession.get(session) ?? new Map<string, Promise<Omit<Logged, "isNew">>>();
      bySession.set(session, logged);
      const key = `${accessor} ${record} ${part} ${purpose} ${action} ${brokenAt}`;
      const before = logged.get(key);
      if (before !== undefined) {
        const { appended, receipt } = await before;
        const { entryNumber } = appended;
        await journal.appendRequest({ at: entry.time, session, entryNumber, route });
        return { appended, receipt, isNew: false };
      }
      const appending = append(entry, route);
      logged.set(key, appending);
      try {
        return { ...(await appending), isNew: true };
      } catch (error) {
        logged.delete(key);
        throw error;
      }
    },
    forget: (session) => {
      bySession.delete(session);
    },
  };
}
