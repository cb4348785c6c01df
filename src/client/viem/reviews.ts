import { type Hex, zeroAddress } from "viem";
import { OUTCOMES } from "../../consent/outcomes.ts";
import { buildReviewCall, type ReviewParameters } from "./calls/reviews.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { enumWord } from "./words.ts";
import { write } from "./write.ts";

/**
 * Reads the review of an access.
 *
 * @returns who broke the glass, the first second at which the review is overdue (unix), and the outcome. `undefined` where none is due.
 */
export async function reviewOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly record: Hex; readonly number: number },
) {
  const state = await read(client, parameters, "reviewOf", [parameters.record, parameters.number]);
  return state.accessor === zeroAddress ? undefined : { ...state, outcome: enumWord(OUTCOMES, state.outcome) };
}

/** Reviews an access in an emergency, as a reviewer of the record's custodian who is not the accessor. Once for each access. */
export async function review(client: RegistryClient, parameters: WriteParameters & ReviewParameters) {
  return write(client, parameters, buildReviewCall(parameters), "Reviewed");
}
