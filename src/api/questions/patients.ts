import { z } from "zod";
import { listKinds } from "../../consent/kinds.ts";
import { POWERS, type Power } from "../../consent/powers.ts";
import { listPurposes } from "../../consent/purposes.ts";
import { patientHistory } from "../../indexer/queries/patientHistory.ts";
import { type PermitEvent, permitsOf } from "../../indexer/queries/permitsOf.ts";
import { incapacityOf, proxiesOf } from "../../indexer/queries/proxies.ts";
import { whoActedFor } from "../../indexer/queries/whoActedFor.ts";
import { account, count, digest, limit, place } from "../forms/values.ts";
import type { Api } from "../server/api.ts";
import { getVisiblePatient } from "../standing/scope.ts";
import { accessForm, formOfAccess } from "./accessForm.ts";
import { accessCursor, writeCursor } from "./cursor.ts";
import { type Asking, addQuestion } from "./question.ts";

const tag = "patients";
const params = z.strictObject({ patient: count });
const nothing = z.strictObject({});

const permitForm = z.object({
  event: z.enum(["permitted", "revoked"]),
  scope: digest.describe("A record, or zeros for all of the patient."),
  grantee: account,
  version: z.int(),
  by: account,
  terms: z
    .object({
      purposes: z.array(z.string()).describe("Codes, each with all below it where all of it is permitted."),
      kinds: z.array(z.string()),
      from: z.int(),
      until: z.int(),
    })
    .nullable()
    .describe("null for a revocation."),
  place,
});

const proxyForm = z.object({
  proxy: account,
  powers: z.array(z.enum(Object.keys(POWERS) as [Power, ...Power[]])),
  springing: z.boolean().describe("Whether the powers wait for the patient's incapacity."),
  from: z.int(),
  until: z.int(),
  endedBy: z.enum(["dismissal", "claim"]).nullable(),
  place,
});

/** Adds the questions about a patient: all below `/patients/:patient` but the records. */
export function addPatientQuestions(app: Api, asking: Asking): void {
  addQuestion(app, asking, {
    ...{ url: "/patients/:patient/history", summary: "Who acted for a patient since the enrolment", tag },
    ...{ params, query: nothing },
    answer: z.object({ events: z.array(z.looseObject({ event: z.string(), place })) }),
    ask: async ({ reader, standing, params: { patient } }) => {
      await getVisiblePatient(reader, standing, patient);
      return { events: (await patientHistory(reader, patient)).map((event) => ({ ...event })) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/patients/:patient/permits", summary: "Everything a patient's side ever permitted and revoked", tag },
    ...{ params, query: nothing },
    answer: z.object({ permits: z.array(permitForm) }),
    ask: async ({ reader, standing, params: { patient } }) => {
      await getVisiblePatient(reader, standing, patient);
      return { permits: (await permitsOf(reader, patient)).map(formOfPermit) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/patients/:patient/proxies", summary: "Who is or was appointed to act for a patient", tag },
    ...{ params, query: nothing },
    answer: z.object({
      proxies: z.array(proxyForm),
      incapacity: z.object({ from: z.int(), until: z.int() }).nullable().describe("As last stated."),
    }),
    ask: async ({ reader, standing, params: { patient } }) => {
      await getVisiblePatient(reader, standing, patient);
      const proxies = (await proxiesOf(reader, patient)).map(({ powers, endedBy = null, ...terms }) => {
        return { ...terms, powers: [...powers], endedBy };
      });
      return { proxies, incapacity: (await incapacityOf(reader, patient)) ?? null };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/patients/:patient/acted-for", summary: "Accesses that others made in a patient's name", tag },
    params,
    query: z.strictObject({ limit, after: accessCursor.optional().describe("`next` of the page before.") }),
    answer: z.object({ accesses: z.array(accessForm), next: z.string().nullable() }),
    ask: async ({ reader, standing, params: { patient }, query }) => {
      await getVisiblePatient(reader, standing, patient);
      const { accesses, next } = await whoActedFor(reader, patient, query);
      return { accesses: accesses.map(formOfAccess), next: writeCursor(next) };
    },
  });
}

function formOfPermit(permit: PermitEvent): z.input<typeof permitForm> {
  const { event, scope, grantee, version, by, place: at } = permit;
  const stated = { event, scope, grantee, version, by, place: at };
  if (permit.event === "revoked") return { ...stated, terms: null };
  const { purposes, kinds, from, until } = permit;
  return { ...stated, terms: { purposes: listPurposes(purposes), kinds: listKinds(kinds), from, until } };
}
