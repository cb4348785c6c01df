import type { Hex } from "viem";
import { LoginRefusedError } from "./errors.ts";

/** A message to sign in with. Times are as they stand in it. */
export type SiweMessage = {
  readonly domain: string;
  /** In any case. */
  readonly address: Hex;
  readonly statement: string;
  readonly uri: string;
  readonly chainId: number;
  readonly nonce: string;
  readonly issuedAt: string;
  readonly expirationTime?: string | undefined;
  readonly notBefore?: string | undefined;
  readonly requestId?: string | undefined;
  readonly resources: readonly string[];
};

// A whole message and nothing around it. What the standard leaves open, such as a missing statement, a login here does not.
const grammar = new RegExp(
  [
    "^(?<domain>[A-Za-z0-9.\\-]{1,253}(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:]{2,45}\\](?::[0-9]{1,5})?) wants you to sign in with your Ethereum account:",
    "(?<address>0x[0-9a-fA-F]{40})",
    "",
    "(?<statement>[\\x20-\\x7e]{1,500})",
    "",
    "URI: (?<uri>[\\x21-\\x7e]{1,500})",
    "Version: 1",
    "Chain ID: (?<chainId>[1-9][0-9]{0,15})",
    "Nonce: (?<nonce>[A-Za-z0-9]{8,128})",
    "Issued At: (?<issuedAt>[\\x21-\\x7e]{1,40})(?:",
    "Expiration Time: (?<expirationTime>[\\x21-\\x7e]{1,40}))?(?:",
    "Not Before: (?<notBefore>[\\x21-\\x7e]{1,40}))?(?:",
    "Request ID: (?<requestId>[\\x21-\\x7e]{0,100}))?(?:",
    "Resources:(?<resources>(?:",
    "- [\\x21-\\x7e]{1,300}){0,20}))?$",
  ].join("\\n"),
);

/**
 * Takes a text as a message to sign in with, strictly: nothing before, after or between what the standard has there.
 *
 * @throws {LoginRefusedError} when it is none
 * @see EIP-4361
 */
export function parseSiweMessage(text: string): SiweMessage {
  const found = text.length > 10_000 ? undefined : grammar.exec(text)?.groups;
  if (found === undefined) throw new LoginRefusedError("What was signed is no message of EIP-4361.");
  const { domain = "", address, statement = "", uri = "", chainId, nonce = "", issuedAt = "", resources } = found;
  return {
    ...{ domain, address: address as Hex, statement, uri, chainId: Number(chainId), nonce, issuedAt },
    ...{ expirationTime: found.expirationTime, notBefore: found.notBefore, requestId: found.requestId },
    resources: (resources ?? "").split("\n- ").slice(1),
  };
}

/** Writes a message to sign in with, as `parseSiweMessage` takes it. */
export function formatSiweMessage(message: SiweMessage): string {
  const { domain, address, statement, uri, chainId, nonce, issuedAt, resources } = message;
  const optional = [
    message.expirationTime === undefined ? [] : [`Expiration Time: ${message.expirationTime}`],
    message.notBefore === undefined ? [] : [`Not Before: ${message.notBefore}`],
    message.requestId === undefined ? [] : [`Request ID: ${message.requestId}`],
    resources.length === 0 ? [] : ["Resources:", ...resources.map((resource) => `- ${resource}`)],
  ];
  return [
    `${domain} wants you to sign in with your Ethereum account:`,
    ...[address, "", statement, "", `URI: ${uri}`, "Version: 1", `Chain ID: ${chainId}`, `Nonce: ${nonce}`],
    ...[`Issued At: ${issuedAt}`, ...optional.flat()],
  ].join("\n");
}

/**
 * Reads a time of a message.
 *
 * @returns Unix seconds, with their fraction.
 * @throws {LoginRefusedError} when it is no date and time of RFC 3339 with its zone, or in no calendar
 */
export function parseSiweTime(text: string): number {
  const [, date = ""] = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  const milliseconds = Date.parse(text);
  // JavaScript takes 31 February for a day in March.
  const isDay = date !== "" && new Date(Date.parse(`${date}T00:00:00Z`) || 0).toISOString().startsWith(date);
  if (!isDay || Number.isNaN(milliseconds)) throw new LoginRefusedError("A time of the message signed is none.");
  return milliseconds / 1_000;
}
