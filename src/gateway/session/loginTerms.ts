import type { Hex } from "../../consent/commitments.ts";
import { PURPOSES, type PurposeCode } from "../../consent/purposes.ts";
import { buildMessage, LoginRefusedError, type LoginTerms, type SiweMessage } from "../../session/index.ts";

/** Who signs in, for what. */
export type Login = { readonly address: Hex; readonly nonce: string; readonly purpose: PurposeCode };

const resourcePrefix = "urn:fiducial:purpose-of-use:";

/** Builds the message by which an account signs in for a purpose of use. */
export function buildLoginMessage({ address, nonce, purpose }: Login, terms: LoginTerms, time: number): SiweMessage {
  const said = { address, nonce, statement: stateLogin(purpose), resources: [`${resourcePrefix}${purpose}`] };
  return buildMessage(said, terms, time);
}

/**
 * Reads from a message what it is signed for.
 *
 * @throws {LoginRefusedError} when it names no purpose of use, several, or another one in words than by its code
 */
export function readPurpose({ resources, statement }: SiweMessage): PurposeCode {
  const purpose = findPurpose(resources);
  if (purpose === undefined) {
    throw new LoginRefusedError(
      "The message signed names no purpose of use, or several. POST /session/nonce gives one.",
    );
  }
  if (statement !== stateLogin(purpose)) {
    throw new LoginRefusedError("The message signed says something else than its purpose of use.");
  }
  return purpose;
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
