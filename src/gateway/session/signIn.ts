import type { Hex } from "../../consent/commitments.ts";
import type { PurposeCode } from "../../consent/purposes.ts";
import {
  formatSiweMessage,
  LoginRefusedError,
  type LoginRules,
  type LoginTerms,
  type Nonces,
  proveLogin,
  type Sessions,
  type SignedMessage,
} from "../../session/index.ts";
import { type DeviceToken, findDevice } from "./deviceTokens.ts";
import { buildLoginMessage, readPurpose } from "./loginTerms.ts";
import type { Session, Viewer } from "./viewer.ts";

export type SignInOptions = {
  readonly terms: LoginTerms;
  readonly nonces: Nonces;
  readonly sessions: Sessions<Viewer>;
  readonly devices: readonly DeviceToken[];
  readonly verifyMessage: LoginRules<PurposeCode>["verifyMessage"];
  /** Whether an account is somebody who may ask here at `time`: an actor in force, or of a patient's side. */
  readonly isValidAccessor: (account: Hex, time: number) => Promise<boolean>;
};

/** What a wallet needs to sign in. */
export type LoginOffer = {
  readonly nonce: string;
  /** The whole message, ready to be signed, where the account was named. */
  readonly message: string | undefined;
};

/** Says who is asking. */
export type SignIn = {
  readonly offer: (wish: { address?: Hex | undefined; purpose: PurposeCode }, time: number) => LoginOffer;
  /**
   * Opens a session for whoever signed the message.
   *
   * @throws {LoginRefusedError} when message, nonce, signature or account does not hold
   * @throws {TooBusyError} when there are as many sessions as there may be
   */
  readonly signIn: (
    signed: SignedMessage,
    time: number,
  ) => Promise<{ readonly token: string; readonly session: Session }>;
  /** Finds the session of a token: of one who signed in, or of a device with a token of its own. */
  readonly identify: (token: string, time: number) => Promise<Session | undefined>;
  readonly signOut: (token: string) => void;
};

/** Builds the desk at which one signs in and shows one's token. */
export function buildSignIn(options: SignInOptions): SignIn {
  const { terms, nonces, sessions, devices, verifyMessage, isValidAccessor } = options;
  const ofDevices = new Map<Hex, string>(); // by the digest of a device's token, the token of its present session

  async function identifyDevice(token: string, time: number): Promise<Session | undefined> {
    const known = findDevice(devices, token);
    if (known === undefined) return undefined;
    const { digest, device, purpose } = known;
    const open = sessions.find(ofDevices.get(digest) ?? "", time);
    if (open !== undefined) return open;
    if (!(await isValidAccessor(device, time))) return undefined;
    const raced = sessions.find(ofDevices.get(digest) ?? "", time);
    if (raced !== undefined) return raced;
    const opened = sessions.open({ accessor: device.toLowerCase() as Hex, purpose, by: "token" }, time);
    ofDevices.set(digest, opened.token);
    return opened.session;
  }

  return {
    offer: ({ address, purpose }, time) => {
      const nonce = nonces.issue(time);
      if (address === undefined) return { nonce, message: undefined };
      return { nonce, message: formatSiweMessage(buildLoginMessage({ address, nonce, purpose }, terms, time)) };
    },
    signIn: async (signed, time) => {
      const rules = { terms, nonces, verifyMessage, readWish: readPurpose };
      const { account, wish: purpose } = await proveLogin(signed, rules, time);
      if (!(await isValidAccessor(account, time))) {
        throw new LoginRefusedError("The account is no actor in force, and of no patient's side.");
      }
      return sessions.open({ accessor: account, purpose, by: "signature" }, time);
    },
    identify: async (token, time) => sessions.find(token, time) ?? identifyDevice(token, time),
    signOut: (token) => {
      sessions.close(token);
    },
  };
}
