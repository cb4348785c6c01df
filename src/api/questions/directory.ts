import { z } from "zod";
import { ACTOR_KINDS, listRoles, ROLES, type Role } from "../../consent/actors.ts";
import { actorAt } from "../../indexer/queries/actorAt.ts";
import { credentialsOf, keyOf } from "../../indexer/queries/credentials.ts";
import { NotFoundError } from "../errors.ts";
import { account, address, digest, place } from "../forms/values.ts";
import type { Api } from "../server/api.ts";
import { type Asking, addQuestion } from "./question.ts";

/** Adds `GET /actors/:actor`: the directory is for everybody who is signed in, one account at a time. It has no names. */
export function addDirectoryQuestion(app: Api, asking: Asking): void {
  addQuestion(app, asking, {
    ...{ url: "/actors/:actor", summary: "What an account is in the directory, and its credentials", tag: "directory" },
    params: z.strictObject({ actor: address }),
    query: z.strictObject({}),
    answer: z.object({
      actor: z.object({
        ...{ account, organization: account, kind: z.enum(ACTOR_KINDS) },
        roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
        from: z.int(),
        until: z.int().describe("First second after it (unix). It is in force only while its organization is too."),
      }),
      credentials: z.array(
        z.object({ organization: account, credential: digest, until: z.int(), isValid: z.boolean(), place }),
      ),
      encryptionKey: digest.nullable(),
    }),
    ask: async ({ reader, status, now, params: { actor } }) => {
      const terms = await actorAt(reader, actor, status.block.number);
      if (terms === undefined) throw new NotFoundError();
      const credentials = await credentialsOf(reader, actor, now);
      return {
        actor: { account: actor, ...terms, roles: listRoles(terms.roles) },
        credentials: [...credentials],
        encryptionKey: (await keyOf(reader, actor))?.key ?? null,
      };
    },
  });
}
