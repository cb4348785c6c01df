import { renderTime } from "../../src/cli/output.ts";
import { now } from "../../src/cli/time.ts";
import { NotActingForError } from "../../src/client/viem/index.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { type Cast, NAMES } from "./cast.ts";
import { presentTime, waitUntil } from "./clock.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

/** So soon the child is of age (seconds): late enough for the guardian to act before, and soon enough for who watches. */
const UNTIL_OF_AGE = 8;

/** Appoints the mother as her child's guardian, until the child is of age, and lets her give leave in the child's name. */
export async function appointGuardian(stage: Stage, narrator: Narrator, cast: Cast): Promise<number> {
  const { msLee, tim, stMary, child } = cast;
  const from = await presentTime(stage);
  const ofAge = from + UNTIL_OF_AGE;
  const appointment = { patient: child, proxy: msLee.address, powers: ["consent"], springing: false, from } as const;
  const signed = await tim.signAppointment({ ...appointment, until: ofAge, deadline: now() + 3600 });
  await stMary.appointBySignature(signed);
  await permitForChild(cast, from, ofAge);
  narrator.say(
    `She is also the guardian of her son ${NAMES.tim} until he is of age: here at ${renderTime(ofAge)}, ${UNTIL_OF_AGE} seconds from now. She gives leave for him, too.`,
  );
  return ofAge;
}

/** Lets the guardian try once more when the child is of age. */
export async function comeOfAge(stage: Stage, narrator: Narrator, cast: Cast, ofAge: number): Promise<string> {
  narrator.act(`${NAMES.tim} is of age`);
  await waitUntil(stage, ofAge);
  const refusal = await permitForChild(cast, ofAge, ofAge + 60).then(
    () => "none",
    (error: unknown) => {
      if (!(error instanceof NotActingForError)) throw error;
      return error.code;
    },
  );
  narrator.say(`${NAMES.msLee} gives leave in his name once more. Refused by the contract: ${refusal}.`);
  narrator.say(
    "Nobody had to end her power, and no transaction did: it was over with its second. What he decides is his.",
  );
  return refusal;
}

async function permitForChild({ msLee, stMary, child }: Cast, from: number, until: number): Promise<void> {
  const terms = {
    ...{ patient: child, scope: ALL_RECORDS, grantee: stMary.address, from, until },
    ...{ purposes: coverPurposes(["TREAT"]), kinds: ALL_KINDS },
  };
  await stMary.permitBySignature(await msLee.signPermit({ terms, deadline: now() + 3600 }));
}
