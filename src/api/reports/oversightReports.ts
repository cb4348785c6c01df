import type { Address } from "viem";
import { z } from "zod";
import type { Aside } from "../aside/aside.ts";
import { AuditorsOnlyError, NotFoundError } from "../errors.ts";
import { address } from "../forms/values.ts";
import type { ApiOptions } from "../options.ts";
import type { Asking } from "../questions/question.ts";
import type { Api } from "../server/api.ts";
import type { Standing } from "../standing/standing.ts";
import { custodianQuery, periodOf, periodQuery } from "./reportQuery.ts";
import { sendReport } from "./sendReport.ts";

const thirtyDays = 30 * 86_400;

/** Adds `GET /reports/emergencies`, `/reports/misuse` and `/reports/blast-radius/:account`: for privacy officers and auditors. */
export function addOversightReports(
  app: Api,
  { index, askers, now, settings }: Asking,
  aside: Aside,
  options: Pick<ApiOptions, "directories">,
): void {
  const config = { rateLimit: { max: settings.proofsPerMinute } };
  const tags = ["reports"];
  const look = (account: Address) => index.ask(account, async ({ standing, now: time }) => ({ standing, time }));

  for (const [report, summary, since] of [
    ["emergencies", "Every access in an emergency, its reason, and its review", () => 0],
    ["misuse", "Signs of misuse, of the last 30 days unless told", (time: number) => Math.max(time - thirtyDays, 0)],
  ] as const) {
    app.get(
      `/reports/${report}`,
      { config, schema: { tags, summary, params: z.strictObject({}), querystring: custodianQuery } },
      async (request, reply) => {
        const { account } = askers.identify(request, now()).session;
        const { custodian: asked, since: from, until, ...form } = request.query;
        const { standing, time } = await look(account);
        const custodian = requireCustodian(standing, asked, report === "emergencies");
        const wish = { report, custodian, ...periodOf({ since: from, until }, since(time), time) };
        return sendReport(reply, aside, options, { account, wish, form, now: time });
      },
    );
  }

  app.get(
    "/reports/blast-radius/:account",
    {
      config,
      schema: {
        ...{ tags, summary: "What the key of an account did, and could have done; auditors only" },
        ...{ params: z.strictObject({ account: address }), querystring: periodQuery },
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { since, until, ...form } = request.query;
      const { standing, time } = await look(account);
      // It names other organizations' patients, and what they permitted.
      if (!standing.isAuditor) throw new AuditorsOnlyError();
      const period = periodOf({ since, until }, 0, time);
      const wish = { report: "blast-radius", account: request.params.account, ...period } as const;
      return sendReport(reply, aside, options, { account, wish, form, now: time });
    },
  );
}

/**
 * Says of whose patients a report is: of all for auditors, else of the asker's own organization.
 *
 * @param mayReview - Whether its reviewers get it too.
 * @throws {NotFoundError} when the asker has none, or asks for another
 */
function requireCustodian(
  { isAuditor, custodian, roles, actor }: Standing,
  asked: Address | undefined,
  mayReview: boolean,
): Address | undefined {
  if (isAuditor) return asked;
  const own = mayReview && roles.includes("reviewer") ? actor?.organization : custodian;
  if (own === undefined || (asked ?? own) !== own) throw new NotFoundError();
  return own;
}
