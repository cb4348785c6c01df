import type { Command } from "commander";
import { getAddress } from "viem";
import { listRoles } from "../../../consent/actors.ts";
import { NO_END } from "../../../consent/typedData.ts";
import { actorAt } from "../../../indexer/queries/actorAt.ts";
import type { Reader } from "../../../sql/database.ts";
import { answerFromIndex } from "../../answerFromIndex.ts";
import { renderTable, renderTime, shorten } from "../../output.ts";
import { type Session, withSession } from "../../session.ts";
import { globalOptions } from "../options.ts";

/** Adds `list`. */
export function addActorListCommand(actors: Command): void {
  actors
    .command("list")
    .description("list the actors of the directory, with the names you gave them")
    .action(async (_options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        await answerFromIndex(session, async (index) => {
          const actors = await listActors(session, index);
          const short = actors.map(({ account, organizationName, organization, roles, until, ...row }) => ({
            ...row,
            roles: roles.join(" "),
            account: shorten(account),
            organization: organizationName ?? shorten(organization),
            until: until === null ? "" : renderTime(until),
          }));
          const columns = ["name", "account", "kind", "organization", "roles", "until"];
          return {
            data: { actors },
            text: actors.length === 0 ? "The directory is empty." : renderTable(columns, short),
          };
        });
      });
    });
}

async function listActors(session: Session, index: Reader) {
  const accounts = await index.all<{ actor: Uint8Array }>("SELECT DISTINCT actor FROM actors ORDER BY actor");
  const names = new Map((await session.vault.listLabels("actor")).map(({ id, text }) => [id, text]));
  const rows = [];
  for (const { actor } of accounts) {
    const account = `0x${Buffer.from(actor).toString("hex")}` as const;
    const terms = await actorAt(index, account, Number.MAX_SAFE_INTEGER);
    if (!terms) continue;
    const { kind, organization, roles, from, until } = terms;
    rows.push({
      account: getAddress(account),
      name: names.get(account) ?? null,
      kind,
      organization: getAddress(organization),
      organizationName: names.get(organization) ?? null,
      roles: listRoles(roles),
      from,
      until: until === NO_END ? null : until,
    });
  }
  return rows;
}
