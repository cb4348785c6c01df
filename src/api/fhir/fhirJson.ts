/** What FHIR answers are sent as. */
export const FHIR_JSON = "application/fhir+json; charset=utf-8";

const ISSUES: Readonly<Record<number, string>> = {
  400: "invalid",
  401: "login",
  403: "forbidden",
  404: "not-found",
  413: "too-long",
  429: "throttled",
  503: "transient",
};

/** Builds what FHIR's answers are refused with. */
export function buildOperationOutcome({
  status,
  code,
  detail,
  fields = [],
}: {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly { readonly field: string; readonly must: string }[] | undefined;
}) {
  const issue = { severity: "error", code: ISSUES[status] ?? "exception" };
  return {
    resourceType: "OperationOutcome",
    issue: [
      { ...issue, details: { coding: [{ system: "urn:fiducial:problem", code }], text: detail } },
      ...fields.map(({ field, must }) => ({ ...issue, details: { text: must }, expression: [field] })),
    ],
  };
}
