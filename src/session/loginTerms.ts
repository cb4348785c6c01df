import { getAddress, type Hex } from "viem";
import { LoginRefusedError } from "./errors.ts";
import { parseSiweTime, type SiweMessage } from "./siwe.ts";

/** What every message to sign in with has to say. */
export type LoginTerms = {
  /** Host and port of the site, as people reach it. */
  readonly domain: string;
  /** Its origin, such as `https://images.example.org`. */
  readonly uri: string;
  readonly chainId: number;
  /** How long a message may be used after it was issued (seconds). */
  readonly messageSeconds: number;
};

/** How far a wallet's clock may be ahead of the site's (seconds). */
const skew = 60;

/** Builds a message to sign in with, on the terms of a site. `time` is when it is issued (unix seconds). */
export function buildMessage(
  said: {
    readonly address: Hex;
    readonly nonce: string;
    readonly statement: string;
    readonly resources: readonly string[];
  },
  { domain, uri, chainId, messageSeconds }: LoginTerms,
  time: number,
): SiweMessage {
  const { address, nonce, statement, resources } = said;
  return {
    // With its checksum: wallets take the message for none to sign in with otherwise.
    ...{ domain, uri, chainId, address: getAddress(address), nonce, statement, resources },
    ...{ issuedAt: isoOf(time), expirationTime: isoOf(time + messageSeconds) },
  };
}

/**
 * Checks a message against the terms of a site: whose it is, for which chain, and whether it holds at `time` (unix seconds).
 *
 * @throws {LoginRefusedError} when it is for another site or chain, too old or too new
 */
export function checkTerms(message: SiweMessage, terms: LoginTerms, time: number): void {
  if (message.domain !== terms.domain || message.uri !== terms.uri) {
    throw new LoginRefusedError("The message signed is for another site.");
  }
  if (message.chainId !== terms.chainId) throw new LoginRefusedError("The message signed is for another chain.");
  const { expirationTime, notBefore } = message;
  if (expirationTime === undefined)
    throw new LoginRefusedError("The message signed does not say until when it is valid.");
  const issuedAt = parseSiweTime(message.issuedAt);
  const from = notBefore === undefined ? issuedAt : parseSiweTime(notBefore);
  if (issuedAt > time + skew || from > time + skew) throw new LoginRefusedError("The message signed is not valid yet.");
  if (parseSiweTime(expirationTime) <= time || issuedAt + terms.messageSeconds <= time) {
    throw new LoginRefusedError("The message signed is not valid any more. Ask for a new nonce.");
  }
}

function isoOf(time: number): string {
  return new Date(Math.floor(time) * 1_000).toISOString();
}
