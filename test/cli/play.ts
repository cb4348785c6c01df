import { expect } from "chai";
import { type Identifiers, listImages, readIdentifiers } from "./images.ts";
import { DOCTOR, GATEWAY, HOSPITAL, inParallel, type Place } from "./stage.ts";

export type Answer = {
  readonly staleness: { readonly blocksBehind: number; readonly ageSeconds: number };
  readonly record: string;
  readonly count: number;
  readonly present: number;
  readonly complete: boolean;
  readonly filtered: boolean;
  readonly accesses: readonly {
    readonly number: number;
    readonly time: number;
    readonly part: string;
    readonly basis: string;
  }[];
};

export type Played = {
  readonly image: Identifiers;
  readonly other: Identifiers;
  readonly permitted: Readonly<Record<string, unknown>>;
  /** What was answered for the study, its series, the image that the gateway showed, and another one. */
  readonly answers: Readonly<Record<"study" | "series" | "instance" | "other", Answer>>;
};

/** How the patient's word is given: by which account, and what is added to send it. */
type Patient = { readonly name: string; readonly as: readonly string[] };

export async function play({ ask }: Pick<Place, "ask">, images: string, { name, as }: Patient): Promise<Played> {
  const [image, other] = listImages(images).map(readIdentifiers);
  if (!image || !other) throw new Error(`there are no images in ${images}`);
  const registered = await ask<{ instances: number }>(
    ...["records", "register", images, "--patient", name, "--as", HOSPITAL],
  );
  expect(registered.instances).to.equal(listImages(images).length);

  const permitted = await ask<Played["permitted"]>(
    ...["permit", name, DOCTOR, "--purposes", "TREAT,PATRQT", "--until", "30d", ...as],
  );
  await ask("access", image.study, "--as", DOCTOR);
  await ask("access", image.study, "--as", GATEWAY, "--by", "@2", "--part", image.instance, "--purpose", "COC");
  expect(await ask<object>("revoke", name, DOCTOR, ...as)).to.deep.include({ wasInForce: true });
  await ask("access", image.series, "--as", DOCTOR);

  const [study, series, instance, another] = await inParallel(
    [image.study, image.series, image.instance, other.instance],
    (uid) => ask<Answer>("who", uid),
  );
  return { image, other, permitted, answers: { study, series, instance, other: another } as Played["answers"] };
}

export const numbersOf = ({ accesses }: Answer): number[] => accesses.map(({ number }) => number);

export function expectJudgedAndFoundByPart({ study, series, instance, other }: Played["answers"]): void {
  expect(study).to.deep.include({ count: 3, present: 3, complete: true, filtered: false });
  expect(study.accesses.map(({ number, basis }) => [number, basis])).to.deep.equal([
    [1, "PERMIT"],
    [2, "PERMIT"],
    [3, "NONE"],
  ]);
  expect([series, instance, other].map(numbersOf)).to.deep.equal([
    [1, 2, 3],
    [1, 2, 3],
    [1, 3],
  ]);
  expect(other).to.deep.include({ count: 3, complete: true, filtered: true });
}
