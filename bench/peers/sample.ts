import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

/** What every peer is given to hold: the consent and the accesses that our own contract is measured with. */
export type Sample = {
  readonly patient: HardhatEthersSigner;
  readonly gateway: HardhatEthersSigner;
  readonly relayer: HardhatEthersSigner;
  readonly grantee: string;
  readonly scope: string;
  readonly purposes: bigint;
  readonly kinds: bigint;
  /** Unix seconds, exclusive. */
  readonly until: bigint;
  /** Builds the i-th access of a batch; the number of the patient goes with the record. */
  readonly buildEntry: (i: number) => {
    readonly record: string;
    readonly part: string;
    readonly what: bigint;
    readonly patient: number;
  };
};
