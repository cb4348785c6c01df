export { type ContractCounts, compareWithContract, listCounted } from "./compareWithContract.ts";
export { compareWithIndex } from "./compareWithIndex.ts";
export { describeReplay, describeResolved } from "./describeReplay.ts";
export type { AccessEvent, PlacedEvent } from "./event.ts";
export { type Position, REPLAY_CODES, type ReplayCode, type ReplayFinding } from "./findings.ts";
export type { Opening } from "./openings.ts";
export { type NoLeave, type Replayed, type ReplayedAccess, replay } from "./replay.ts";
