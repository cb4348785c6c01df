import type { Command } from "commander";
import { getAddress } from "viem";
import { listRoles } from "../../../consent/actors.ts";
import { NO_END } from "../../../consent/typedData.ts";
import { actorAt } from "../../../indexer/queries/actorAt.ts";
import { renderTable, renderTime, shorten } from "../../output.ts";
import { openIndex, type Session, withSession } from "../../session.ts";
import { globalOptions } from "../options.ts";

/** Adds `list`. */
export function addActorListCommand(actors: Command): void {
  actors
    .command("list")
    .description("list the actors of the directory, with the names you gave them")
    .action(async (_options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        const rows = await listActors(session);
        const short = rows.map(({ account, organizationName, organization, roles, until, ...row }) => ({
          ...row,
          roles: roles.join(" "),
          account: shorten(account),
          organization: organizationName ?? shorten(organization),
          until: until === null ? "" : renderTime(until),
        }));
        const columns = ["name", "account", "kind", "organization", "roles", "until"];
        session.output.answer(rows, rows.length === 0 ? "The directory is empty." : renderTable(columns, short));
      });
    });
}

async function listActors(session: Session) {
  const database = await openIndex(session);
  try {
    const accounts = await database.all<{ actor: Uint8Array }>("SELECT DISTINCT actor FROM actors ORDER BY actor");
    const names = new Map((await session.vault.listLabels("actor")).map(({ id, text }) => [id, text]));
    const rows = [];
    for (const { actor } of accounts) {
      const account = `0x${Buffer.from(actor).toString("hex")}` as const;
      const terms = await actorAt(database, account, Number.MAX_SAFE_INTEGER);
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
  } finally {
    await database.close();
  }
}
