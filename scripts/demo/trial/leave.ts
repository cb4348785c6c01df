import type { Address, Hex } from "viem";
import type { Signer } from "../../../src/cli/session.ts";
import { now } from "../../../src/cli/time.ts";
import { ALL_KINDS } from "../../../src/consent/kinds.ts";
import { coverPurposes, type PurposeCode } from "../../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import { presentTime } from "../clock.ts";
import type { Stage } from "../stage.ts";

/** Leave that is given: to whom, for what, until when (unix seconds). */
export type Given = {
  readonly patient: number;
  readonly grantee: Address;
  readonly purposes: readonly PurposeCode[];
  readonly until: number;
  readonly scope?: Hex;
};

/** Has somebody who acts for a patient sign leave, which a hospital sends and pays for. */
export async function giveLeave(stage: Stage, by: Signer, paidBy: Signer, given: Given): Promise<void> {
  const { purposes, scope = ALL_RECORDS, ...rest } = given;
  const terms = { ...rest, scope, from: await presentTime(stage), purposes: coverPurposes(purposes), kinds: ALL_KINDS };
  await paidBy.permitBySignature(await by.signPermit({ terms, deadline: now() + 3600 }));
}

/** Has leave taken back in the same way. */
export async function takeBack(
  by: Signer,
  paidBy: Signer,
  of: { readonly patient: number; readonly grantee: Address },
) {
  await paidBy.revokeBySignature(await by.signRevocation({ ...of, scope: ALL_RECORDS, deadline: now() + 3600 }));
}
