import type { Hex } from "viem";
import { OUTCOMES, type Outcome } from "../../../consent/outcomes.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** A review of an access in an emergency. */
export type ReviewParameters = {
  readonly record: Hex;
  /** The access's number among those of the record. */
  readonly number: number;
  readonly outcome: Exclude<Outcome, "pending">;
  /** Commits to the reviewer's reasons, which stay off chain. */
  readonly note: Hex;
};

/** Builds the call of `review`. */
export function buildReviewCall(parameters: CallParameters & ReviewParameters): RegistryCall {
  const { registry, record, number, outcome, note } = parameters;
  return buildCall(registry, "review", [record, number, OUTCOMES.indexOf(outcome), note]);
}
