import type { Hex } from "viem";
import { TooBusyError } from "./errors.ts";
import { digestToken, makeToken, type RandomBytes } from "./tokens.ts";

/** A session, with what is known of who is signed in. */
export type OpenSession<Who> = Who & {
  /** Names the session. It is no token: who knows it can do nothing with it. */
  readonly id: Hex;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
};

/** The sessions of a site, kept in memory alone: a restart ends them all. */
export type Sessions<Who> = {
  /** Opens a session with a token that was never used before. @throws {TooBusyError} when there are as many as there may be */
  readonly open: (who: Who, time: number) => { token: string; session: OpenSession<Who> };
  /** `undefined` when there is none with this token, or it is over. */
  readonly find: (token: string, time: number) => OpenSession<Who> | undefined;
  /** Ends the session with a token, if there is one. */
  readonly close: (token: string) => OpenSession<Who> | undefined;
  readonly count: (time: number) => number;
};

/**
 * Builds an empty list of sessions. Of a token only its digest is kept.
 *
 * @param options.lifeSeconds - How long a session lasts. Nothing prolongs it.
 * @param options.most - How many there can be at once.
 * @param options.onEnd - Is told of each session that is over.
 */
export function buildSessions<Who>(options: {
  readonly lifeSeconds: number;
  readonly most: number;
  readonly randomBytes: RandomBytes;
  readonly onEnd?: (session: OpenSession<Who>) => void;
}): Sessions<Who> {
  const { lifeSeconds, most, randomBytes, onEnd = () => undefined } = options;
  const sessions = new Map<string, OpenSession<Who>>(); // in the order of their ends, as all last equally long

  function forget(time: number): void {
    for (const [key, session] of sessions) {
      if (session.until > time) return;
      sessions.delete(key);
      onEnd(session);
    }
  }

  return {
    open: (who, time) => {
      forget(time);
      if (sessions.size >= most) throw new TooBusyError();
      const token = makeToken(randomBytes);
      const id: Hex = `0x${Buffer.from(randomBytes(32)).toString("hex")}`;
      const session: OpenSession<Who> = { ...who, id, from: time, until: time + lifeSeconds };
      sessions.set(keyOf(token), session);
      return { token, session };
    },
    find: (token, time) => {
      const session = sessions.get(keyOf(token));
      return session !== undefined && session.from <= time && time < session.until ? session : undefined;
    },
    close: (token) => {
      const key = keyOf(token);
      const session = sessions.get(key);
      if (session === undefined) return undefined;
      sessions.delete(key);
      onEnd(session);
      return session;
    },
    count: (time) => {
      forget(time);
      return sessions.size;
    },
  };
}

/** Looking up a digest takes as long whichever it is: how much of a guessed token is right can't be measured. */
function keyOf(token: string): string {
  return digestToken(token).toString("base64");
}
