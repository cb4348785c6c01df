import type { Command } from "commander";
import { reading } from "../../act.ts";
import { resolveRegistered } from "../../names.ts";
import { readHistory } from "../../recordHistory.ts";
import { renderHistory } from "../../renderHistory.ts";
import { openIndex } from "../../session.ts";

/** Adds `history`. */
export function addHistoryCommand(records: Command): void {
  records
    .command("history")
    .argument("<record>", "record, or its Study Instance UID")
    .description(
      "show a record's revisions, who contributed what with which tool, what it relates to, and who read an older state",
    )
    .action(
      reading<object, [string]>(async ({ session }, target) => {
        const record = await resolveRegistered(session, target);
        const database = await openIndex(session);
        try {
          const history = await readHistory(session, database, record);
          session.output.answer(history, renderHistory(history));
        } finally {
          await database.close();
        }
      }),
    );
}
