import type { Address } from "viem";
import {
  type AnyReport,
  type AsOf,
  accountDisclosures,
  buildNotice,
  DEFAULT_THRESHOLDS,
  findMisuse,
  measureBlastRadius,
  type Names,
  NO_MARKS,
  reportEmergencies,
} from "../../audit/reports/index.ts";
import { permitsOf } from "../../indexer/queries/permitsOf.ts";
import { readKeyFacts } from "../../indexer/queries/readKeyFacts.ts";
import { type ReportedAccess, readReported } from "../../indexer/queries/readReported.ts";
import { readReviews } from "../../indexer/queries/readReviews.ts";
import type { Reader } from "../../sql/database.ts";
import { WrongQuestionError } from "../errors.ts";
import type { ReportWish } from "./reportWish.ts";

/** The most accesses that a report here is made of: a PDF of that many would take half a minute, and nobody reads it. */
export const mostReported = { json: 200_000, csv: 200_000, pdf: 20_000 } as const;

type Bounds = { readonly now: number; readonly most: number };
type ReadAll = (filter: Parameters<typeof readReported>[1], custodian?: Address) => Promise<readonly ReportedAccess[]>;

/** More accesses than a report is made of. */
export class TooManyReportedError extends WrongQuestionError {}

type Wish<Report extends ReportWish["report"]> = Extract<ReportWish, { readonly report: Report }>;

/**
 * Makes a report of an index. It knows what the chain knows: no UID, and of names those that organizations published.
 *
 * @param bounds.now - Unix seconds.
 * @param bounds.most - How many accesses it may be of.
 * @throws {TooManyReportedError} when it would be of more
 */
export async function buildReport(
  reader: Reader,
  wish: ReportWish,
  asOf: AsOf,
  names: Names,
  { now, most }: Bounds,
): Promise<AnyReport> {
  const readAll: ReadAll = async (filter, custodian) => {
    const accesses = await readReported(reader, filter, { custodian, most: most + 1 });
    if (accesses.length > most) throw new TooManyReportedError("The report would be of too many accesses.");
    return accesses;
  };
  switch (wish.report) {
    case "notice":
      return buildNotice(await readAll({ patient: wish.patient }), { ...wish, asOf }, names);
    case "disclosures":
      return accountDisclosures(await readAll({ patient: wish.patient }), { ...NO_MARKS, ...wish, asOf }, names);
    case "emergencies":
      return listEmergencies(reader, readAll, wish as Wish<"emergencies">, asOf, names, now);
    case "misuse":
      return listMisuse(reader, readAll, wish as Wish<"misuse">, asOf, names, now);
    case "blast-radius":
      return listReach(reader, readAll, wish, asOf, names);
  }
}

async function listEmergencies(
  reader: Reader,
  readAll: ReadAll,
  { custodian, from, until }: Wish<"emergencies">,
  asOf: AsOf,
  names: Names,
  now: number,
): Promise<AnyReport> {
  // The bases that an emergency can have come to: it was one, or it was claimed and was none.
  const accesses = await readAll({ bases: ["EMERGENCY", "NONE"], since: from, until }, custodian);
  return reportEmergencies(accesses, await readReviews(reader, accesses), { from, until, now, asOf }, names);
}

async function listMisuse(
  reader: Reader,
  readAll: ReadAll,
  { custodian, from, until }: Wish<"misuse">,
  asOf: AsOf,
  names: Names,
  now: number,
): Promise<AnyReport> {
  const accesses = await readAll({ since: from, until }, custodian);
  const permits = new Map<number, Awaited<ReturnType<typeof permitsOf>>>();
  for (const { access } of accesses) {
    if (access.basis !== "NONE" || permits.has(access.patient)) continue;
    permits.set(access.patient, await permitsOf(reader, access.patient));
  }
  const facts = {
    permitsOf: (patient: number) => permits.get(patient) ?? [],
    reviewOf: await readReviews(reader, accesses),
  };
  return findMisuse(accesses, facts, { from, until, now, thresholds: DEFAULT_THRESHOLDS, asOf }, names);
}

async function listReach(
  reader: Reader,
  readAll: ReadAll,
  { account, from, until }: Wish<"blast-radius">,
  asOf: AsOf,
  names: Names,
): Promise<AnyReport> {
  const own = await readAll({ accessor: account, since: from, until });
  const written = await readAll({ gateway: account, since: from, until });
  const accesses = [...own, ...written.filter(({ access }) => access.accessor !== account)];
  const facts = await readKeyFacts(reader, account);
  return measureBlastRadius(accesses, facts, { account, from, until, asOf }, names);
}
