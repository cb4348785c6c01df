import type { Hex } from "../../consent/commitments.ts";
import type { PurposeCode } from "../../consent/purposes.ts";
import type { Uid } from "../../dicom/index.ts";
import type { LoginTerms, RandomBytes } from "../../session/index.ts";
import type { Archive } from "../archive.ts";
import type { Target } from "../dicomweb/index.ts";
import type { Appended, Journal } from "../journal/index.ts";
import type { Head, LeaveDesk } from "../leave/index.ts";
import type { DeviceToken, SignInOptions } from "../session/index.ts";

/** What a target is to the vault. */
export type Resolved = {
  readonly record: Hex;
  /** The smallest part asked for that is registered; zero for the whole record. */
  readonly part: Hex;
  readonly patient: number;
};

/** An access in an emergency that was just logged: its notice and its review are due. */
export type Emergency = {
  readonly accessor: Hex;
  readonly record: Hex;
  readonly part: Hex;
  readonly patient: number;
  readonly reason: number;
  /** Unix seconds, as `time` and `reviewBy` are. */
  readonly brokenAt: number;
  readonly time: number;
  readonly entryNumber: number;
  /** By when the review is due, if the access came to the chain now. */
  readonly reviewBy: number;
};

/** How the rest of the gateway stands, for whoever watches over it. */
export type Standing = {
  readonly head: Head | undefined;
  /** How long the oldest entry has not been on the chain for good (seconds); zero where all are. */
  readonly anchoringDelaySeconds: number;
  /** Whether that is within what the receipts promise. */
  readonly isAnchoringInTime: boolean;
  readonly isArchiveUp: boolean;
};

export type GatewayOptions = {
  readonly login: LoginTerms;
  readonly devices: readonly DeviceToken[];
  readonly verifyMessage: SignInOptions["verifyMessage"];
  readonly isValidAccessor: SignInOptions["isValidAccessor"];
  readonly leave: LeaveDesk;
  readonly journal: Pick<Journal, "append" | "appendRefusal" | "appendRequest" | "appendEmergency" | "state">;
  /** Finds what a target is to the vault; `undefined` where it is nothing of the custodian's, or names parts that are not within each other. */
  readonly resolve: (target: Target) => Promise<Resolved | undefined>;
  /** Lists the studies that somebody may see. It may be some seconds old: each result is decided anew. */
  readonly listPermitted: (accessor: Hex, purpose: PurposeCode) => Promise<readonly Uid[]>;
  /** Whether an account stores studies for the custodian. */
  readonly mayStore: (accessor: Hex, time: number) => Promise<boolean>;
  readonly archive: Pick<Archive, "stream" | "json" | "store">;
  /** Signs for an entry, as the value of the receipt's header. */
  readonly signReceipt: (appended: Appended) => Promise<string>;
  /** Is told of each access in an emergency. It must not fail; nobody waits for it. */
  readonly onEmergency: (emergency: Emergency) => void;
  readonly standing: () => Promise<Standing>;
  /** The present (unix seconds). */
  readonly now: () => number;
  /** A clock for how long things take (milliseconds, from any moment on). */
  readonly clock: () => number;
  readonly sleep: (timeMs: number) => Promise<void>;
  readonly randomBytes: RandomBytes;
  readonly settings: GatewaySettings;
  /** Where log lines go; without it nowhere. */
  readonly logStream?: { readonly write: (line: string) => void };
};

/** What the custodian chooses. */
export type GatewaySettings = {
  /** Whether people reach the gateway by TLS, here or at a proxy before it. */
  readonly tls: boolean;
  /** Origins of other pages that may ask with a token of their own. */
  readonly origins: readonly string[];
  readonly sessionSeconds: number;
  readonly nonceSeconds: number;
  readonly mostSessions: number;
  readonly requestsPerMinute: number;
  readonly loginsPerMinute: number;
  /** The largest study part that may be stored (bytes). */
  readonly storeBytes: number;
  /** What is refused is answered at a multiple of this after it came (milliseconds), so that the time says nothing. */
  readonly refusalMs: number;
};
