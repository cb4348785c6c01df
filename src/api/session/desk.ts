import type { Address, Hex } from "viem";
import { bytesOf } from "../../indexer/hex.ts";
import {
  buildMessage,
  buildNonces,
  buildSessions,
  formatSiweMessage,
  LoginRefusedError,
  type OpenSession,
  proveLogin,
  type SignedMessage,
  type SiweMessage,
} from "../../session/index.ts";
import type { Reader } from "../../sql/database.ts";
import type { Index } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";

/** Who is signed in: an account, in lower case. What it may see is looked up at each request. */
export type ApiSession = OpenSession<{ readonly account: Address }>;

/** The desk at which one signs in and shows one's token. Nothing of it is kept on a disk. */
export type Desk = {
  /** Gives out a nonce, with the message to sign. */
  readonly offer: (address: Address, time: number) => { readonly nonce: string; readonly message: string };
  /** @throws {LoginRefusedError} {TooBusyError} */
  readonly signIn: (
    signed: SignedMessage,
    time: number,
  ) => Promise<{ readonly token: string; readonly session: ApiSession }>;
  readonly find: (token: string, time: number) => ApiSession | undefined;
  readonly signOut: (token: string) => void;
};

const STATEMENT = "Sign in to the access log. You see what is yours to see, and nothing is sent or changed by this.";

/** Builds the desk. */
export function buildDesk(
  options: Pick<ApiOptions, "login" | "verifyMessage" | "randomBytes" | "settings">,
  index: Index,
): Desk {
  const { login: terms, verifyMessage, randomBytes, settings } = options;
  const { sessionSeconds, nonceSeconds, mostSessions } = settings;
  const nonces = buildNonces({ lifeSeconds: nonceSeconds, most: 100_000, randomBytes });
  const sessions = buildSessions<{ readonly account: Address }>({
    ...{ lifeSeconds: sessionSeconds, most: mostSessions, randomBytes },
  });

  return {
    offer: (address, time) => {
      const nonce = nonces.issue(time);
      const message = buildMessage({ address, nonce, statement: STATEMENT, resources: [] }, terms, time);
      return { nonce, message: formatSiweMessage(message) };
    },
    signIn: async (signed, time) => {
      const rules = { terms, nonces, verifyMessage, readWish: requireStatement };
      const { account } = await proveLogin(signed, rules, time);
      index.forget(account); // whoever was nobody a moment ago may be somebody now
      const isKnown = await index.ask(account, async ({ reader, standing }) => {
        return standing.actor !== undefined || standing.patients.length > 0 || (await isGrantee(reader, account));
      });
      if (!isKnown) {
        throw new LoginRefusedError(
          "The account is no actor in force, of no patient's side, and was permitted nothing.",
        );
      }
      return sessions.open({ account }, time);
    },
    find: sessions.find,
    signOut: (token) => void sessions.close(token),
  };
}

function requireStatement({ statement, resources }: SiweMessage): void {
  if (statement === STATEMENT && resources.length === 0) return;
  throw new LoginRefusedError("The message signed is not the one of this log. POST /session/nonce gives it.");
}

/** Whether an account was ever permitted something: one outside the directory, such as a second opinion abroad, sees what was done in its name. */
async function isGrantee(reader: Reader, account: Hex): Promise<boolean> {
  return (
    (await reader.get("SELECT 1 AS found FROM permits WHERE grantee = ? LIMIT 1", [bytesOf(account)])) !== undefined
  );
}
