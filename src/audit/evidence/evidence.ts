import type { Address, Hex } from "viem";
import type { ActorKind, Role } from "../../consent/actors.ts";
import type { Basis } from "../../consent/bases.ts";
import type { Answer } from "../../consent/window.ts";
import type { NoLeave } from "../replay/index.ts";
import type { Bundle } from "../verify/index.ts";

/** What was asked, all of it at once. `null` stands for no limit. */
export type EvidenceQuestion = {
  /** In ascending order. */
  readonly records: readonly Hex[];
  readonly accessor: Address | null;
  /** From this moment on (unix seconds). */
  readonly since: number | null;
  /** Before this moment (unix seconds). */
  readonly until: number | null;
  /** Purpose numbers, in ascending order. */
  readonly purposes: readonly number[] | null;
};

/** Who an account was at the time of an access, by the directory's statements. */
export type Standing = {
  readonly organization: Address;
  readonly kind: ActorKind;
  readonly roles: readonly Role[];
  /** Whether the account, and the organization that speaks for it, were in force then. */
  readonly valid: Answer;
};

/** An access that fits the question. */
export type EvidenceAnswer = {
  /** Its place among the proof's rows, from 0: what it is stands there. */
  readonly row: number;
  /** `null` for an account outside the directory. */
  readonly accessor: Standing | null;
  /** What a replay of all events found it to rest on. */
  readonly replayed: { readonly basis: Basis; readonly permitVersion: number; readonly reason: NoLeave | null };
};

/** What the directory said of an account, and in which event. */
export type DirectoryStatement = {
  readonly account: Address;
  readonly event: "OrganizationAdmitted" | "OrganizationSuspended" | "Admitted" | "Suspended";
  readonly organization: Address;
  /** `null` where the event says none. */
  readonly kind: ActorKind | null;
  readonly roles: readonly Role[];
  readonly from: number | null;
  readonly until: number | null;
  readonly block: number;
  readonly blockTime: number;
  readonly transaction: Hex;
  /** Counts the logs of the block. */
  readonly log: number;
};

/** Names that the maker's vault knew. They identify people: they are in an evidence where that was asked for, and nowhere else. */
export type EvidenceNames = {
  readonly accounts: Readonly<Record<Address, string>>;
  readonly patients: Readonly<Record<string, string>>;
  /** UIDs of records and parts by commitment. */
  readonly uids: Readonly<Record<Hex, string>>;
};

/** What an auditor takes away: everything but the seal. */
export type EvidenceContent = {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly version: typeof EVIDENCE_VERSION;
  readonly howToCheck: readonly string[];
  readonly schema: Readonly<Record<string, string>>;
  readonly chainId: number;
  readonly registry: Address;
  readonly block: { readonly number: number; readonly hash: Hex; readonly time: number };
  readonly question: EvidenceQuestion;
  readonly answers: readonly EvidenceAnswer[];
  /** In the order of the chain; of the accounts that the proof's rows name, and the organizations that spoke for them. */
  readonly directory: readonly DirectoryStatement[];
  /** What the replay found to be wrong with the records asked about, in sentences. */
  readonly differences: readonly string[];
  readonly names: EvidenceNames | null;
  readonly proof: Bundle;
};

export type Seal = {
  readonly algorithm: "sha256";
  /** Over the canonical JSON of everything but the seal. */
  readonly digest: Hex;
  /** Who signed the digest (EIP-191), and how; `null` where nobody did. */
  readonly signer: Address | null;
  readonly signature: Hex | null;
};

/** @see docs/audit.md */
export type Evidence = EvidenceContent & { readonly seal: Seal };

export const EVIDENCE_FORMAT = "fiducial-evidence" as const;
export const EVIDENCE_VERSION = 1 as const;

/** The text that is signed for a digest. */
export function sealMessage(digest: Hex): string {
  return `${EVIDENCE_FORMAT} sha256 ${digest}`;
}
