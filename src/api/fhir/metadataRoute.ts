import { instant } from "../../audit/fhir/index.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import { FHIR_JSON } from "./fhirJson.ts";

const searched = [
  ["date", "date"],
  ["patient", "reference"],
  ["patient.identifier", "token"],
  ["agent", "reference"],
  ["agent.identifier", "token"],
  ["entity", "reference"],
  ["entity.identifier", "token"],
  ["purpose", "token"],
  ["outcome", "token"],
] as const;

/** Adds `GET /fhir/metadata`: what of FHIR there is here. Nobody has to be signed in for it. */
export function addMetadataRoute(app: Api, { login, now }: Pick<ApiOptions, "login" | "now">): void {
  app.get("/fhir/metadata", { schema: { tags: ["FHIR"], summary: "The capability statement" } }, async (_, reply) =>
    reply.type(FHIR_JSON).send({
      resourceType: "CapabilityStatement",
      status: "active",
      date: instant(Math.floor(now())),
      kind: "instance",
      implementation: { description: "Access registry for medical imaging", url: `${login.uri}/fhir` },
      fhirVersion: "4.0.1",
      format: ["json"],
      rest: [
        {
          mode: "server",
          resource: [
            {
              type: "AuditEvent",
              interaction: [{ code: "read" }, { code: "search-type" }],
              searchParam: searched.map(([name, type]) => ({ name, type })),
            },
            { type: "ImagingStudy", interaction: [{ code: "read" }] },
          ],
        },
      ],
    }),
  );
}
