import { expect } from "chai";
import { createIntl } from "react-intl";
import type { Access, PermitEvent } from "../../../web/api/types.ts";
import { findPermit, sayAccess, type WhoseRecord } from "../../../web/patient/sayAccess.ts";
import { messages as german } from "../../../web/words/de/index.ts";
import { messages as english } from "../../../web/words/en/index.ts";
import { accessOf, doctor, hospital, reader, recordAt, wholeRecord } from "../accessOf.ts";

function permitOf(given: Partial<PermitEvent> & { readonly blockTime?: number } = {}): PermitEvent {
  const { blockTime = 500, ...rest } = given;
  return {
    ...{ event: "permitted", scope: wholeRecord, grantee: doctor, version: 1, by: reader },
    terms: { purposes: ["TREAT"], kinds: [], from: 500, until: 9_000 },
    place: { blockNumber: 3, blockTime, txHash: recordAt(9), logIndex: 0 },
    ...rest,
  };
}

function say(
  access: Access,
  locale: "en" | "de" = "en",
  permits: readonly PermitEvent[] = [permitOf()],
  whose: WhoseRecord = "own",
): string {
  const messages = { en: english, de: german }[locale];
  const intl = createIntl({ locale, messages: { ...messages } });
  const t = (id: string, values?: Readonly<Record<string, string | number>>) =>
    String(intl.formatMessage({ id }, { ...values }));
  const words = { t, has: (id: string) => id in messages, date: () => "3 March" };
  const { deed, leave } = sayAccess(words, access, { reader, whose, permits, custodian: "St. Mary" });
  return t("patient.sentence", {
    deed: t(deed.id, { ...deed.values, who: "Dr. Adams" }),
    leave: t(leave.id, leave.values),
  });
}

describe("an access in a sentence", () => {
  const part = recordAt(4);
  for (const [what, access, en, de] of [
    [
      "by a permit",
      {},
      "Dr. Adams looked at it for treatment, by your leave of 3 March.",
      "Dr. Adams hat hineingesehen (Zweck: Behandlung), mit Ihrer Erlaubnis vom 3 March.",
    ],
    [
      "of a part, by the policy",
      { part, basis: "POLICY" },
      "Dr. Adams looked at a part of it for treatment, by the general rule of St. Mary.",
      "Dr. Adams hat einen Teil davon angesehen (Zweck: Behandlung), nach der allgemeinen Regel von St. Mary.",
    ],
    [
      "in an emergency",
      { basis: "EMERGENCY", detail: 1, purpose: { number: 57, code: "BTG" } },
      "Dr. Adams looked at it in an emergency, because you were unconscious.",
      "Dr. Adams hat in einem Notfall hineingesehen, weil Sie bewusstlos waren.",
    ],
    [
      "by the patient",
      { basis: "PATIENT", accessor: reader, purpose: { number: 46, code: "PATRQT" } },
      "You looked at it, as is your right.",
      "Sie haben hineingesehen, wie es Ihr Recht ist.",
    ],
    [
      "without leave, with numbers that have no name",
      { basis: "NONE", purpose: { number: 80, code: null }, action: { number: 9, code: null } },
      "Dr. Adams did something with it for purpose number 80, without leave.",
      "Dr. Adams hat etwas mit ihr getan (Zweck: Zweck Nummer 80), ohne Erlaubnis.",
    ],
  ] as const) {
    it(`is said ${what}, in both languages`, () => {
      expect(say(accessOf(access))).to.equal(en);
      expect(say(accessOf(access), "de")).to.equal(de);
    });
  }

  it("is said of somebody for whom the reader acts, in both languages", () => {
    const emergency = accessOf({ basis: "EMERGENCY", detail: 1 });
    const sayOfOther = (access: Access, locale: "en" | "de") => say(access, locale, [permitOf()], "other");
    expect(sayOfOther(emergency, "en")).to.equal(
      "Dr. Adams looked at it in an emergency, because the patient was unconscious.",
    );
    expect(sayOfOther(emergency, "de")).to.equal(
      "Dr. Adams hat in einem Notfall hineingesehen, weil die Person bewusstlos war.",
    );
    expect(sayOfOther(accessOf(), "en")).to.include("by the patient’s leave of 3 March");
  });

  it("names a reason that has no name by its number, and no day where the permit is not known", () => {
    expect(say(accessOf({ basis: "EMERGENCY", detail: 99 }))).to.contain("reason number 99");
    expect(say(accessOf(), "en", [])).to.equal("Dr. Adams looked at it for treatment, by your leave.");
  });

  it("stands out where there was no leave, or an emergency", () => {
    const toneOf = (basis: Access["basis"]) =>
      sayAccess({ t: (id) => id, has: () => true, date: String }, accessOf({ basis }), {
        reader,
        whose: "own",
        permits: [],
        custodian: "",
      }).tone;
    expect((["NONE", "EMERGENCY", "PERMIT", "POLICY", "PATIENT"] as const).map(toneOf)).to.deep.equal([
      "danger",
      "warning",
      "neutral",
      "neutral",
      "neutral",
    ]);
  });
});

describe("the permit that an access rests on", () => {
  const access = accessOf({ permitVersion: 2 });
  for (const [what, permit] of [
    ["of another version", permitOf({ version: 1 })],
    ["for another record", permitOf({ version: 2, scope: recordAt(5) })],
    ["that was given later", permitOf({ version: 2, blockTime: 1_001 })],
    ["that was a revocation", permitOf({ version: 2, event: "revoked" })],
  ] as const) {
    it(`is none ${what}`, () => {
      expect(findPermit([permit], access)).to.equal(undefined);
    });
  }

  it("is the accessor's or its organization's, for the record or for all", () => {
    for (const permit of [
      permitOf({ version: 2 }),
      permitOf({ version: 2, grantee: hospital }),
      permitOf({ version: 2, scope: access.record }),
    ]) {
      expect(findPermit([permitOf({ version: 2, grantee: reader }), permit], access)).to.equal(permit);
    }
  });

  it("is a group's where no other could be meant, and none where two could", () => {
    const group = permitOf({ version: 2, grantee: reader });
    expect(findPermit([group], access)).to.equal(group);
    expect(
      findPermit([group, permitOf({ version: 2, grantee: recordAt(1).slice(0, 42) as `0x${string}` })], access),
    ).to.equal(undefined);
  });

  it("is none for an access on another basis", () => {
    expect(findPermit([permitOf({ version: 2 })], { ...access, basis: "POLICY" })).to.equal(undefined);
  });
});
