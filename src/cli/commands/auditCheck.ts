import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { checkEvidence, describeEvidence, type Evidence, parseEvidence } from "../../audit/evidence/index.ts";
import { InvalidBundleError, InvalidTrustError } from "../../audit/verify/index.ts";
import { orNotChecked } from "../audit/notChecked.ts";
import { DifferenceError, SetupError, UsageError } from "../errors.ts";
import { findSettings, locateHome } from "../home.ts";
import { buildOutput } from "../output.ts";
import { globalOptions } from "./options.ts";

type CheckOptions = {
  readonly block: readonly string[];
  readonly digest?: string;
  readonly signer?: string;
  readonly registry?: string;
  readonly record?: readonly string[];
};

/** Adds `audit check`: checks an evidence, without a node, an index or a vault. */
export function addAuditCheckCommand(audit: Command): void {
  audit
    .command("check")
    .argument("<evidence>", "the file that `fiducial audit evidence` wrote")
    .description("check an evidence offline: no node, no index, no vault, only the hash of a block that you trust")
    .requiredOption(
      "--block <hash>",
      "hash of a block that you trust, from a source of your own; again for more",
      collect,
    )
    .option("--digest <sha256>", "the digest that you wrote down when you got the file")
    .option("--signer <address>", "the account that must have signed it")
    .option("--registry <address>", "the registry it must be of")
    .option("--record <commitment>", "a record it must answer for; again for more", collect)
    .addHelpText(
      "after",
      "\nWithout --registry that of the home folder counts; without a home folder the evidence's own, which is said.\n\nExit codes: 0 it holds, 1 it does not, 2 it was asked wrongly, 4 it could not be read.\n\nExample:\n  fiducial audit check evidence.json --block 0x5c1b… --digest 0x98fe…",
    )
    .action((file: string, options: CheckOptions, command: Command) =>
      orNotChecked(async () => {
        const { home, json } = globalOptions(command);
        const evidence = await readEvidence(file);
        const settings = await findSettings(locateHome(home));
        const registry = options.registry ?? settings?.registry;
        const trust = {
          ...{ chainId: settings?.chainId ?? evidence.chainId, registry: registry ?? evidence.registry },
          ...{ blocks: options.block, records: options.record, digest: options.digest, signer: options.signer },
        };
        const findings = await check(evidence, trust);
        const words = [
          ...describeEvidence(findings, evidence),
          ...(registry === undefined
            ? [`Not pinned: registry ${evidence.registry} is the evidence's word. Pin it with --registry.`]
            : []),
          ...(options.digest === undefined
            ? ["Not pinned: the digest. Compare it with the one that you wrote down."]
            : []),
        ];
        buildOutput(json).answer({ ...findings, seal: evidence.seal, block: evidence.block, words }, words.join("\n"));
        if (!findings.holds) throw new DifferenceError("The evidence does not prove what it should; see above.");
      }),
    );
}

async function readEvidence(file: string): Promise<Evidence> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new SetupError(`${file} can't be read. Name the file that \`fiducial audit evidence\` wrote.`, {
      cause: error,
    });
  }
  try {
    return parseEvidence(text);
  } catch (error) {
    // What is none proves nothing.
    if (error instanceof InvalidBundleError) throw new DifferenceError(error.message, { cause: error });
    throw error;
  }
}

async function check(evidence: Evidence, trust: Parameters<typeof checkEvidence>[1]) {
  try {
    return await checkEvidence(evidence, trust);
  } catch (error) {
    if (error instanceof InvalidTrustError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
