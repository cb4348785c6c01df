import { z } from "zod";
import { KINDS, type KindCode } from "../../consent/kinds.ts";
import { isPlainLine } from "../../consent/plainLine.ts";
import { NotFoundError, WrongQuestionError } from "../errors.ts";
import { account, commitment, count, digest, purpose } from "../forms/values.ts";
import type { Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import { type Asking, addQuestion, timeToEven } from "../questions/question.ts";
import type { Api } from "../server/api.ts";
import { ActorsOnlyError, TooManyOpenError } from "./errors.ts";

/** How long a request is open (seconds). */
const LIFE = 90 * 86_400;

const BOUNDS = { ofAsker: 100, ofAskerAndPatient: 3, ofPatient: 200 } as const;

const kind = z.enum(KINDS.map(({ code }) => code) as [KindCode, ...KindCode[]]);
const note = z
  .string()
  .transform((text) => text.trim())
  .refine((text) => text === "" || isPlainLine(text, 500), "is plain text, one paragraph of at most 500 characters");

const body = z.strictObject({
  patient: z
    .int()
    .min(1)
    .max(2 ** 48 - 1),
  scope: commitment.describe("One record, or zeros for all."),
  purposes: z.array(purpose).min(1).max(100),
  kinds: z.array(kind).min(1).max(48),
  until: z
    .int()
    .min(0)
    .max(2 ** 40 - 1)
    .describe("First second after the leave that is asked for (unix)."),
  note: note.optional().describe("Why, in at most 500 characters. The patient reads it."),
});

const requestForm = z.object({
  ...{ id: z.string(), from: account, scope: digest, purposes: z.array(purpose), kinds: z.array(kind) },
  ...{ until: z.int(), note: z.string().nullable(), at: z.int() },
});

/**
 * Adds `POST /requests`, `GET /patients/:patient/requests` and `DELETE /patients/:patient/requests/:id`: an actor asks a patient for leave, which only a
 * permit gives. Nobody looks up whether there is such a patient, so that no answer can tell.
 */
export function addRequestRoutes(
  app: Api,
  asking: Asking,
  {
    requests,
    randomBytes,
  }: { readonly requests: NonNullable<ApiOptions["requests"]> } & Pick<ApiOptions, "randomBytes">,
): void {
  const { index, askers, now, sleep, settings } = asking;
  const { store, perMinute } = requests;
  const tags = ["requests"];

  app.post(
    "/requests",
    {
      config: {
        rateLimit: {
          max: perMinute,
          keyGenerator: (request) => `ask ${askers.identify(request, now()).session.account}`,
        },
      },
      schema: {
        ...{ tags, summary: "Asks a patient for leave; the answer is the same whoever that is" },
        ...{ body, response: { 202: z.object({ status: z.literal("asked") }) } },
      },
    },
    async (request, reply) => {
      const { session } = askers.identify(request, now());
      const { note: written, purposes, kinds, ...asked } = request.body;
      const at = await index.ask(session.account, async ({ standing, now: time }) => {
        if (standing.actor === undefined || standing.isAuditor) throw new ActorsOnlyError();
        return time;
      });
      if (asked.until <= at) throw new WrongQuestionError("The leave that is asked for would be over already.");
      const stated = { purposes: [...new Set(purposes)], kinds: [...new Set(kinds)], note: written || null };
      const id = Buffer.from(randomBytes(16)).toString("hex");
      const taken = await store.add({ id, from: session.account, at, ...asked, ...stated }, at - LIFE, BOUNDS);
      if (taken === "tooMany") throw new TooManyOpenError();
      await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
      return reply.code(202).send({ status: "asked" as const });
    },
  );

  addQuestion(app, asking, {
    ...{
      url: "/patients/:patient/requests",
      summary: "Who asks a patient for leave, the newest first",
      tag: "requests",
    },
    params: z.strictObject({ patient: count }),
    query: z.strictObject({}),
    answer: z.object({ requests: z.array(requestForm) }),
    ask: async ({ params: { patient }, ...indexed }) => {
      const since = await getFirstSecond(indexed, patient);
      const open = (await store.list(patient, since)).filter(({ until }) => until > indexed.now);
      return {
        requests: open.map(({ patient: _, purposes, kinds, ...rest }) => ({
          ...rest,
          purposes: [...purposes],
          kinds: [...kinds],
        })),
      };
    },
  });

  app.delete(
    "/patients/:patient/requests/:id",
    {
      schema: {
        ...{ tags, summary: "Puts a request away; who asked is not told" },
        params: z.strictObject({ patient: count, id: z.string().max(64) }),
      },
    },
    async (request, reply) => {
      const { account: who } = askers.identify(request, now()).session;
      const { patient, id } = request.params;
      const since = await index.ask(who, (indexed) => getFirstSecond(indexed, patient));
      if (!(await store.dismiss(patient, id, since))) throw new NotFoundError();
      return reply.code(204).send();
    },
  );
}

/**
 * Finds since when requests to a patient count, for the patient's own side alone: what one custodian's patient is asked is neither the custodian's nor an
 * auditor's to read. What was asked before anybody had the number was meant for nobody.
 *
 * @throws {NotFoundError} for everybody else
 */
async function getFirstSecond(
  { reader, standing, now }: Pick<Indexed, "reader" | "standing" | "now">,
  patient: number,
) {
  if (!standing.patients.includes(patient)) throw new NotFoundError();
  const enrolled = await reader.get<{ block_time: number }>(
    "SELECT block_time FROM patients WHERE patient = ? AND event = 'enrolled'",
    [patient],
  );
  if (enrolled === undefined) throw new NotFoundError();
  return Math.max(enrolled.block_time, now - LIFE);
}
