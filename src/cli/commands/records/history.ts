import type { Command } from "commander";
import { reading } from "../../act.ts";
import { answerFromIndex } from "../../answerFromIndex.ts";
import { resolveRegistered } from "../../names.ts";
import { readHistory } from "../../recordHistory.ts";
import { renderHistory } from "../../renderHistory.ts";

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
        await answerFromIndex(session, async (index) => {
          const history = await readHistory(session, index, record);
          return { data: history, text: renderHistory(history) };
        });
      }),
    );
}
