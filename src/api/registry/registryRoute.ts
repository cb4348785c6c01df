import { z } from "zod";
import { account } from "../forms/values.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";

const answer = z.object({
  chainId: z.int(),
  registry: account,
  startBlock: z.int().describe("The block that the registry was deployed in, or one before."),
  chainName: z.string().describe("What a wallet calls the chain when it is added."),
  rpcUrl: z.string().nullable().describe("A node that wallets may ask; null where none is meant for everybody."),
  relays: z.boolean().describe("Whether POST /relay is there."),
  live: z.boolean().describe("Whether GET /events is there."),
  demo: z.boolean().describe("Whether everything here is made up, to be tried."),
});

/** Adds `GET /registry`: which registry this is about, and on which chain. Nobody has to be signed in for it: a wallet needs it before. */
export function addRegistryRoute(
  app: Api,
  { login, registry, relayer, watch }: Pick<ApiOptions, "login" | "registry" | "relayer" | "watch">,
): void {
  const schema = { tags: ["standing"], summary: "Which registry this is about, and on which chain" };
  app.get("/registry", { schema: { ...schema, response: { 200: answer } } }, async () => ({
    ...{ chainId: login.chainId, registry: registry.address, startBlock: registry.startBlock },
    ...{ chainName: registry.chainName, rpcUrl: registry.rpcUrl ?? null },
    ...{ relays: relayer !== undefined, live: watch !== undefined, demo: registry.demo },
  }));
}
