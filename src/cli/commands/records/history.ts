import type { Command } from "commander";
import { reading } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { resolvePart } from "../../names.ts";
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
        const { record } = await resolvePart(session, target);
        const database = await openIndex(session);
        try {
          const history = await readHistory(session, database, record);
          if (history.revisions.length === 0) throw new UsageError("This record is not registered on this chain.");
          session.output.answer(history, renderHistory(history));
        } finally {
          await database.close();
        }
      }),
    );
}
