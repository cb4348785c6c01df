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

/** The most accesses that a report here is made of. */
export const mostReported = 200_000;

/** More accesses than a report is made of. */
export class TooManyReportedError extends WrongQuestionError {}

type Wish<Report extends ReportWish["report"]> = Extract<ReportWish, { readonly report: Report }>;

/**
 * Makes a report of an index. It knows what the chain knows: no UID, and of names those that organizations published.
 *
 * @param now - Unix seconds.
 * @throws {TooManyReportedError} when it would be of more than 200,000 accesses
 */
export async function buildReport(
  reader: Reader,
  wish: ReportWish,
  asOf: AsOf,
  names: Names,
  now: number,
): Promise<AnyReport> {
  switch (wish.report) {
    case "notice":
      return buildNotice(await readAll(reader, { patient: wish.patient }), { ...wish, asOf }, names);
    case "disclosures":
      return accountDisclosures(
        await readAll(reader, { patient: wish.patient }),
        { ...NO_MARKS, ...wish, asOf },
        names,
      );
    case "emergencies":
      return listEmergencies(reader, wish as Wish<"emergencies">, asOf, names, now);
    case "misuse":
      return listMisuse(reader, wish as Wish<"misuse">, asOf, names, now);
    case "blast-radius":
      return listReach(reader, wish, asOf, names);
  }
}

async function readAll(
  reader: Reader,
  filter: Parameters<typeof readReported>[1],
  custodian?: Address,
): Promise<readonly ReportedAccess[]> {
  const accesses = await readReported(reader, filter, { custodian, most: mostReported + 1 });
  if (accesses.length <= mostReported) return accesses;
  throw new TooManyReportedError(
    `The report would be of more than ${mostReported} accesses. Ask for a shorter time, or use \`fiducial report\` on the custodian's machine.`,
  );
}

async function listEmergencies(
  reader: Reader,
  { custodian, from, until }: Wish<"emergencies">,
  asOf: AsOf,
  names: Names,
  now: number,
): Promise<AnyReport> {
  // The bases that an emergency can have come to: it was one, or it was claimed and was none.
  const accesses = await readAll(reader, { bases: ["EMERGENCY", "NONE"], since: from, until }, custodian);
  return reportEmergencies(accesses, await readReviews(reader, accesses), { from, until, now, asOf }, names);
}

async function listMisuse(
  reader: Reader,
  { custodian, from, until }: Wish<"misuse">,
  asOf: AsOf,
  names: Names,
  now: number,
): Promise<AnyReport> {
  const accesses = await readAll(reader, { since: from, until }, custodian);
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
  { account, from, until }: Wish<"blast-radius">,
  asOf: AsOf,
  names: Names,
): Promise<AnyReport> {
  const own = await readAll(reader, { accessor: account, since: from, until });
  const written = await readAll(reader, { gateway: account, since: from, until });
  const accesses = [...own, ...written.filter(({ access }) => access.accessor !== account)];
  const facts = await readKeyFacts(reader, account);
  return measureBlastRadius(accesses, facts, { account, from, until, asOf }, names);
}
