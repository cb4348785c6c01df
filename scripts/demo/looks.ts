import type { Hex } from "viem";
import { findLeave, type UnclaimedAccess } from "../../src/cli/claim.ts";
import { logAccess } from "../../src/cli/commands/access.ts";
import type { Signer } from "../../src/cli/session.ts";
import { now } from "../../src/cli/time.ts";
import { type AccessStatement, RefusedError } from "../../src/client/viem/index.ts";
import { commitContent, wholeRecord } from "../../src/consent/commitments.ts";
import { type EmergencyReason, emergencyReasonNumber } from "../../src/consent/emergencyReasons.ts";
import type { PurposeCode } from "../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { type Cast, NAMES } from "./cast.ts";
import { presentTime, waitPast } from "./clock.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

/** What became of the emergency: why its accessor may not review it, and what the reviewer found. */
export type Reviewed = { readonly own: string; readonly outcome: string };

/** Lets a study be looked at with leave and without, in an emergency, by the patient, and after a revocation. */
export async function lookAtImages(stage: Stage, narrator: Narrator, cast: Cast, record: Hex): Promise<Reviewed> {
  const { session } = stage;
  const { drAdams, drBrown, gateway, msLee, stMary, patient } = cast;
  narrator.act("Images are looked at, and the contract judges each look");
  const [series, instance] = await findParts(stage, record);
  const look = (by: Signer, part?: Hex): Promise<UnclaimedAccess> => describeLook(stage, { record, part, by });
  const claimed = (unclaimed: UnclaimedAccess): Promise<AccessStatement> => claimLeave(stage, unclaimed);
  const tell = (who: string, { number, basis }: { number: number; basis: string }): void =>
    narrator.say(`${`${number}.`.padEnd(3)} ${basis.padEnd(10)} ${who}`);

  const batch = [await look(drAdams), await look(drAdams, series), await look(drAdams, instance), await look(drBrown)];
  const entries = await Promise.all(batch.map(claimed));
  const { accesses } = await gateway.logAccesses({ first: 1, entries });
  const words = ["the study", "one series of it", "one image of it"].map((what) => `${NAMES.drAdams} reads ${what}`);
  for (const [i, logged] of accesses.entries()) {
    tell(
      `${words[i] ?? `${NAMES.drBrown} of ${NAMES.lakeside} reads it, whom nobody permitted`} (gateway, one batch)`,
      logged,
    );
  }

  const emergency = breakGlass(await look(drAdams), "unconscious");
  const broken = (await logAccess(session, drAdams, emergency)).access;
  tell(`${NAMES.drAdams} breaks the glass: the patient is unconscious`, broken);
  const review = await reviewEmergency(stage, narrator, cast, record, broken.number);
  const own = await claimed({ ...(await look(msLee)), purpose: "PATRQT" });
  tell(`${NAMES.msLee} looks at her own images`, (await logAccess(session, gateway, own)).access);

  const revoked = await msLee.signRevocation({
    patient,
    scope: ALL_RECORDS,
    grantee: stMary.address,
    deadline: now() + 3600,
  });
  const { blockNumber } = await stMary.revokeBySignature(revoked);
  await waitPast(stage, blockNumber);
  narrator.say(`    ${NAMES.msLee} takes her leave back.`);
  const after = await claimed(await look(drAdams));
  tell(`${NAMES.drAdams} reads the study once more`, (await logAccess(session, gateway, after)).access);
  return review;
}

/** Lets the accessor try to review herself, and then the reviewer do it. */
export async function reviewEmergency(
  { session }: Stage,
  narrator: Narrator,
  { drAdams, drClark }: Cast,
  record: Hex,
  number: number,
): Promise<Reviewed> {
  const { key } = await session.vault.getRecord(record);
  const note = commitContent(key, new TextEncoder().encode("No relative could be reached."));
  const judge = (reviewer: Signer) => reviewer.review({ record, number, outcome: "justified", note });
  const own = await judge(drAdams).then(
    () => "none",
    (error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      return error.code;
    },
  );
  const { outcome } = await judge(drClark);
  narrator.say(
    `    That owes a review within 72 hours. ${NAMES.drAdams} can't do it herself (${own}); ${NAMES.drClark} finds it ${outcome}.`,
  );
  return { own, outcome };
}

/** Describes a look at a record as it happens now. */
export async function describeLook(
  stage: Stage,
  { record, part = wholeRecord, by, purpose = "TREAT" }: Look,
): Promise<UnclaimedAccess> {
  return { record, part, accessor: by.address, time: await presentTime(stage), purpose, action: "read" };
}

/** What is looked at, and by whom. */
export type Look = {
  readonly record: Hex;
  readonly part?: Hex | undefined;
  readonly by: Pick<Signer, "address">;
  readonly purpose?: PurposeCode;
};

/** Adds to a look the leave that it rests on. */
export async function claimLeave({ session }: Stage, unclaimed: UnclaimedAccess): Promise<AccessStatement> {
  return { ...unclaimed, ...(await findLeave(session, unclaimed)) };
}

/** Turns a look into one in an emergency. */
export function breakGlass(look: UnclaimedAccess, reason: EmergencyReason): AccessStatement {
  return { ...look, purpose: "BTG", claim: { basis: "EMERGENCY" }, detail: emergencyReasonNumber(reason) };
}

/** The first series of a record and an image of it; the whole record where it has none. */
export async function findParts({ session }: Stage, record: Hex): Promise<readonly [Hex, Hex]> {
  const parts = await session.vault.listParts(record);
  const series = parts.find(({ level }) => level === "series")?.part ?? wholeRecord;
  return [series, parts.find(({ level, parent }) => level === "instance" && parent === series)?.part ?? wholeRecord];
}
