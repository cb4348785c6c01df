import type { Homes, Paths } from "./layOut.ts";

/** What is typed wrong, and how it must end. */
export type Case = {
  readonly title: string;
  readonly exitCode: 1 | 2;
  readonly code: string;
  readonly args: (paths: Paths) => readonly string[];
  /** What the message says, where the code does not say enough. */
  readonly says?: RegExp;
  /** The home it is typed in; the stage's when not given. */
  readonly home?: keyof Homes;
};

type Outcome = Pick<Case, "exitCode" | "code">;

export const bad = (
  title: string,
  outcome: Outcome,
  args: Case["args"],
  more: Pick<Case, "says" | "home"> = {},
): Case => ({ title, ...outcome, args, ...more });

export const usage: Outcome = { exitCode: 2, code: "Usage" };
export const setup: Outcome = { exitCode: 1, code: "Setup" };
export const refused = (code: string): Outcome => ({ exitCode: 1, code });
export const unknown = (code: string): Outcome => ({ exitCode: 2, code });

/** What is typed to register a folder. */
export const register = (folder: string, as = "@1", patient = "1"): readonly string[] => [
  ...["records", "register", folder, "--patient", patient, "--as", as],
];
