import { type Command, InvalidArgumentError, Option } from "commander";
import { RefusedError } from "../../client/viem/index.ts";
import { commitContent } from "../../consent/commitments.ts";
import type { Vault } from "../../vault/vault.ts";
import { acting } from "../act.ts";
import { readText } from "../content.ts";
import { resolvePart } from "../names.ts";
import { describeSent, renderSent } from "../output.ts";
import { getRecordKey } from "../recordKey.ts";

type ReviewOptions = { readonly as: string; readonly outcome: "justified" | "unjustified"; readonly note: string };

/** Adds `review`: what happens after the glass was broken. */
export function addReviewCommand(program: Command): void {
  program
    .command("review")
    .argument("<record>", "record, or its Study Instance UID")
    .argument(
      "<number>",
      "the access's number among those of the record, as `fiducial emergency list` shows it",
      parseNumber,
    )
    .description("review an access in an emergency, once; the outcome stands on chain, the note in your vault")
    .requiredOption("--as <account>", "a reviewer of the record's custodian, who is not the accessor")
    .addOption(
      new Option("--outcome <outcome>", "what the review came to")
        .choices(["justified", "unjustified"])
        .makeOptionMandatory(),
    )
    .requiredOption(
      "--note <text>",
      "the reasons, or a file that holds them; sealed in the vault, only a keyed commitment goes to the chain",
    )
    .addHelpText(
      "after",
      "\nExample:\n  fiducial review 1.2.840.113619.2 5 --outcome justified --note 'No relative could be reached.' --as @4",
    )
    .action(
      acting<ReviewOptions, [string, number]>(async ({ session, signer, options }, target, number) => {
        const { record } = await resolvePart(session, target);
        const text = await readText(options.note);
        const key = await getRecordKey(session.vault, record);
        const note = commitContent(key, new TextEncoder().encode(text));
        const send = () => signer.review({ record, number, outcome: options.outcome, note });
        const reviewed = await keepNote(session.vault, `${record}/${number}`, text, send);
        session.output.answer(
          describeSent(reviewed),
          [
            `Reviewed access ${number} of the record: ${options.outcome}. The note is sealed in the vault; its commitment is on chain.`,
            renderSent(reviewed),
          ].join("\n"),
        );
      }),
    );
}

/** Keeps a note before anything is sent, so that none is lost whose commitment is on chain; takes it back where the contract refuses. */
async function keepNote<Result>(vault: Vault, id: string, text: string, send: () => Promise<Result>): Promise<Result> {
  const before = await vault.findLabel("note", id);
  await vault.setLabel("note", id, text);
  try {
    return await send();
  } catch (error) {
    if (error instanceof RefusedError) {
      if (before === undefined) await vault.eraseLabel("note", id);
      else await vault.setLabel("note", id, before);
    }
    throw error;
  }
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!/^\d{1,12}$/.test(text) || number < 1) throw new InvalidArgumentError("An access's number is 1 or more.");
  return number;
}
