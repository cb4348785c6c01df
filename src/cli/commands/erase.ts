import type { Command } from "commander";
import type { Hex } from "viem";
import { UnknownRecordError } from "../../vault/errors.ts";
import type { Vault } from "../../vault/vault.ts";
import { requireYes } from "../confirm.ts";
import { UsageError } from "../errors.ts";
import { parseTypedUid } from "../names.ts";
import { renderCount } from "../output.ts";
import { parsePatient } from "../ownPatients.ts";
import { now } from "../time.ts";
import { type VaultSession, withVault } from "../withVault.ts";
import { globalOptions } from "./options.ts";

type EraseOptions = { readonly yes?: true };

/** Adds `erase record|patient`. */
export function addEraseCommand(program: Command): void {
  const erase = program
    .command("erase")
    .description("destroy keys and names in the vault, for good; the chain keeps rows that nobody can place any more");

  erase
    .command("record")
    .argument("<record>", "record, or its Study Instance UID")
    .description("destroy a record's key, UIDs, digests and review notes: its accesses stay, without a subject")
    .option("--yes", "do not ask; nothing brings it back")
    .addHelpText("after", "\nBackups of the vault keep what they hold. Images are not touched.")
    .action(
      erasing(async ({ vault, output }, target, isYes) => {
        const record = await findOwnRecord(vault, target);
        await requireYes(
          "Destroy the record's key? Nobody can tell any more which examination its accesses were of.",
          isYes,
        );
        const notes = (await vault.listLabels("note")).filter(({ id }) => id.startsWith(`${record}/`));
        for (const { id } of notes) await vault.eraseLabel("note", id);
        const { erasedAt, parts, manifests } = await vault.erase(record, now());
        output.answer(
          { record, erasedAt, parts: parts.length, manifests: manifests.length, notes: notes.length },
          `Erased record ${record}: its key, its UID, ${renderCount(parts.length, "part")}, ${renderCount(manifests.length, "list")} of digests, ${renderCount(notes.length, "note")}.\n  Its accesses stay on chain, and nobody can tell any more what they were of.`,
        );
      }),
    );

  erase
    .command("patient")
    .argument("<patient>", "number or name of the patient")
    .description("destroy a patient's name, restrictions and book key: no leaf of any book can be told to be theirs")
    .option("--yes", "do not ask; nothing brings it back")
    .addHelpText(
      "after",
      "\nThe patient's records are erased one by one with `fiducial erase record`. The number stays on chain, with its permits.\nFrom the next book on a patient has a new key, and a leaf that says nothing.",
    )
    .action(
      erasing(async ({ vault, output }, text, isYes) => {
        const patient = await parsePatient(vault, text);
        const inForce = (await vault.listRestrictions(patient)).filter(({ liftedAt }) => liftedAt === undefined).length;
        const lost = `${renderCount(inForce, "restriction")} in force will not be applied any more.`;
        await requireYes(`Destroy the patient's name, restrictions and book key? ${lost}`, isYes);
        const hadName = await vault.eraseLabel("patient", String(patient));
        const wasInBooks = await vault.eraseFromBooks(patient);
        if (!hadName && !wasInBooks) throw new UsageError(`The vault knows nothing of patient ${patient} by itself.`);
        output.answer(
          { patient, name: hadName, books: wasInBooks, restrictionsInForce: inForce },
          `Erased patient ${patient}: ${hadName ? "the name" : "no name, there was none"}${wasInBooks ? ", restrictions and book key" : ", and nothing in the books"}. ${lost}\n  The number stays on chain. Erase each of the patient's records with \`fiducial erase record\`.`,
        );
      }),
    );
}

/** Builds the action of a command that needs the vault alone: whoever watches the node sees nothing of an erasure. */
function erasing(work: (session: VaultSession, target: string, isYes: boolean) => Promise<void>) {
  return (target: string, options: EraseOptions, command: Command): Promise<void> =>
    withVault(globalOptions(command), (session) => work(session, target, options.yes === true));
}

/** Finds a record of the vault by its commitment or its Study Instance UID. */
async function findOwnRecord(vault: Vault, text: string): Promise<Hex> {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return findCommitted(vault, text.toLowerCase() as Hex);
  const [found, ...others] = await vault.findRecords(parseTypedUid(text));
  if (found === undefined)
    throw new UsageError("The vault knows no record with this UID. `fiducial records list` shows them.");
  if (others.length > 0) {
    const commitments = [found, ...others].map(({ record }) => record).join(", ");
    throw new UsageError(`Several records hold this UID. Name one of them by its commitment: ${commitments}`);
  }
  return found.record;
}

async function findCommitted(vault: Vault, record: Hex): Promise<Hex> {
  try {
    return (await vault.getRecord(record)).record;
  } catch (error) {
    if (!(error instanceof UnknownRecordError)) throw error;
    throw new UsageError("The vault has no such record. `fiducial records list` shows them.", { cause: error });
  }
}
