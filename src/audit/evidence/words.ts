/** How whoever gets an evidence checks it, in plain words. */
export const HOW_TO_CHECK: readonly string[] = [
  "Take the hash of the block named under 'block' from a source of your own: a node you run, or two that do not know each other.",
  "Run: fiducial audit check FILE --block HASH. It needs no network. Compare the sha256 that it prints with the one you wrote down when you got the file.",
  "It says what holds: that every access is an event of the registry (genuine), that each record's accesses are all there up to the block (complete), that each basis is the contract's own verdict (judged), and that the answers are those of the proof that fit the question.",
  "Without this program: the proof is a bundle in the format of docs/proofs.md, whose verifier is a folder that stands alone. The digest is sha256 over the JSON of all but 'seal', keys sorted, without white space (RFC 8785).",
  "Not proven: what 'directory' and 'replayed' say. Each statement of the directory names its block, transaction and log, to be looked up on any node; replay all events with: fiducial audit verify --no-index.",
  "What no gateway logged is not on the chain, and so not in here.",
];

/** What stands in an evidence, part by part. */
export const SCHEMA: Readonly<Record<string, string>> = {
  block: "the block up to which the answers are complete; times are unix seconds",
  question: "what was asked: records by commitment, and what the answers have in common; null stands for no limit",
  answers:
    "the accesses that fit: 'row' is a place in proof.rows, from 0; 'accessor' is who the account was at that time; 'replayed' is the leave that a replay of all events found",
  directory:
    "all that the directory said of the accounts in the proof and of their organizations; 'from' is inclusive, 'until' exclusive, 1099511627775 stands for no end",
  differences: "what the replay found to be wrong with these records; none, it is hoped",
  names: "names and UIDs that the maker's vault knew, where they were asked for; they identify people",
  proof: "rows, counts, block headers and trie nodes: see docs/proofs.md",
  seal: "sha256 over everything else, and a signature of it (EIP-191) where there is one",
};
