import { Fault } from "./fault.ts";
import type { Problem } from "./findings.ts";

/** Takes what was found to be wrong, and where. */
export type Report = (fault: Fault, list?: Problem["list"], index?: number) => void;

/** Does one step of a proof; where it does not hold, reports it and gives back nothing. */
export function attempt<Type>(
  step: () => Type,
  report: Report,
  list?: Problem["list"],
  index?: number,
): Type | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report(error, list, index);
    return undefined;
  }
}
