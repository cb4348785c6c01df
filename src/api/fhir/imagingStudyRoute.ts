import { z } from "zod";
import { findImagingStudy, findRecordOfId } from "../../audit/fhir/index.ts";
import { NotFoundError } from "../errors.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { Asking } from "../questions/question.ts";
import { getVisibleRecord } from "../questions/records.ts";
import type { Api } from "../server/api.ts";
import { FHIR_JSON } from "./fhirJson.ts";

/** Adds `GET /fhir/ImagingStudy/:id`: what AuditEvents refer to. It holds no UID, which the chain has none of. */
export function addImagingStudyRoute(app: Api, { index, askers, now }: Asking): void {
  app.get(
    "/fhir/ImagingStudy/:id",
    {
      schema: {
        ...{ tags: ["FHIR"], summary: "Reads a record of images" },
        params: z.strictObject({ id: z.string().max(64) }),
        querystring: z.strictObject({}),
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { study, asOf } = await index.ask(account, async ({ reader, standing, status, asOf }) => {
        const id = findRecordOfId(request.params.id);
        if (id === undefined) throw new NotFoundError();
        const { revisions, ...record } = await getVisibleRecord(reader, standing, id);
        const registry = { chainId: status.chainId, registry: status.registry };
        const found = findImagingStudy(record, { registry, status: revisions.at(-1)?.status ?? record.status });
        if (found === undefined) throw new NotFoundError();
        return { study: found, asOf };
      });
      return reply.headers(buildAsOfHeaders(asOf)).type(FHIR_JSON).send(study);
    },
  );
}
