import { randomBytes } from "node:crypto";
import { recoverMessageAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { DeviceToken } from "../../../src/gateway/session/deviceTokens.ts";
import { buildSignIn, type SignInOptions } from "../../../src/gateway/session/signIn.ts";
import type { Session, Viewer } from "../../../src/gateway/session/viewer.ts";
import { buildNonces, buildSessions, type LoginTerms } from "../../../src/session/index.ts";

export const account = privateKeyToAccount(`0x${"11".repeat(32)}`);
export const stranger = privateKeyToAccount(`0x${"22".repeat(32)}`);

export const noon = 1_772_366_400;

export const terms: LoginTerms = {
  domain: "images.example.org",
  uri: "https://images.example.org",
  chainId: 31337,
  messageSeconds: 300,
};

/** Whether the key of an account made the signature; a contract's is another matter. */
export const verifyByKey: SignInOptions["verifyMessage"] = async ({ address, message, signature }) => {
  try {
    return (await recoverMessageAddress({ message, signature })).toLowerCase() === address.toLowerCase();
  } catch {
    return false; // no signature at all
  }
};

/** Builds a desk with everything as it usually is. */
export function buildDesk(changes: Partial<SignInOptions> & { most?: number; devices?: readonly DeviceToken[] } = {}) {
  const ended: Session[] = [];
  const { most = 1_000 } = changes;
  const sessions = buildSessions<Viewer>({
    lifeSeconds: 900,
    most,
    randomBytes,
    onEnd: (session) => ended.push(session),
  });
  const nonces = buildNonces({ lifeSeconds: 300, most, randomBytes });
  const usual = { terms, nonces, sessions, devices: [], verifyMessage: verifyByKey, isValidAccessor: async () => true };
  return { ...buildSignIn({ ...usual, ...changes }), sessions, nonces, ended };
}
