import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex } from "viem";
import { getBalance } from "viem/actions";
import { findLeave, type UnclaimedAccess } from "../../src/cli/claim.ts";
import { logAccess } from "../../src/cli/commands/access.ts";
import { renderWho } from "../../src/cli/commands/who.ts";
import { renderTime, shorten } from "../../src/cli/output.ts";
import { type RegisteredStudy, registerStudy } from "../../src/cli/registerStudy.ts";
import { openIndex, type Signer } from "../../src/cli/session.ts";
import { now } from "../../src/cli/time.ts";
import { renderVerification, verifyStudy } from "../../src/cli/verifyStudy.ts";
import { answerWho, type WhoAnswer } from "../../src/cli/whoAccessed.ts";
import type { AccessStatement } from "../../src/client/viem/index.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { emergencyReasonNumber } from "../../src/consent/emergencyReasons.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { type Cast, callCast, NAMES } from "./cast.ts";
import { presentTime, waitPast } from "./clock.ts";
import { alterOneByte, type ImageFolder, layOutImages } from "./images.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

/** What the story came to, for a program to check. */
export type Outcome = {
  readonly registry: Hex;
  readonly records: readonly { readonly record: Hex; readonly instances: number }[];
  readonly accesses: WhoAnswer;
  /** The numbers named as missing after a row was deleted from the index. */
  readonly missingNamed: WhoAnswer["missing"];
  readonly verified: { readonly untouched: boolean; readonly altered: boolean; readonly alteredNamed: string | null };
};

const DAY = 86_400;

/** Plays the whole story on a stage: from admission to the answer, and how it can be believed. */
export async function playStory(stage: Stage, narrator: Narrator, ownFolder?: string): Promise<Outcome> {
  const work = await mkdtemp(join(tmpdir(), "fiducial-images-"));
  try {
    const cast = await introduce(stage, narrator);
    const images = await layOutImages(work, ownFolder);
    const studies = await register(stage, narrator, cast, images);
    const [study] = studies;
    await permit(stage, narrator, cast);
    await access(stage, narrator, cast, study.record);
    const accesses = await ask(stage, narrator, study.record);
    const missingNamed = await loseARow(stage, narrator, study.record);
    const verified = await verify(stage, narrator, images[0], study.record, join(work, "altered"));
    const records = studies.map(({ record, instances }) => ({ record, instances }));
    return { registry: stage.chain.registry, records, accesses, missingNamed, verified };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function introduce(stage: Stage, narrator: Narrator): Promise<Cast> {
  const { rpcUrl, registry, chainId } = stage.chain;
  narrator.act("A chain, a registry, and who takes part");
  narrator.say(`A chain node serves JSON-RPC at ${rpcUrl} (chain ${chainId}); the registry is contract ${registry}.`);
  const cast = await callCast(stage);
  const ether = await getBalance(stage.session.chain, { address: cast.msLee.address });
  narrator.say(
    `The consortium admits ${NAMES.stMary} and ${NAMES.lakeside}; each admits its radiologist: ${NAMES.drAdams}, ${NAMES.drBrown}.`,
  );
  narrator.say(`${NAMES.stMary} also admits the gateway before its picture archive.`);
  narrator.say(
    `It enrolls ${NAMES.msLee} as patient ${cast.patient}. Her account has ${ether} ETH and never needs any.`,
  );
  return cast;
}

async function register(
  stage: Stage,
  narrator: Narrator,
  { stMary, patient }: Cast,
  images: readonly ImageFolder[],
): Promise<[RegisteredStudy, ...RegisteredStudy[]]> {
  narrator.act("Real images are registered");
  const studies: RegisteredStudy[] = [];
  for (const { folder, words } of images) {
    const study = await registerStudy(stage.session, stMary, { folder, patient, kind: "imaging-study" });
    narrator.say(
      `${words}: ${study.instances} ${study.instances === 1 ? "image" : "images"}, record ${shorten(study.record)}, Merkle root ${shorten(study.digest)}`,
    );
    studies.push(study);
  }
  narrator.say(
    "The chain holds keyed commitments and roots. Names, UIDs and the keys stay in the hospital's encrypted vault.",
  );
  return studies as [RegisteredStudy, ...RegisteredStudy[]];
}

async function permit(stage: Stage, narrator: Narrator, { msLee, stMary, patient }: Cast): Promise<void> {
  narrator.act(`${NAMES.msLee} gives leave`);
  const from = await presentTime(stage);
  const terms = {
    patient,
    scope: ALL_RECORDS,
    grantee: stMary.address,
    purposes: coverPurposes(["TREAT"]),
    kinds: ALL_KINDS,
    from,
    until: from + 365 * DAY,
  };
  const signed = await msLee.signPermit({ terms, deadline: now() + 3600 });
  await stMary.permitBySignature(signed);
  narrator.say(
    `She signs: ${NAMES.stMary}, all records, for treatment (TREAT and what is below it), until ${renderTime(terms.until)}.`,
  );
  narrator.say("The hospital sends what she signed and pays for it. It could not have changed a word of it.");
}

async function access(stage: Stage, narrator: Narrator, cast: Cast, record: Hex): Promise<void> {
  const { session } = stage;
  const { drAdams, drBrown, gateway, msLee, stMary, patient } = cast;
  narrator.act("Images are looked at, and the contract judges each look");
  const [series, instance] = await findParts(stage, record);
  const look = async (by: Signer, part: Hex = wholeRecord): Promise<UnclaimedAccess> => ({
    ...{ record, part, accessor: by.address, time: await presentTime(stage) },
    ...{ purpose: "TREAT", action: "read" },
  });
  const claimed = async (unclaimed: UnclaimedAccess): Promise<AccessStatement> => ({
    ...unclaimed,
    ...(await findLeave(session, unclaimed)),
  });
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

  const emergency: AccessStatement = {
    ...(await look(drAdams)),
    purpose: "BTG",
    claim: { basis: "EMERGENCY" },
    detail: emergencyReasonNumber("unconscious"),
  };
  tell(
    `${NAMES.drAdams} breaks the glass: the patient is unconscious`,
    (await logAccess(session, drAdams, emergency)).access,
  );
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
}

/** The first series of a record and an image of it; the whole record where it has none. */
async function findParts({ session }: Stage, record: Hex): Promise<readonly [Hex, Hex]> {
  const parts = await session.vault.listParts(record);
  const series = parts.find(({ level }) => level === "series")?.part ?? wholeRecord;
  return [series, parts.find(({ level, parent }) => level === "instance" && parent === series)?.part ?? wholeRecord];
}

async function ask(stage: Stage, narrator: Narrator, record: Hex): Promise<WhoAnswer> {
  narrator.act("Who accessed it, when, which part, for what purpose, and by whose leave?");
  const answered = await answer(stage, record);
  narrator.show(renderWho(answered, { shortUids: true }));
  narrator.say(
    "Each line is an event of the contract, which judged the leave for that moment and numbered it. The count is read from the",
  );
  narrator.say("contract's storage: an answer that left a line out would not have all the numbers.");
  return answered;
}

async function loseARow(stage: Stage, narrator: Narrator, record: Hex): Promise<WhoAnswer["missing"]> {
  narrator.act("Somebody deletes a line from the index");
  const database = await openIndex(stage.session);
  try {
    await database.run("DELETE FROM accesses WHERE number = 4");
    const answered = await answerWho(stage.session, database, { record, part: wholeRecord });
    narrator.show(renderWho(answered, { shortUids: true }).split("\n").at(-1) ?? "");
    narrator.say("The gap has a number. The index is only a copy: it is built again from the chain.");
    return answered.missing;
  } finally {
    await database.close();
  }
}

async function verify(
  stage: Stage,
  narrator: Narrator,
  image: ImageFolder,
  record: Hex,
  copyTo: string,
): Promise<Outcome["verified"]> {
  narrator.act("Are these still the images that were registered?");
  const untouched = await verifyStudy(stage.session, image.folder, record);
  narrator.show(renderVerification(untouched));
  const { file, offset, copy } = await alterOneByte(image.folder, copyTo);
  narrator.say(`Now one bit of one byte is flipped: ${file}, byte ${offset.toLocaleString("en")}.`);
  const altered = await verifyStudy(stage.session, copy, record);
  narrator.show(renderVerification(altered));
  const named = altered.instances.find(({ verdict }) => verdict !== "same");
  return { untouched: untouched.same, altered: !altered.same, alteredNamed: named?.file ?? null };
}

async function answer(stage: Stage, record: Hex): Promise<WhoAnswer> {
  const database = await openIndex(stage.session);
  try {
    return await answerWho(stage.session, database, { record, part: wholeRecord });
  } finally {
    await database.close();
  }
}
