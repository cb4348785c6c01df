import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex } from "viem";
import { getBalance } from "viem/actions";
import { renderWho } from "../../src/cli/commands/who.ts";
import { renderTime, shorten } from "../../src/cli/output.ts";
import { type RegisteredStudy, registerStudy } from "../../src/cli/registerStudy.ts";
import { openIndex } from "../../src/cli/session.ts";
import { now } from "../../src/cli/time.ts";
import { renderVerification, verifyStudy } from "../../src/cli/verifyStudy.ts";
import { answerWho, type WhoAnswer } from "../../src/cli/whoAccessed.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { type Cast, callCast, NAMES } from "./cast.ts";
import { presentTime } from "./clock.ts";
import { appointGuardian, comeOfAge } from "./guardian.ts";
import { alterOneByte, type ImageFolder, layOutImages } from "./images.ts";
import { lookAtImages, type Reviewed } from "./looks.ts";
import type { Narrator } from "./narrator.ts";
import { type Proven, proveAccesses } from "./proof.ts";
import type { Stage } from "./stage.ts";
import { type Recalled, recallTool, writeWithTool } from "./tool.ts";

/** What the story came to, for a program to check. */
export type Outcome = {
  readonly registry: Hex;
  readonly records: readonly { readonly record: Hex; readonly instances: number }[];
  readonly accesses: WhoAnswer;
  /** The numbers named as missing after a row was deleted from the index. */
  readonly missingNamed: WhoAnswer["missing"];
  readonly review: Reviewed;
  readonly recalled: Recalled;
  readonly proven: Proven;
  /** Why the guardian was refused once her child was of age. */
  readonly guardianRefused: string;
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
    const ofAge = await permit(stage, narrator, cast);
    await writeWithTool(stage, narrator, cast, study.record);
    const review = await lookAtImages(stage, narrator, cast, study.record);
    const accesses = await ask(stage, narrator, study.record);
    const recalled = await recallTool(stage, narrator, cast);
    const proven = await proveAccesses(stage, narrator, study.record, work);
    const missingNamed = await loseARow(stage, narrator, study.record);
    const verified = await verify(stage, narrator, images[0], study.record, join(work, "altered"));
    const guardianRefused = await comeOfAge(stage, narrator, cast, ofAge);
    const records = studies.map(({ record, instances }) => ({ record, instances }));
    const { registry } = stage.chain;
    return { registry, records, accesses, review, recalled, proven, missingNamed, verified, guardianRefused };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function introduce(stage: Stage, narrator: Narrator): Promise<Cast> {
  const { rpcUrl, registry, chainId } = stage.chain;
  narrator.act("Who takes part");
  const cast = await callCast(stage);
  const ether = await getBalance(stage.session.chain, { address: cast.msLee.address });
  narrator.say(
    `The consortium admits ${NAMES.stMary} and ${NAMES.lakeside}; each admits its radiologist: ${NAMES.drAdams}, ${NAMES.drBrown}.`,
  );
  narrator.say(
    `${NAMES.stMary} also admits ${NAMES.drClark}, who reviews emergencies, the gateway before its picture archive, and ${NAMES.tool}, an AI tool.`,
  );
  narrator.say(
    `It enrolls ${NAMES.msLee} as patient ${cast.patient} and her son ${NAMES.tim} as patient ${cast.child}. Her account has ${ether} ETH and never needs any.`,
  );
  narrator.detail(
    `A chain runs here for the time of the demo: chain ${chainId} at ${rpcUrl}.\nThe registry on it, which judges and numbers, is the contract ${registry}.`,
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
    narrator.say(`${words}: ${study.instances} ${study.instances === 1 ? "image" : "images"}`);
    narrator.detail(
      `on chain: record ${shorten(study.record)}, and one fingerprint of all its images, ${shorten(study.digest)}`,
    );
    studies.push(study);
  }
  narrator.say(
    "Nothing on the chain identifies: names, UIDs and the keys that lead to them stay in the hospital's encrypted vault.",
  );
  return studies as [RegisteredStudy, ...RegisteredStudy[]];
}

/** @returns When her child is of age (unix seconds). */
async function permit(stage: Stage, narrator: Narrator, cast: Cast): Promise<number> {
  const { msLee, stMary, patient } = cast;
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
  return appointGuardian(stage, narrator, cast);
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
