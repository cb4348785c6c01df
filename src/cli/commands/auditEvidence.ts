import { type Command, InvalidArgumentError } from "commander";
import { type Address, getAddress, isAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { sealMessage } from "../../audit/evidence/index.ts";
import { coverPurposes, PURPOSES, parsePurpose, purposesCover } from "../../consent/purposes.ts";
import { readEvidenceNames } from "../audit/evidenceNames.ts";
import { orNotChecked } from "../audit/notChecked.ts";
import { resolveRecords } from "../audit/resolveRecords.ts";
import { type EvidenceWish, writeEvidence } from "../audit/writeEvidence.ts";
import { SetupError, UsageError } from "../errors.ts";
import { type Home, locateHome, readSettings } from "../home.ts";
import { listStoredAccounts, unlock } from "../keystore.ts";
import { buildOutput, renderCount } from "../output.ts";
import type { GlobalOptions } from "../session.ts";
import { parseTime } from "../time.ts";
import { withVault } from "../withVault.ts";
import { globalOptions } from "./options.ts";

type EvidenceOptions = {
  readonly out: string;
  readonly by?: Address;
  readonly since?: string;
  readonly until?: string;
  readonly purpose?: string;
  readonly atBlock?: number;
  readonly trustedBlock?: readonly number[];
  readonly genuineOnly?: true;
  readonly withNames?: true;
  readonly sign?: string;
};

/** Adds `audit evidence`. */
export function addAuditEvidenceCommand(audit: Command): void {
  audit
    .command("evidence")
    .argument("[records...]", "commitments, or UIDs that the vault knows; every record that is registered without one")
    .description(
      "write a sealed file to take away: accesses with their proof, who the accounts were, and how to check it",
    )
    .requiredOption("--out <file>", "the file to write, where there is none yet")
    .option("--by <address>", "accesses of this accessor", parseAddress)
    .option("--since <time>", "accesses from this moment on")
    .option("--until <time>", "accesses before this moment")
    .option("--purpose <code>", "accesses for this purpose and what is below it")
    .option("--at-block <number>", "the block to be complete up to; the chain's last without it", parseBlock)
    .option(
      "--trusted-block <number>",
      "another block whose hash you know, to need fewer headers; again for more",
      collect,
    )
    .option("--genuine-only", "leave out what shows completeness, where the node has no state of then")
    .option("--with-names", "put in names and UIDs that the vault knows; they identify people")
    .option("--sign <account>", "sign the digest with this account of the keystore")
    .addHelpText(
      "after",
      "\nIt is made from the chain alone; no index is asked. Without --with-names nothing identifies anybody: accounts, numbers, times and commitments, as they are on chain.\n\nExit codes: 0 written, 1 what the node tells does not hold, 2 asked wrongly, 4 could not be made.\n\nExample:\n  fiducial audit evidence 0x98fe… --out evidence.json --since 2026-01-01",
    )
    .action((texts: readonly string[], options: EvidenceOptions, command: Command) =>
      orNotChecked(() => writeDown(texts, options, globalOptions(command))),
    );
}

async function writeDown(texts: readonly string[], options: EvidenceOptions, global: GlobalOptions): Promise<void> {
  const output = buildOutput(global.json);
  const home = locateHome(global.home);
  const settings = await readSettings(home);
  const filter = buildFilter(options);
  const { sign, withNames, out } = options;
  const wish: EvidenceWish = {
    ...{ records: await resolveRecords(texts, global), filter, at: options.atBlock },
    ...{ trusted: options.trustedBlock ?? [], genuineOnly: options.genuineOnly === true },
    sign: sign === undefined ? undefined : await openSigning(home, sign, global),
    readNames: withNames && ((content) => withVault(global, ({ vault }) => readEvidenceNames(vault, content))),
  };
  const { seal, block, answers, proof, question } = await writeEvidence(settings, output, wish, out);
  const complete = proof.records.length > 0;
  output.answer(
    {
      file: out,
      ...seal,
      block,
      records: question.records.length,
      rows: proof.rows.length,
      answers: answers.length,
      complete,
    },
    [
      `Wrote ${out}: ${renderCount(answers.length, "answer")} of ${renderCount(proof.rows.length, "proven row")} of ${renderCount(question.records.length, "record")}, ${complete ? "complete" : "genuine, not shown to be complete,"} up to block ${block.number}.`,
      withNames
        ? "It holds names and UIDs, which identify people: keep it as you would a patient's file."
        : "It holds accounts, times and commitments as they are on chain; no name, no UID and no key.",
      "Write down the digest, and the block's hash from a source of your own:",
      `  sha256 ${seal.digest}${seal.signer === null ? "" : `, signed by ${seal.signer}`}`,
      "Whoever has the file checks it without a node:",
      `  fiducial audit check ${out} --block ${block.hash} --digest ${seal.digest}`,
    ].join("\n"),
  );
}

function buildFilter({ by, since, until, purpose }: EvidenceOptions): EvidenceWish["filter"] {
  const filter = {
    accessor: by ?? null,
    since: since === undefined ? null : parseTime(since, "--since"),
    until: until === undefined ? null : parseTime(until, "--until"),
    purposes: purpose === undefined ? null : listBelow(purpose),
  };
  if ((filter.since ?? 0) < (filter.until ?? Number.POSITIVE_INFINITY)) return filter;
  throw new UsageError("--until must lie after --since.");
}

function listBelow(code: string): readonly number[] {
  const bits = coverPurposes([parsePurpose(code)]);
  const numbers = PURPOSES.map(({ number }) => number).filter((number) => purposesCover(bits, number));
  return numbers.sort((one, other) => one - other);
}

async function openSigning(
  home: Home,
  name: string,
  global: GlobalOptions,
): Promise<NonNullable<EvidenceWish["sign"]>> {
  const stored = (await listStoredAccounts(home)).find(
    (one) => one.name === name || (isAddress(name) && one.address === getAddress(name)),
  );
  if (stored === undefined) {
    throw new SetupError("The keystore has no such account. `fiducial accounts list` shows which it has.");
  }
  const account = privateKeyToAccount(await unlock(stored, global.keystorePasswordFile));
  return async (digest) => ({
    signer: account.address.toLowerCase() as Address,
    signature: await account.signMessage({ message: sealMessage(digest) }),
  });
}

function parseAddress(text: string): Address {
  if (isAddress(text, { strict: false })) return text.toLowerCase() as Address;
  throw new InvalidArgumentError("Write an address, 0x and 40 digits.");
}

function parseBlock(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write the block's number.");
}

function collect(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, parseBlock(text)];
}
