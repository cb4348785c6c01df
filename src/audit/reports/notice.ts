import { type Address, getAddress, type Hex } from "viem";
import { describeAccess } from "./describeAccess.ts";
import {
  type AsOf,
  byTime,
  type LeftOut,
  leaveOut,
  type Names,
  type Report,
  type ReportedAccess,
  type ReportRow,
  type Rule,
} from "./report.ts";

/** An access in words; where the name is withheld, nothing that leads to it either. */
export type NoticeRow = Omit<ReportRow, "accessor" | "block" | "transaction"> & {
  readonly accessor: Address | null;
  readonly block: number | null;
  readonly transaction: Hex | null;
};

/** Who saw a patient's data, when, and which: all of it. */
export type AccessNotice = Report & {
  readonly report: "access notice";
  readonly patient: number;
  readonly patientName: string | null;
  readonly custodian: Address;
  readonly custodianName: string | null;
  readonly rows: readonly NoticeRow[];
  readonly leftOut: readonly LeftOut[];
};

export type NoticeQuestion = {
  readonly patient: number;
  readonly custodian: Address;
  readonly from: number;
  readonly until: number;
  readonly asOf: AsOf;
  /** Professionals whom the law shields in exceptional circumstances: their names are withheld, and the access is told. */
  readonly withheld?: ReadonlySet<Address> | undefined;
};

const EHDS = "Regulation (EU) 2025/327, Article 9";

const RULES = {
  access: { rule: "access", why: "Every access is told.", source: EHDS },
  emergency: {
    rule: "emergency",
    why: "Access in an emergency, which you are told of in any case.",
    source: `${EHDS} with Article 11(5)`,
  },
  own: { rule: "own", why: "You, or somebody who acts for you.", source: "the registry tells all accesses" },
  "without leave": {
    rule: "without leave",
    why: "Nobody had given leave for this access. You can ask the hospital about it.",
    source: EHDS,
  },
  withheld: {
    rule: "withheld",
    why: "Every access is told; the name is withheld to protect a health professional.",
    source: `${EHDS}, restriction by a Member State`,
  },
  period: { rule: "period", why: "It is outside of the time that was asked for.", source: "the question" },
} as const satisfies Readonly<Record<string, Rule>>;

/**
 * Writes the notice of a patient: every access in a time, whoever it was and by whose leave. Nothing is left out but what is outside of the time.
 *
 * @param accesses - All of the patient.
 */
export function buildNotice(accesses: readonly ReportedAccess[], question: NoticeQuestion, names: Names): AccessNotice {
  const { patient, custodian, from, until, asOf } = question;
  const isWithin = ({ access: { time } }: ReportedAccess): boolean => from <= time && time < until;
  const sorted = accesses.filter(({ access }) => access.patient === patient).sort(byTime);
  return {
    report: "access notice",
    ...{ patient, patientName: names.patient(patient), custodian: getAddress(custodian) },
    custodianName: names.actor(custodian),
    ...{ asOf, from, until },
    rows: sorted.filter(isWithin).map((one) => tell(one, question, names)),
    leftOut: sorted.filter((one) => !isWithin(one)).map((one) => leaveOut(one, RULES.period)),
  };
}

/** Where a feed stands: behind this log of this block. */
export type NoticeCursor = { readonly blockNumber: number; readonly logIndex: number };

export type NoticePage = {
  readonly rows: readonly NoticeRow[];
  readonly next: NoticeCursor | undefined;
  readonly isLast: boolean;
};

/**
 * Writes what is new to a patient since a cursor, in the order of the chain: an access that was logged late comes when it is logged, whenever it happened.
 *
 * @param accesses - All of the patient, of blocks that are final: what a reorganisation takes back has been told.
 * @param page - At most `limit`, those behind `after`.
 * @returns `next` is the `after` of the page to come, also where nothing is new.
 */
export function buildNoticeFeed(
  accesses: readonly ReportedAccess[],
  question: Pick<NoticeQuestion, "patient" | "withheld">,
  page: { readonly limit: number; readonly after?: NoticeCursor | undefined },
  names: Names,
): NoticePage {
  const { limit, after } = page;
  const isNew = ({ access: { place } }: ReportedAccess): boolean =>
    after === undefined ||
    place.blockNumber > after.blockNumber ||
    (place.blockNumber === after.blockNumber && place.logIndex > after.logIndex);
  const sorted = accesses
    .filter((one) => one.access.patient === question.patient && isNew(one))
    .sort((one, other) => {
      const [a, b] = [one.access.place, other.access.place];
      return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
    });
  const told = sorted.slice(0, limit);
  const last = told.at(-1)?.access.place;
  return {
    rows: told.map((one) => tell(one, question, names)),
    next: last === undefined ? after : { blockNumber: last.blockNumber, logIndex: last.logIndex },
    isLast: sorted.length <= limit,
  };
}

function tell(one: ReportedAccess, { withheld }: Pick<NoticeQuestion, "withheld">, names: Names): NoticeRow {
  const described = describeAccess(one, names);
  if (withheld?.has(one.access.accessor) === true) {
    const hidden = { accessor: null, accessorName: "name withheld", block: null, transaction: null };
    return { ...described, ...hidden, ...RULES.withheld };
  }
  return { ...described, ...ruleOf(one) };
}

function ruleOf({ access: { basis } }: ReportedAccess): Rule {
  if (basis === "EMERGENCY") return RULES.emergency;
  if (basis === "PATIENT") return RULES.own;
  return basis === "NONE" ? RULES["without leave"] : RULES.access;
}
