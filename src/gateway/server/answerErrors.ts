import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { UnknownEmergencyReasonError, UnknownPurposeError } from "../../consent/errors.ts";
import { FiducialError } from "../../errors.ts";
import { LoginRefusedError, TooBusyError } from "../../session/index.ts";
import { ArchiveError } from "../archive.ts";
import { MalformedAnswerError, RefusedRequestError } from "../dicomweb/index.ts";
import { GatewayError } from "../errors.ts";
import { JournalClosedError, JournalFailedError, JournalRetiredError } from "../journal/index.ts";
import { describeError } from "./logging.ts";

/** What an error is answered with. */
type Answer = { readonly status: number; readonly code: string; readonly message: string };

const NO_SERVICE = [JournalFailedError, JournalClosedError, JournalRetiredError, TooBusyError] as const;
const ARCHIVE = [ArchiveError, MalformedAnswerError] as const;
const WRONG_WORDS = [UnknownPurposeError, UnknownEmergencyReasonError] as const;

/** What is refused, not there, or not to be seen: the one answer to all of them. */
export const NOT_FOUND: Answer = {
  status: 404,
  code: "NotFound",
  message:
    "There is nothing here for you. If you should see it, ask the patient or the custodian for a permit; in an emergency break the glass by POST /break-glass.",
};

/** Answers every error as JSON, and logs those that nobody foresaw by their kind alone. */
export function addErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_: FastifyRequest, reply) =>
    sendAnswer(reply, { status: 404, code: "NoSuchPath", message: "There is nothing at this path." }),
  );
}

/** Answers an error, also one of the server's own before any route was found. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = answerOf(error);
  if (answer.status >= 500) request.log.error({ failure: describeError(error) }, "a request failed");
  return sendAnswer(reply, answer);
}

/** Sends an answer as every refusal is sent. */
export function sendAnswer(reply: FastifyReply, { status, code, message }: Answer): FastifyReply {
  if (status === 503) void reply.header("retry-after", "1");
  return reply.code(status).type("application/json; charset=utf-8").send({ error: { code, message } });
}

/** Nobody reads it; it keeps who left out of the count of what failed. */
const GONE: Answer = { status: 499, code: "ClientGone", message: "The client left before it was answered." };

function answerOf(error: FastifyError): Answer {
  if (error.name === "AbortError") return GONE; // only a client that goes aborts anything
  if (error instanceof GatewayError || error instanceof RefusedRequestError) {
    return { status: error.status, code: error.code, message: error.message };
  }
  if (error instanceof FiducialError) {
    const { code, message } = error;
    if (ARCHIVE.some((Kind) => error instanceof Kind)) return { status: 502, code, message };
    if (NO_SERVICE.some((Kind) => error instanceof Kind)) return { status: 503, code, message };
    if (error instanceof LoginRefusedError) return { status: 401, code, message };
    if (WRONG_WORDS.some((Kind) => error instanceof Kind)) return { status: 400, code, message };
  }
  // Fastify's own: a body too large, no JSON, too many requests. Their messages repeat nothing of the request.
  const { statusCode = 500, code = "WrongRequest" } = error;
  if (statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      code,
      message:
        statusCode === 429 ? "Too many requests. Try again in a minute." : "The request is not one that is taken here.",
    };
  }
  return {
    status: 500,
    code: "Internal",
    message: "Something went wrong that should not have. The custodian's log says more.",
  };
}
