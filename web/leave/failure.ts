import { BeyondPowerError } from "./errors.ts";

/** The failures that the pages have words of their own for: what happened, and what to do. */
export const FAILURES = [
  "declined",
  "wrongChain",
  "accountChanged",
  "mayNot",
  "beyondPower",
  "noWallet",
  "offline",
  "nodeLost",
  "relayerEmpty",
  "noRelay",
  "deadline",
  "used",
  "busy",
  "maybeSent",
  "signedOut",
  "refused",
  "unknown",
] as const;

export type FailureId = (typeof FAILURES)[number];

/** A failure as a page shows it: its words by `id`, what to press, and beneath "Details" what was said. */
export type Shown = {
  readonly id: FailureId;
  /** What helps: to ask again, to change the wallet's chain, to sign in again, to look what came of it, or nothing here. */
  readonly remedy: "again" | "switchChain" | "signIn" | "look" | "none";
  readonly code: string;
  readonly detail: string;
  /** When the power of whoever acts for the patient ends (unix seconds), where that was too soon. */
  readonly powerEnds: number | undefined;
};

const BY_CODE: Readonly<Record<string, FailureId>> = {
  SigningDeclined: "declined",
  WrongChain: "wrongChain",
  AccountChanged: "accountChanged",
  MayNotConsent: "mayNot",
  NotActingFor: "mayNot",
  NotController: "mayNot",
  BeyondPower: "beyondPower",
  OutlastsPower: "beyondPower",
  NoWallet: "noWallet",
  NoAccount: "noWallet",
  NodeUnreachable: "nodeLost",
  NodeRefused: "nodeLost",
  NodeUnavailable: "nodeLost",
  UnusableAnswer: "nodeLost",
  UnreadableAnswer: "nodeLost",
  NoRegistry: "nodeLost",
  RelayerCannotPay: "relayerEmpty",
  CannotPay: "relayerEmpty",
  NoSuchPath: "noRelay",
  DeadlinePassed: "deadline",
  SignatureExpired: "deadline",
  WrongSignature: "used",
  TransactionReverted: "used",
  TooBusy: "busy",
  TooManyRequests: "busy",
  NotMined: "maybeSent",
  TransactionReplaced: "maybeSent",
  NoSession: "signedOut",
  Unreachable: "offline",
};

const REMEDIES: Partial<Record<FailureId, Shown["remedy"]>> = {
  wrongChain: "switchChain",
  mayNot: "none",
  beyondPower: "none",
  noRelay: "none",
  maybeSent: "look",
  signedOut: "signIn",
};

/**
 * Says what a failure of signing and sending is to the reader.
 *
 * @param error - Whatever was thrown: errors of the client, answers of the API, or what the browser says when there is no network.
 * @param isSent - Whether it was signed and on its way: an answer that never came may have been an act that was done.
 */
export function showFailure(error: unknown, isSent: boolean): Shown {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : "";
  const powerEnds = error instanceof BeyondPowerError ? error.until : undefined;
  const found = BY_CODE[code] ?? idOfOther(error);
  const id = isSent && found === "offline" ? "maybeSent" : found;
  return { id, remedy: REMEDIES[id] ?? "again", code, detail, powerEnds };
}

function idOfOther(error: unknown): FailureId {
  const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 0;
  if (status === 401) return "signedOut";
  if (status === 422 || status === 400) return "refused";
  return status === 502 || status === 503 ? "nodeLost" : "unknown";
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : String(error.code);
}
