import type { Command } from "commander";
import { type Address, getAddress } from "viem";
import { type ActorName, buildDirectoryDocument, type NamedKind } from "../../../consent/directoryDocument.ts";
import { isPlainLine } from "../../../consent/plainLine.ts";
import { everAdmittedBy } from "../../../indexer/queries/admittedBy.ts";
import type { Vault } from "../../../vault/vault.ts";
import { acting } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { renderCount, renderTable, shorten } from "../../output.ts";
import { openIndex } from "../../session.ts";
import { readDocumentPlace, signDocument, writeSignedDocument } from "../../signDocument.ts";

type PublishOptions = { readonly as: string; readonly out: string };

/** Adds `publish`. */
export function addPublishCommand(actors: Command): void {
  actors
    .command("publish")
    .description("sign a file with the names that your vault has for an organization's actors; it is for everybody")
    .requiredOption("--as <account>", "the organization, which signs it")
    .requiredOption("--out <file>", "the file to make")
    .addHelpText(
      "after",
      "\nOnly accounts that the organization itself admitted are named, and itself. Whoever runs `fiducial api --directory <file>` shows the\nnames to everybody who signs in there. The chain gets none of it.\n\nExample:\n  fiducial actors publish --as @1 --out names.json",
    )
    .action(
      acting<PublishOptions, []>(async ({ session, signer, options }) => {
        const place = await readDocumentPlace(session, signer);
        const index = await openIndex(session);
        const admitted = await everAdmittedBy(index, place.organization).finally(index.close);
        const names = await findNames(session.vault, admitted);
        if (names.length === 0) {
          throw new UsageError("Your vault has no name for any actor of this organization. Give names with --name.");
        }
        const document = buildDirectoryDocument(names, place);
        await writeSignedDocument(
          options.out,
          await signDocument(signer, place, { kind: "directory", document }),
          0o644,
        );
        const rows = names.map(({ account, kind, name }) => ({ name, kind, account: getAddress(account) }));
        const unnamed = admitted.length - names.length;
        session.output.answer(
          { file: options.out, names: rows, unnamed },
          [
            `Signed the names of ${renderCount(names.length, "account")}: ${options.out}`,
            renderTable(
              ["name", "kind", "account"],
              rows.map((row) => ({ ...row, account: shorten(row.account) })),
            ),
            ...(unnamed === 0 ? [] : [`Left out, since your vault has no name for them: ${unnamed}.`]),
            "Whoever gets the file can read these names.",
          ].join("\n"),
        );
      }),
    );
}

/** Finds the names that a vault has for accounts; one of several lines is none. */
async function findNames(
  vault: Vault,
  admitted: readonly { readonly account: Address; readonly kind: NamedKind }[],
): Promise<readonly ActorName[]> {
  const names: ActorName[] = [];
  for (const { account, kind } of admitted) {
    const name = await vault.findLabel("actor", account);
    if (name !== undefined && isPlainLine(name, 200)) names.push({ account, kind, name });
  }
  return names;
}
