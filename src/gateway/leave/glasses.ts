import type { Hex } from "../../consent/commitments.ts";
import { type BrokenGlass, EMERGENCY_TIME } from "../../consent/emergencies.ts";

/** A glass that was broken in a session: for one study, and for a purpose of emergencies. */
export type Glass = BrokenGlass & {
  readonly session: Hex;
  /** The study's UID as it was given: whether there is such a study shows only when it is asked for. */
  readonly study: string;
  readonly purpose: "BTG" | "ETREAT";
  /** Last second at which it gives access (unix). */
  readonly until: number;
};

/** The glasses broken in the sessions that are open. In memory alone: after a restart the glass is broken again. */
export type Glasses = {
  /** Breaks the glass anew, in place of the one before. */
  readonly break: (glass: Omit<Glass, "until">) => Glass;
  readonly find: (session: Hex, study: string) => Glass | undefined;
  /** Ends all of a session, and gives them. */
  readonly mend: (session: Hex) => readonly Glass[];
};

/** Builds an empty list of glasses. */
export function buildGlasses(): Glasses {
  const bySession = new Map<Hex, Map<string, Glass>>();
  return {
    break: (given) => {
      const glass = { ...given, until: given.brokenAt + EMERGENCY_TIME };
      const glasses = bySession.get(given.session) ?? new Map<string, Glass>();
      bySession.set(given.session, glasses.set(given.study, glass));
      return glass;
    },
    find: (session, study) => bySession.get(session)?.get(study),
    mend: (session) => {
      const glasses = [...(bySession.get(session)?.values() ?? [])];
      bySession.delete(session);
      return glasses;
    },
  };
}
