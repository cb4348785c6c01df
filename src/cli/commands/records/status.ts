import { type Command, Option } from "commander";
import type { Hex } from "viem";
import { commitContent } from "../../../consent/commitments.ts";
import { RELATIONS, type Relation } from "../../../consent/relations.ts";
import { STATUSES, type Status } from "../../../consent/statuses.ts";
import { UnknownManifestError } from "../../../vault/errors.ts";
import type { Vault } from "../../../vault/vault.ts";
import { acting } from "../../act.ts";
import { parseDigest, readContent } from "../../content.ts";
import { UsageError } from "../../errors.ts";
import { resolvePart } from "../../names.ts";
import { describeSent, renderSent } from "../../output.ts";
import { getRecordKey } from "../../recordKey.ts";

type StatusOptions = { readonly as: string; readonly text?: string; readonly digest?: string };

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  "part-of": "is part of",
  "derived-from": "is derived from",
  replaces: "replaces",
  annotates: "annotates",
};

/** Adds `status|relate`. */
export function addRevisionCommands(records: Command): void {
  records
    .command("status")
    .argument("<record>", "record, or its Study Instance UID")
    .addArgument(records.createArgument("<status>", "how far it has come").choices(STATUSES))
    .description("give a record a new status, and with it a new content where there is one: a new revision")
    .requiredOption("--as <account>", "the record's custodian, or a registrar of it")
    .option("--text <file>", "the new content; its keyed commitment goes to the chain")
    .addOption(new Option("--digest <digest>", "the new content's digest").conflicts("text"))
    .addHelpText(
      "after",
      "\nUntil it is final a record goes registered, partial, preliminary, final, or is cancelled. What was final becomes amended (changed),\ncorrected (an error put right) or appended (added to). Entered-in-error is said of anything but what is over.\n\nExample:\n  fiducial records status 1.2.840.113619.2 amended --text report-2.txt --as @1",
    )
    .action(
      acting<StatusOptions, [string, Status]>(async ({ session, signer, options }, target, status) => {
        const { record } = await resolvePart(session, target);
        const before = await session.chain.recordOf({ record });
        if (!before) throw new UsageError(`Record ${record} is not registered on this chain.`);
        let { digest } = before;
        if (options.digest !== undefined) digest = parseDigest(options.digest, "--digest");
        if (options.text !== undefined) {
          const key = await getRecordKey(session.vault, record);
          await requireDocument(session.vault, record, digest);
          digest = commitContent(key, await readContent(options.text));
        }
        const amended = await signer.amend({ record, digest, status });
        const content = digest === before.digest ? "the content is the same" : `new content, digest ${digest}`;
        session.output.answer(
          describeSent(amended),
          `The record is ${status} now: revision ${amended.revision}, ${content}.\n${renderSent(amended)}`,
        );
      }),
    );

  records
    .command("relate")
    .argument("<record>", "the younger record")
    .addArgument(records.createArgument("<relation>", "how it relates to the other").choices(RELATIONS))
    .argument("<target>", "the older record, which may be another custodian's")
    .description("say how a record relates to an older one: a report to its study, a version to the one before")
    .requiredOption("--as <account>", "the custodian of the first record, or a registrar of it")
    .addHelpText("after", "\nExample:\n  fiducial records relate 0x98fe… derived-from 1.2.840.113619.2 --as @1")
    .action(
      acting<{ as: string }, [string, Relation, string]>(
        async ({ session, signer }, recordText, relation, targetText) => {
          const { record } = await resolvePart(session, recordText);
          const { record: target } = await resolvePart(session, targetText);
          const related = await signer.relate({ record, relation, target });
          session.output.answer(
            describeSent(related),
            `Record ${record} ${RELATION_WORDS[relation]} ${target}.\n${renderSent(related)}`,
          );
        },
      ),
    );
}

/** Sees that a record is no study: its digest is the root of its images, and a text in their place could not be compared with anything. */
async function requireDocument(vault: Vault, record: Hex, digest: Hex): Promise<void> {
  try {
    await vault.getManifest(record, digest);
  } catch (error) {
    if (error instanceof UnknownManifestError) return;
    throw error;
  }
  throw new UsageError(
    "This record is a study of images, and no text takes their place. Register the report with `fiducial records register-document`, and relate it.",
  );
}
