/** The operations that are compared with peers. Batch figures are per access. */
export const OPERATIONS = [
  "permit",
  "permitBySignatureFirst",
  "permitBySignatureNext",
  "revoke",
  "accessSingle",
  "accessBatch100",
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** The gas of each operation; null where the contract has no such thing. */
export type OperationGas = Readonly<Record<Operation, number | null>>;

/** What each peer takes for the same; null for a peer that could not be brought. */
export type PeerGas = {
  /** The Ethereum Attestation Service: a consent and an access as attestations. */
  readonly eas: OperationGas | null;
  /** Structs of strings in storage. */
  readonly stringLog: OperationGas;
  /** A contract for each consent and each access. */
  readonly contractEach: OperationGas;
  /** A yes or no and an event: not judged, not numbered. */
  readonly plainEvent: OperationGas;
};

export type PeerRatios = Readonly<Record<keyof PeerGas, OperationGas | null>>;

const LABELS: Readonly<Record<Operation, string>> = {
  permit: "permit, direct",
  permitBySignatureFirst: "permit, by signature, first",
  permitBySignatureNext: "permit, by signature, next",
  revoke: "revoke",
  accessSingle: "access, single",
  accessBatch100: "access, in a batch",
};
const HEADINGS: Readonly<Record<keyof PeerGas, string>> = {
  eas: "EAS",
  stringLog: "string log",
  contractEach: "contract each",
  plainEvent: "plain event",
};
const PEERS = ["eas", "stringLog", "contractEach", "plainEvent"] as const;
const NONE = "-";

/** Says how many times our gas each peer takes, to three places; null where there is nothing to compare. */
export function listRatios(ours: OperationGas, peers: PeerGas): PeerRatios {
  const compare = (peer: OperationGas | null): OperationGas | null => {
    if (peer === null) return null;
    const ratios = OPERATIONS.map((operation) => {
      const [theirs, own] = [peer[operation], ours[operation]];
      return [operation, theirs === null || own === null ? null : Math.round((theirs / own) * 1000) / 1000];
    });
    return Object.fromEntries(ratios) as OperationGas;
  };
  return {
    eas: compare(peers.eas),
    stringLog: compare(peers.stringLog),
    contractEach: compare(peers.contractEach),
    plainEvent: compare(peers.plainEvent),
  };
}

/** Renders a row for each operation: our gas, then each peer's with how many times ours it is. */
export function renderPeers(ours: OperationGas, peers: PeerGas): string {
  const ratios = listRatios(ours, peers);
  const format = (gas: number | null | undefined): string => gas?.toLocaleString("en") ?? NONE;
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(30) : cell.padStart(i === 1 ? 8 : 18))).join("");

  const heading = row(["side by side, gas (times ours)", "ours", ...PEERS.map((peer) => HEADINGS[peer])]);
  const lines = OPERATIONS.map((operation) => {
    const cells = PEERS.map((peer) => {
      const ratio = ratios[peer]?.[operation];
      return ratio == null ? NONE : `${format(peers[peer]?.[operation])} (${ratio.toFixed(2)})`;
    });
    return row([LABELS[operation], format(ours[operation]), ...cells]);
  });
  return [heading, ...lines].join("\n");
}
