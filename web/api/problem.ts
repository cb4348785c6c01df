/** A refusal of the API, or that it could not be reached. `code` is stable; `detail` says in English what to do. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Which fields of the request were not of their form, and what they have to be. */
  readonly fields: readonly { readonly field: string; readonly must: string }[];

  constructor({
    status,
    code,
    detail,
    fields = [],
  }: Pick<ApiProblem, "status" | "code" | "detail"> & { fields?: ApiProblem["fields"] }) {
    super(detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.fields = fields;
  }
}

/** Reads a refusal from an answer's body, whatever stood between may have made of it. */
export function readProblem(status: number, body: string): ApiProblem {
  const parsed = parseObject(body);
  const { code, detail, fields } = parsed;
  return new ApiProblem({
    status,
    code: typeof code === "string" ? code : "Unforeseen",
    detail: typeof detail === "string" ? detail : "",
    fields: Array.isArray(fields) ? fields.filter(isField) : [],
  });
}

/** The problem of a request that never had an answer. */
export function buildUnreachable(): ApiProblem {
  return new ApiProblem({ status: 0, code: "Unreachable", detail: "The server does not answer." });
}

function isField(value: unknown): value is ApiProblem["fields"][number] {
  if (typeof value !== "object" || value === null) return false;
  return "field" in value && typeof value.field === "string" && "must" in value && typeof value.must === "string";
}

function parseObject(text: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {}; // a proxy's page, or nothing: the status says enough
  }
}
