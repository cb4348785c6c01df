import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { FiducialError } from "../../errors.ts";
import { LoginRefusedError, TooBusyError } from "../../session/index.ts";
import { ApiError } from "../errors.ts";
import { buildOperationOutcome, FHIR_JSON } from "../fhir/fhirJson.ts";
import { describeError } from "./logging.ts";

/** A refusal, as every one is sent. @see RFC 9457 */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Of a request of the wrong form: which fields, and what they have to be. */
  readonly fields?: readonly { readonly field: string; readonly must: string }[];
};

const TITLES: Readonly<Record<number, string>> = {
  400: "The request is not of its form",
  401: "Nobody is signed in",
  403: "Not yours to ask",
  404: "Nothing here",
  413: "Too large",
  415: "Not a content type that is taken",
  422: "Refused by the registry",
  429: "Too many requests",
  500: "Unforeseen",
  502: "The chain's node does not give what is needed",
  503: "Not now",
};

/** Answers every error as a problem, and logs those that nobody foresaw by their kind alone. */
export function addProblems(app: FastifyInstance, findOthers: (error: FiducialError) => Problem | undefined): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, findOthers);
    if (problem.status >= 500) request.log.error({ failure: describeError(error) }, "a request failed");
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_: FastifyRequest, reply) =>
    sendProblem(reply, {
      status: 404,
      code: "NoSuchPath",
      detail: "There is nothing at this path. GET /docs lists all.",
    }),
  );
}

/** Sends a problem. */
export function sendProblem(reply: FastifyReply, { status, code, detail, fields }: Problem): FastifyReply {
  if (status === 503) void reply.header("retry-after", "1");
  if (reply.request.routeOptions.url?.startsWith("/fhir/") === true) {
    const outcome = buildOperationOutcome({ status, code, detail, fields });
    return reply.code(status).type(FHIR_JSON).serializer(JSON.stringify).send(outcome);
  }
  const problem = { type: `urn:fiducial:problem:${code}`, title: TITLES[status] ?? "Refused", status, detail, code };
  return reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(fields === undefined ? problem : { ...problem, fields });
}

function problemOf(error: FastifyError, findOthers: (error: FiducialError) => Problem | undefined): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) return describeForm(error);
  if (error instanceof ApiError) return { status: error.status, code: error.code, detail: error.message };
  if (error instanceof LoginRefusedError) return { status: 401, code: error.code, detail: error.message };
  if (error instanceof TooBusyError) return { status: 503, code: error.code, detail: error.message };
  const other = error instanceof FiducialError ? findOthers(error) : undefined;
  if (other !== undefined) return other;
  // Fastify's own: a body too large, no JSON, too many requests. Their messages may repeat the request.
  const { statusCode = 500 } = error;
  if (statusCode >= 400 && statusCode < 500) {
    const isMany = statusCode === 429;
    return {
      status: statusCode,
      code: isMany ? "TooManyRequests" : "WrongRequest",
      detail: isMany ? "Try again in a minute." : "The request is not one that is taken here. GET /docs says what is.",
    };
  }
  return {
    status: 500,
    code: "Internal",
    detail: "Something went wrong that should not have. The log here says more.",
  };
}

type FormError = Parameters<typeof hasZodFastifySchemaValidationErrors>[0] & {
  readonly validation: readonly {
    readonly instancePath: string;
    readonly keyword: string;
    readonly message?: string | undefined;
  }[];
  readonly validationContext?: string | undefined;
};

/** Says which fields are wrong and what they have to be, and repeats nothing of what was sent. */
function describeForm(error: unknown): Problem {
  const { validation, validationContext = "request" } = error as FormError;
  const fields = validation.slice(0, 20).map(({ instancePath, keyword, message = "is wrong" }) => ({
    field: `${validationContext}${instancePath.replaceAll("/", ".")}`.slice(0, 100),
    must: keyword === "unrecognized_keys" ? "holds nothing but its own fields" : message,
  }));
  return { status: 400, code: "WrongRequest", detail: "Fields of the request are not of their form.", fields };
}
