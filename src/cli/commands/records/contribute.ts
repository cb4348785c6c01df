import { type Command, InvalidArgumentError, Option } from "commander";
import { type Hex, sha256 } from "viem";
import type { ToolUse } from "../../../client/viem/index.ts";
import { commitContent, commitSection, commitToolVersion } from "../../../consent/commitments.ts";
import { DISPOSITIONS, type Disposition } from "../../../consent/dispositions.ts";
import type { Origin } from "../../../consent/origins.ts";
import { acting } from "../../act.ts";
import { parseDigest, readContent } from "../../content.ts";
import { UsageError } from "../../errors.ts";
import { commitInputs } from "../../inputs.ts";
import { parseName, resolveAccount, resolvePart } from "../../names.ts";
import { describeSent, renderSent } from "../../output.ts";
import { getRecordKey } from "../../recordKey.ts";
import type { Session } from "../../session.ts";
import { parseToolVersion } from "../../toolVersion.ts";

type ContributeOptions = {
  readonly as: string;
  readonly section: string;
  readonly text?: string;
  readonly digest?: string;
  readonly ai?: true;
  readonly assisted?: true;
  readonly tool?: string;
  readonly toolVersion?: string;
  readonly model?: string;
  readonly inputs?: string;
};

/** Adds `contribute|dispose`. */
export function addContributionCommands(records: Command): void {
  records
    .command("contribute")
    .argument("<record>", "record, or its Study Instance UID")
    .description("contribute a section of a record in your own name; what a tool wrote or helped with says so")
    .requiredOption("--as <account>", "the author: an actor of the record's custodian")
    .requiredOption("--section <name>", "which section, such as findings or impression")
    .option("--text <file>", "the section's content; its keyed commitment goes to the chain")
    .addOption(new Option("--digest <digest>", "the content's digest").conflicts("text"))
    .option("--ai", "a tool wrote it")
    .addOption(new Option("--assisted", "a person wrote it with a tool's help").conflicts("ai"))
    .option("--tool <account>", "the tool: a device of the directory")
    .option("--tool-version <text>", "manufacturer/name/version, as the manufacturer writes them")
    .option("--model <file>", "the model's file; its SHA-256 goes to the chain")
    .option(
      "--inputs <list>",
      "what the tool was given: records, UIDs or files, with commas; the record itself without it",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  fiducial records contribute 1.2.840.113619.2 --section impression --text impression.txt --as @2\n  fiducial records contribute 1.2.840.113619.2 --section findings --text draft.txt --ai --tool @6 --tool-version 'Acme/LungCAD/2.1' --model lungcad.onnx --as @6",
    )
    .action(
      acting<ContributeOptions, [string]>(async ({ session, signer, options }, target) => {
        const origin = originOf(options);
        const { record } = await resolvePart(session, target);
        const key = await getRecordKey(session.vault, record);
        const section = commitSection(key, parseName(options.section).toLowerCase());
        const given = { record, section, digest: await readDigest(key, options) };
        const contributed =
          origin === "human"
            ? await signer.contribute({ ...given, origin })
            : await signer.contribute({ ...given, origin, ...(await readTool(session, record, key, options)) });
        const { number } = contributed;
        const next =
          origin === "human"
            ? []
            : [
                `  a practitioner says what became of it: fiducial records dispose ${record} ${number} accepted --as <account>`,
              ];
        session.output.answer(
          describeSent(contributed),
          [`Contribution ${number} of the record: ${ORIGIN_WORDS[origin]}.`, ...next, renderSent(contributed)].join(
            "\n",
          ),
        );
      }),
    );

  records
    .command("dispose")
    .argument("<record>", "record, or its Study Instance UID")
    .argument("<number>", "the contribution's number, as `fiducial records history` shows it", parseNumber)
    .addArgument(records.createArgument("<disposition>", "what became of it").choices(DISPOSITIONS))
    .description("say what a person made of a contribution: it is an act of its own, in your name")
    .requiredOption("--as <account>", "a practitioner of the record's custodian")
    .action(
      acting<{ as: string }, [string, number, Disposition]>(
        async ({ session, signer }, target, number, disposition) => {
          const { record } = await resolvePart(session, target);
          const disposed = await signer.dispose({ record, number, disposition });
          session.output.answer(
            describeSent(disposed),
            `Contribution ${number} of the record is ${disposition}.\n${renderSent(disposed)}`,
          );
        },
      ),
    );
}

/** What a contribution's origin means. */
export const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  human: "a person wrote it",
  ai: "a tool wrote it",
  "ai-assisted": "a person wrote it with a tool's help",
};

function originOf({ ai, assisted, tool, toolVersion, model, inputs }: ContributeOptions): Origin {
  if (ai || assisted) return ai ? "ai" : "ai-assisted";
  if ([tool, toolVersion, model, inputs].some((given) => given !== undefined)) {
    throw new UsageError("A tool is named. Say --ai where it wrote the section, or --assisted where it helped.");
  }
  return "human";
}

async function readDigest(key: Uint8Array, { text, digest }: ContributeOptions) {
  if (digest !== undefined) return parseDigest(digest, "--digest");
  if (text === undefined) throw new UsageError("Name the section's content: --text <file> or --digest <digest>.");
  return commitContent(key, await readContent(text));
}

async function readTool(session: Session, record: Hex, key: Uint8Array, options: ContributeOptions): Promise<ToolUse> {
  const { tool, toolVersion, model, inputs } = options;
  if (tool === undefined || toolVersion === undefined || model === undefined) {
    throw new UsageError("Name the tool: --tool <account>, --tool-version <text> and --model <file>.");
  }
  return {
    tool: await resolveAccount(session.directory, tool),
    toolVersion: commitToolVersion(parseToolVersion(toolVersion)),
    model: sha256(await readContent(model)),
    inputs: await commitInputs(session, key, inputs === undefined ? [record] : inputs.split(",")),
  };
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1) throw new InvalidArgumentError("A contribution's number is 1 or more.");
  return number;
}
