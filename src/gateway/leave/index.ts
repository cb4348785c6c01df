export { buildGlasses, type Glass, type Glasses } from "./glasses.ts";
export type { Head, HeadLimits } from "./head.ts";
export type { HiddenPart } from "./hiddenParts.ts";
export type { States } from "./judgeLeave.ts";
export { buildLeave, type LeaveDesk, type LeaveOptions } from "./leave.ts";
export type { Question, Statement, Verdict } from "./question.ts";
