import type { Address } from "viem";
import { z } from "zod";
import { listRecordsOf } from "../../indexer/queries/records.ts";
import type { Aside } from "../aside/aside.ts";
import { count, seconds } from "../forms/values.ts";
import type { ApiOptions } from "../options.ts";
import type { Asking } from "../questions/question.ts";
import type { Api } from "../server/api.ts";
import { getVisiblePatient } from "../standing/scope.ts";
import { countRecords } from "./countRecords.ts";
import { formQuery, periodOf, periodQuery } from "./reportQuery.ts";
import { sendReport } from "./sendReport.ts";

const params = z.strictObject({ patient: count });

/** Adds `GET /patients/:patient/notice` and `/patients/:patient/disclosures`: what a patient is owed. */
export function addPatientReports(
  app: Api,
  { index, askers, now, settings }: Asking,
  aside: Aside,
  options: Pick<ApiOptions, "directories" | "request">,
): void {
  const config = { rateLimit: { max: settings.proofsPerMinute } };
  const tags = ["reports"];

  /** Looks whose the patient is, and for whom it is asked. */
  function look(account: Address, patient: number) {
    return index.ask(account, async ({ reader, standing, status, now: time }) => {
      const owned = await getVisiblePatient(reader, standing, patient);
      const isForPatient = !standing.isAuditor && standing.custodian !== owned.custodian;
      return { owned, isForPatient, time, status, records: await listRecordsOf(reader, patient) };
    });
  }

  /** Asks the contract outside of the index's state, so that nobody waits for the node. */
  async function countOf(account: Address, patient: number) {
    const { status, records } = await look(account, patient);
    return countRecords(options.request, status, records);
  }

  app.get(
    "/patients/:patient/notice",
    {
      config,
      schema: {
        ...{ tags, summary: "Who saw which data of a patient, and when: all of it (EHDS, Article 9)" },
        ...{ params, querystring: periodQuery },
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { patient } = request.params;
      const { since, until, ...form } = request.query;
      const { owned, time } = await look(account, patient);
      const wish = { report: "notice", ...owned, ...periodOf({ since, until }, 0, time) } as const;
      const counting = () => countOf(account, patient);
      return sendReport(reply, aside, options, { account, wish, form, now: time, count: counting });
    },
  );

  app.get(
    "/patients/:patient/disclosures",
    {
      config,
      schema: {
        ...{ tags, summary: "Accounting of disclosures of a patient's data (45 CFR 164.528)" },
        params,
        querystring: formQuery.extend({
          since: seconds.optional().describe("The shorter time that the patient asked for; six years without it."),
        }),
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { patient } = request.params;
      const { since, ...form } = request.query;
      const { owned, isForPatient, time } = await look(account, patient);
      const wish = { report: "disclosures", ...owned, requestedAt: time + 1, since, isForPatient } as const;
      const counting = () => countOf(account, patient);
      return sendReport(reply, aside, options, { account, wish, form, now: time, count: counting });
    },
  );
}
