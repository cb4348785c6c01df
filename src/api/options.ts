import type { Address } from "viem";
import type { Request } from "../audit/prove/index.ts";
import type { RegistryEvent, Sent } from "../client/viem/index.ts";
import type { SignedCall } from "../consent/joinSignatures.ts";
import type { WatchStep } from "../indexer/watch.ts";
import type { LoginRules, LoginTerms, RandomBytes } from "../session/index.ts";
import type { Reader } from "../sql/database.ts";
import type { RunAside } from "./aside/jobs.ts";
import type { MakeEvidence } from "./proofs/evidenceRoute.ts";
import type { PublishedDirectory } from "./questions/names.ts";
import type { RequestStore } from "./requests/requestStore.ts";

/** What the custodian or consortium chooses. */
export type ApiSettings = {
  /** Whether people reach the API by TLS, here or at a proxy before it. */
  readonly tls: boolean;
  readonly sessionSeconds: number;
  readonly nonceSeconds: number;
  readonly mostSessions: number;
  readonly requestsPerMinute: number;
  readonly loginsPerMinute: number;
  readonly proofsPerMinute: number;
  /** For each signer. */
  readonly relaysPerMinute: number;
  /** How long it is kept which patients an account may be of (seconds). */
  readonly candidateSeconds: number;
  /** What is not there, and what is empty, is answered at a multiple of this after it came (milliseconds), so that the time says nothing. */
  readonly emptyMs: number;
  /** The oldest that the last indexed block may be for the API to be ready (seconds). */
  readonly mostAgeSeconds: number;
};

/** Which registry the API is about, as it says to everybody. The chain's id is that of the login. */
export type RegistryNotice = {
  readonly address: Address;
  readonly startBlock: number;
  /** As a wallet shall call it. */
  readonly chainName: string;
  /** A node that wallets may ask. It is told to everybody, so never one with a token in its address. */
  readonly rpcUrl?: string | undefined;
  /** Whether everything is made up, to be tried. */
  readonly demo: boolean;
};

export type ApiOptions = {
  readonly login: LoginTerms;
  readonly registry: RegistryNotice;
  /** The directories that organizations signed, each verified; none when not given. */
  readonly directories?: readonly PublishedDirectory[] | undefined;
  readonly verifyMessage: LoginRules<unknown>["verifyMessage"];
  /** Reads one unchanging state of the index. */
  readonly read: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>;
  /** Does what takes long, beside everything else; without it each waits for the other. */
  readonly runAside?: RunAside | undefined;
  /** Makes evidences; without it there are none. */
  readonly makeEvidence?: MakeEvidence | undefined;
  /** Asks a node of the chain, for counts and proofs. */
  readonly request: Request;
  /** Pays for what patients sign; without it nothing is relayed. */
  readonly relayer?:
    | {
        /** Sends a signed act and waits until it is mined. */
        readonly send: (
          call: SignedCall,
        ) => Promise<Sent & { readonly events: readonly Pick<RegistryEvent, "eventName">[] }>;
        /** In wei. */
        readonly readBalance: () => Promise<bigint>;
        /** Below this it is not ready (wei). Zero where gas is free. */
        readonly leastBalance: bigint;
      }
    | undefined;
  /** Where actors' requests for leave are kept; without it there are none. */
  readonly requests?:
    | {
        readonly store: RequestStore;
        /** Of one asker. */
        readonly perMinute: number;
      }
    | undefined;
  /** Watches the index for all accesses, until the signal; without it there are no live events. */
  readonly watch?: ((signal: AbortSignal) => AsyncIterable<WatchStep>) | undefined;
  /** The present (unix seconds). */
  readonly now: () => number;
  readonly sleep: (timeMs: number) => Promise<void>;
  readonly randomBytes: RandomBytes;
  readonly settings: ApiSettings;
  /** Where log lines go; without it nowhere. */
  readonly logStream?: { readonly write: (line: string) => void } | undefined;
};
