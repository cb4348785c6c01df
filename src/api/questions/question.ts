import type { z } from "zod";
import { asOf } from "../index/asOf.ts";
import type { Index, Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import type { Askers } from "../session/askers.ts";

/** What a question is answered with: the index, and who is signed in. */
export type Asking = { readonly index: Index; readonly askers: Askers } & Pick<
  ApiOptions,
  "now" | "sleep" | "settings"
>;

/** A question to the index. */
export type Question<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodObject> = {
  readonly url: string;
  readonly summary: string;
  readonly tag: string;
  readonly params: Params;
  readonly query: Query;
  /** What the answer holds beside `asOf`. */
  readonly answer: Answer;
  /**
   * Answers within one state of the index. It has to keep to what the standing may see.
   *
   * @throws {NotFoundError} where what is asked about is not there, or not the asker's
   */
  readonly ask: (
    asked: Indexed & { readonly params: z.output<Params>; readonly query: z.output<Query> },
  ) => Promise<z.input<Answer>>;
};

/** Adds a question as a route: whoever is signed in asks it, and gets of the answer what is theirs, with how old it is. */
export function addQuestion<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodObject>(
  app: Api,
  { index, askers, now, sleep, settings }: Asking,
  { url, summary, tag, params, query, answer, ask }: Question<Params, Query, Answer>,
): void {
  app.route({
    method: "GET",
    url,
    schema: {
      ...{ summary, params, tags: [tag], querystring: query },
      response: { 200: answer.extend({ asOf }) },
    },
    handler: async (request, reply) => {
      const { session } = askers.identify(request, now());
      const asked = { params: request.params as z.output<Params>, query: request.query as z.output<Query> };
      const answered = await index.ask(session.account, async (indexed) => ({
        ...(await ask({ ...indexed, ...asked })),
        asOf: indexed.asOf,
      }));
      // How long it took to find nothing may tell of what others have.
      if (isEmpty(answered)) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
      return reply.send(answered);
    },
  });
}

/** Computes how long to wait until a multiple of a step. */
export function timeToEven(elapsedMs: number, stepMs: number): number {
  return Math.ceil(elapsedMs / stepMs) * stepMs - elapsedMs;
}

function isEmpty(answered: object): boolean {
  return Object.values(answered).some((value) => Array.isArray(value) && value.length === 0);
}
