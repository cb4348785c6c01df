import { instant } from "../../audit/fhir/index.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import { FHIR_JSON } from "./fhirJson.ts";

/** What each type of resource is searched by; `none` where it can only be read. */
const SEARCHED = {
  AuditEvent: {
    date: "date",
    patient: "reference",
    agent: "reference",
    entity: "reference",
    purpose: "token",
    outcome: "token",
  },
  Consent: {
    ...{ patient: "reference", status: "token", actor: "reference", consentor: "reference" },
    ...{ organization: "reference", data: "reference", date: "date", period: "date" },
  },
  Provenance: { target: "reference", agent: "reference", recorded: "date" },
  ImagingStudy: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, "date" | "reference" | "token">>>>;

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
      rest: [{ mode: "server", resource: Object.entries(SEARCHED).map(([type, names]) => describe(type, names)) }],
    }),
  );
}

/** A reference can be searched for by the identifier of what it refers to, too. */
function describe(type: string, names: Readonly<Record<string, string>>) {
  const searchParam = Object.entries(names).flatMap(([name, of]) => [
    { name, type: of },
    ...(of === "reference" ? [{ name: `${name}.identifier`, type: "token" }] : []),
  ]);
  const read = { type, interaction: [{ code: "read" }] };
  return searchParam.length === 0
    ? read
    : { ...read, interaction: [...read.interaction, { code: "search-type" }], searchParam };
}
