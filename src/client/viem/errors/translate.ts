import {
  BaseError,
  type Hex,
  HttpRequestError,
  isHex,
  SocketClosedError,
  TimeoutError,
  WebSocketRequestError,
} from "viem";
import { hostOf, NodeRefusedError, NodeUnreachableError } from "./connection.ts";
import { decodeRefusal } from "./refusals.ts";
import { CannotPayError, SigningDeclinedError } from "./transaction.ts";

/** EIP-1193, "Provider Errors". */
const userRejected = 4001;
const disconnected = [4900, 4901];

/**
 * Waits for what a node was asked, and turns what can go wrong there into an error of this project.
 *
 * viem's own errors are not kept as causes: their text repeats the whole request, signatures included, and the node's address with its
 * credentials. Of a mistake in the arguments, found before the node is asked, viem's innermost explanation is kept.
 *
 * @throws {RefusedError} when the contract refused
 * @throws {NodeUnreachableError} when no node answers
 * @throws {CannotPayError} when the account has not enough ether
 * @throws {SigningDeclinedError} when the wallet's owner declined
 * @throws {NodeRefusedError} when the node answered with any other error
 */
export async function translated<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof BaseError ? translate(error) : error;
  }
}

function translate(error: BaseError): Error {
  const causes = causesOf(error);
  const data = causes.map(findRevertData).find((found) => found !== undefined);
  if (data !== undefined) return decodeRefusal(data);
  const unreachable = causes.map(findUnreachable).find((found) => found !== undefined);
  if (unreachable !== undefined) return unreachable;

  const codes = causes.map((cause) => ("code" in cause ? cause.code : undefined));
  if (codes.includes(userRejected)) return new SigningDeclinedError();
  if (codes.some((code) => disconnected.includes(Number(code)))) return new NodeUnreachableError(undefined);
  if (codes.every((code) => code === undefined)) return causes.findLast((cause) => cause instanceof Error) ?? error;
  const words = causes.flatMap((cause) => ("details" in cause && cause.details ? [String(cause.details)] : []));
  const details = words.at(-1) ?? error.shortMessage;
  if (/insufficient funds|enough funds|exceeds .*balance/i.test(details)) return new CannotPayError();
  return /\breverted\b/i.test(details) ? decodeRefusal("0x") : new NodeRefusedError(details);
}

function causesOf(error: unknown): object[] {
  if (typeof error !== "object" || error === null) return [];
  return [error, ...("cause" in error ? causesOf(error.cause) : [])];
}

/** Nodes put it into the error's `data`, or one level below. */
function findRevertData(cause: object): Hex | undefined {
  if (!("data" in cause)) return undefined;
  if (isHex(cause.data)) return cause.data;
  return typeof cause.data === "object" && cause.data !== null ? findRevertData(cause.data) : undefined;
}

function findUnreachable(cause: object): NodeUnreachableError | undefined {
  if (cause instanceof HttpRequestError) return new NodeUnreachableError(hostOf(cause.url), cause.status);
  const isSilent =
    cause instanceof TimeoutError || cause instanceof WebSocketRequestError || cause instanceof SocketClosedError;
  return isSilent ? new NodeUnreachableError(hostOf(cause.url)) : undefined;
}
