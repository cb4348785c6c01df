import type { Hex } from "../../consent/commitments.ts";
import { PURPOSES, type PurposeCode } from "../../consent/purposes.ts";
import { LoginRefusedError } from "../errors.ts";
import { parseSiweTime, type SiweMessage } from "./siwe.ts";

/** What every message to sign in with has to say. */
export type LoginTerms = {
  /** Host and port of the gateway, as people reach it. */
  readonly domain: string;
  /** Its origin, such as `https://images.example.org`. */
  readonly uri: string;
  readonly chainId: number;
  /** How long a message may be used after it was issued (seconds). */
  readonly messageSeconds: number;
};

/** Who signs in, for what. */
export type Login = { readonly address: Hex; readonly nonce: string; readonly purpose: PurposeCode };

const resourcePrefix = "urn:fiducial:purpose-of-use:";

/** How far a wallet's clock may be ahead of the gateway's (seconds). */
const skew = 60;

/** Builds the message by which an account signs in for a purpose of use. */
export function buildLoginMessage(login: Login, terms: LoginTerms, time: number): SiweMessage {
  const { domain, uri, chainId, messageSeconds } = terms;
  return {
    ...{ domain, uri, chainId, address: login.address, nonce: login.nonce, statement: stateLogin(login.purpose) },
    issuedAt: isoOf(time),
    expirationTime: isoOf(time + messageSeconds),
    resources: [`${resourcePrefix}${login.purpose}`],
  };
}

/**
 * Checks all that a message says, but for the nonce and the signature.
 *
 * @param time - Unix seconds.
 * @throws {LoginRefusedError} when it is for another gateway or chain, too old or too new, or names no purpose of use
 */
export function checkLogin(message: SiweMessage, terms: LoginTerms, time: number): Login {
  const { address, nonce, statement, resources } = message;
  if (message.domain !== terms.domain || message.uri !== terms.uri) {
    throw new LoginRefusedError("The message signed is for another site.");
  }
  if (message.chainId !== terms.chainId) throw new LoginRefusedError("The message signed is for another chain.");
  const purpose = findPurpose(resources);
  if (purpose === undefined) {
    throw new LoginRefusedError(
      "The message signed names no purpose of use, or several. POST /session/nonce gives one.",
    );
  }
  if (statement !== stateLogin(purpose)) {
    throw new LoginRefusedError("The message signed says something else than its purpose of use.");
  }
  checkTimes(message, terms, time);
  return { address: address.toLowerCase() as Hex, nonce, purpose };
}

function checkTimes(message: SiweMessage, terms: LoginTerms, time: number): void {
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

/** What the wallet shows: the purpose in words, beside its code. */
function stateLogin(purpose: PurposeCode): string {
  const display = PURPOSES.find(({ code }) => code === purpose)?.display ?? purpose;
  return `Sign in to see imaging records. Purpose of use: ${display} (${purpose}). What you open is logged in your name.`;
}

function findPurpose(resources: readonly string[]): PurposeCode | undefined {
  const [resource, ...others] = resources;
  if (resource === undefined || others.length > 0) return undefined;
  return PURPOSES.find(({ code }) => resource === `${resourcePrefix}${code}`)?.code;
}

function isoOf(time: number): string {
  return new Date(Math.floor(time) * 1_000).toISOString();
}
