import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import {
  type Bundle,
  describeFindings,
  type Findings,
  InvalidBundleError,
  InvalidTrustError,
  parseBundle,
  type Trust,
  verifyBundle,
} from "../../audit/verify/index.ts";
import { NotProvenError, SetupError, UsageError } from "../errors.ts";
import { findSettings, locateHome } from "../home.ts";
import { buildOutput } from "../output.ts";
import { globalOptions } from "./options.ts";

/** Adds `verify`: checks a proof, without a node, an index or a vault. */
export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .argument("<bundle>", "the file that `fiducial who --proof` wrote")
    .description("check a proof offline: no node, no index, no vault, only the hash of a block that you trust")
    .requiredOption(
      "--block <hash>",
      "hash of a block that you trust, from a source of your own; again for more",
      collect,
    )
    .option("--chain-id <number>", "the chain it must be of", parseNumber)
    .option("--registry <address>", "the registry it must be of")
    .option("--record <commitment>", "a record it must answer for; again for more", collect)
    .option("--gateway <address>", "a gateway it must answer for; again for more", collect)
    .option(
      "--up-to <number>",
      "the block it must reach; the highest of the trusted ones when it is left out",
      parseNumber,
    )
    .option("--code-hash <hash>", "keccak256 of the registry's code, which binds the chain id too")
    .addHelpText(
      "after",
      "\nWithout --chain-id and --registry those of the home folder count; without a home folder the bundle's own, which is said.\n\nExit codes: 0 it holds, 1 it does not, 2 it was asked wrongly.\n\nExample:\n  fiducial verify bundle.json --block 0x5c1b… --record 0x98fe…",
    )
    .action(async (file: string, options: VerifyOptions, command: Command) => {
      const { home, json } = globalOptions(command);
      const bundle = await readBundle(file);
      const settings = await findSettings(locateHome(home));
      const pinned = {
        chainId: options.chainId ?? settings?.chainId,
        registry: options.registry ?? settings?.registry,
      };
      const trust: Trust = {
        chainId: pinned.chainId ?? bundle.chainId,
        registry: pinned.registry ?? bundle.registry,
        blocks: options.block,
        upTo: options.upTo,
        records: options.record,
        gateways: options.gateway,
        codeHash: options.codeHash,
      };
      const findings = verify(bundle, trust);
      const words = [...describeFindings(findings), ...describePins(bundle, pinned, options)];
      buildOutput(json).answer({ ...findings, pinned: { ...trust, ...namePins(pinned) }, words }, words.join("\n"));
      if (!findings.holds) throw new NotProvenError("The bundle does not prove what it should; see above.");
    });
}

type VerifyOptions = {
  readonly block: readonly string[];
  readonly chainId?: number;
  readonly registry?: string;
  readonly record?: readonly string[];
  readonly gateway?: readonly string[];
  readonly upTo?: number;
  readonly codeHash?: string;
};

type Pinned = { readonly chainId: number | undefined; readonly registry: string | undefined };

/** Reads a bundle from a file. What is none proves nothing. */
async function readBundle(file: string): Promise<Bundle> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new SetupError(`${file} can't be read. Name the file that \`fiducial who --proof\` wrote.`, { cause: error });
  }
  try {
    return parseBundle(text);
  } catch (error) {
    if (error instanceof InvalidBundleError) throw new NotProvenError(error.message, { cause: error });
    throw error;
  }
}

function verify(bundle: Bundle, trust: Trust): Findings {
  try {
    return verifyBundle(bundle, trust);
  } catch (error) {
    if (error instanceof InvalidTrustError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Says what nobody but the bundle vouches for. */
function describePins(bundle: Bundle, { chainId, registry }: Pinned, options: VerifyOptions): readonly string[] {
  return [
    ...(chainId === undefined
      ? [`Not pinned: chain ${bundle.chainId} is the bundle's word. Pin it with --chain-id.`]
      : []),
    ...(registry === undefined
      ? [`Not pinned: registry ${bundle.registry} is the bundle's word. Pin it with --registry.`]
      : []),
    ...(options.record === undefined && options.gateway === undefined
      ? ["Not pinned: which record was asked about. Pin it with --record."]
      : []),
  ];
}

/** What the caller, or the home folder, vouches for; `null` where only the bundle does. */
function namePins({ chainId, registry }: Pinned) {
  return { chainId: chainId ?? null, registry: registry ?? null };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new InvalidArgumentError("Write a whole number.");
  return number;
}
