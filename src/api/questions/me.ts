import { z } from "zod";
import { ACTOR_KINDS, ROLES, type Role } from "../../consent/actors.ts";
import { account } from "../forms/values.ts";
import type { Api } from "../server/api.ts";
import { type Asking, addQuestion } from "./question.ts";

/** Adds `GET /me`: what the directory says of whoever asks, and what that lets them see. */
export function addMeQuestion(app: Api, asking: Asking): void {
  addQuestion(app, asking, {
    url: "/me",
    summary: "Who you are to the registry, and what you may see",
    tag: "signing in",
    params: z.strictObject({}),
    query: z.strictObject({}),
    answer: z.object({
      account,
      actor: z
        .object({
          kind: z.enum(ACTOR_KINDS),
          organization: account,
          roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
        })
        .nullable(),
      sees: z.object({
        everything: z.boolean().describe("As an auditor."),
        recordsOf: account.nullable().describe("The organization whose patients' records you see."),
        patientsAs: z.array(z.int()).describe("The patients whom you read as."),
      }),
    }),
    ask: async ({ standing: { account: who, actor, roles, isAuditor, custodian, patients } }) => ({
      account: who,
      actor: actor === undefined ? null : { ...actor, roles: [...roles] },
      sees: { everything: isAuditor, recordsOf: custodian ?? null, patientsAs: [...patients] },
    }),
  });
}
