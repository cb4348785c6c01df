import { type Command, InvalidArgumentError } from "commander";
import { type Address, createClient, getAddress, type Hex, http, isAddress } from "viem";
import { connectRegistry } from "../../client/viem/index.ts";
import { type BookCheck, bookInterval, verifyBookEntry } from "../../consent/books.ts";
import { anchorBook, dayOf, findAnchoredRoot, startOf } from "../anchorBook.ts";
import { type BookEntryFile, isWord, readBookEntry, writeBookEntry } from "../bookEntryFile.ts";
import { FindingError, UsageError } from "../errors.ts";
import { locateHome, readSettings } from "../home.ts";
import { buildOutput, describeSent, renderTime } from "../output.ts";
import { findOrganization, listOwnPatients, parsePatient } from "../ownPatients.ts";
import { describeRestriction, renderPurposes, renderScope } from "../renderRestriction.ts";
import { type GlobalOptions, openSigner, withSession } from "../session.ts";
import { parseTime } from "../time.ts";
import { withVault } from "../withVault.ts";
import { globalOptions } from "./options.ts";

/** Adds `restrict anchor|prove|check`. */
export function addBookCommands(restrict: Command): void {
  restrict
    .command("anchor")
    .description("anchor the root of the sealed book for this interval, a day, whether or not anything changed")
    .requiredOption("--as <account>", "the organization, or a registrar of it")
    .addHelpText(
      "after",
      "\nMeant for a timer, several times a day: what is anchored already stays, with exit code 0. A day that is left out can be seen by everybody.",
    )
    .action(async (options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const { vault, settings, output } = session;
        const { registry, startBlock } = settings;
        const signer = await openSigner(session, options.as, global);
        const custodian = await findOrganization(session, signer.address);
        const { interval, root, sent } = await anchorBook({
          ...{ vault, client: session.chain, registry, startBlock, custodian },
          listPatients: () => listOwnPatients(session, custodian),
          anchor: (root) => signer.anchorBook({ root }),
        });
        const next = startOf(interval + 1);
        output.answer(
          { custodian, interval, day: dayOf(interval), root, next, ...(sent ? describeSent(sent) : NOT_SENT) },
          [
            sent ? `Anchored the book of ${dayOf(interval)}` : `The book of ${dayOf(interval)} is anchored already`,
            `  root ${root}`,
            ...(sent ? [`  block ${sent.blockNumber}, transaction ${sent.hash}`] : []),
            `  the next interval starts at ${renderTime(next)}`,
          ].join("\n"),
        );
      });
    });

  restrict
    .command("prove")
    .argument("<patient>", "number or name of the patient")
    .description("write the patient's proof: what the anchored book says of them, and of others nothing")
    .requiredOption("--out <file>", "the file to write")
    .option(
      "--interval <day>",
      "number of the interval, or a day such as 2027-01-31; the last one without it",
      parseInterval,
    )
    .action(async (patientText: string, options, command: Command) => {
      await withVault(globalOptions(command), async ({ vault, home, output }) => {
        const { chainId, registry } = await readSettings(home);
        const patient = await parsePatient(vault, patientText);
        const entry = await vault.proveEntry(patient, options.interval);
        await writeBookEntry(options.out, { chainId, registry, patient, ...entry });
        const { interval, root, restrictions } = entry;
        output.answer(
          { patient, interval, day: dayOf(interval), root, restrictions: restrictions.length, file: options.out },
          `Wrote ${options.out}: what the book of ${dayOf(interval)} says of patient ${patient}.\n  It is for the patient alone: it names who is excluded, and its key finds the patient in every book.`,
        );
      });
    });

  restrict
    .command("check")
    .argument("<file>", "what `fiducial restrict prove` wrote")
    .description("check as a patient that your restrictions stand in the book that was anchored; needs no vault")
    .option("--root <root>", "check against this root, without a node", parseRoot)
    .option("--rpc <url>", "ask this node for the root; without it the one of your settings")
    .option("--registry <address>", "the registry, with --rpc", parseAddress)
    .addHelpText("after", "\nExit code 0 when they stand in it, 3 when not.")
    .action(async (file: string, options: CheckOptions, command: Command) => {
      const global = globalOptions(command);
      requireOneWay(options);
      const entry = await readBookEntry(file);
      const root = options.root ?? (await askForRoot(entry, options, global));
      const check: Outcome = root === undefined ? NO_BOOK : verifyBookEntry({ ...entry, root });
      const { custodian, patient, interval, restrictions } = entry;
      const said = restrictions.map(describeRestriction);
      buildOutput(global.json).answer(
        { ...check, custodian, patient, interval, day: dayOf(interval), root: root ?? null, restrictions: said },
        check.holds ? renderEntry(entry) : renderAbsence(entry, check.reason),
      );
      if (!check.holds) throw new FindingError("What the file says is not in the book; see above.");
    });
}

type CheckOptions = { readonly root?: Hex; readonly rpc?: string; readonly registry?: Address };

/** Why what a file says does not hold; `NoBook`: the custodian anchored none for the interval. */
type Absence = Exclude<BookCheck, { readonly holds: true }>["reason"] | "NoBook";
type Outcome = BookCheck | typeof NO_BOOK;

const NO_BOOK = { holds: false, reason: "NoBook" } as const;
const NOT_SENT = { transaction: null, block: null };

function requireOneWay({ root, rpc, registry }: CheckOptions): void {
  if (root !== undefined && (rpc ?? registry) !== undefined)
    throw new UsageError("Name --root, or --rpc with --registry.");
  if ((rpc === undefined) !== (registry === undefined)) {
    throw new UsageError("--rpc and --registry go together: a file could name a registry that nobody uses.");
  }
  if (rpc !== undefined && !/^https?:\/\//.test(rpc)) {
    throw new UsageError("The node's address must begin with http:// or https://.");
  }
}

/**
 * Asks a node for the root that the patient's custodian anchored.
 *
 * @returns `undefined` where it anchored none for the interval.
 * @throws {FindingError} when the file is of another registry, or the patient is not one of its custodian's
 */
async function askForRoot(
  { chainId, patient, custodian, interval, registry: named }: BookEntryFile,
  { rpc, registry: typed }: CheckOptions,
  { home }: GlobalOptions,
): Promise<Hex | undefined> {
  const settings = rpc === undefined || typed === undefined ? await readSettings(locateHome(home)) : undefined;
  const { rpcUrl, registry, startBlock } = settings ?? { rpcUrl: rpc, registry: typed, startBlock: 0 };
  if (registry === undefined || getAddress(registry) !== getAddress(named)) {
    throw new FindingError("The file is of another registry than the one you use.");
  }
  const chain = await connectRegistry({ transport: http(rpcUrl), registry, chainId: settings?.chainId ?? chainId });
  const state = await chain.patientOf({ patient });
  if (state === undefined || getAddress(state.custodian) !== getAddress(custodian)) {
    throw new FindingError("The patient that the file names is not one of the custodian it names.");
  }
  return findAnchoredRoot(
    { client: createClient({ transport: http(rpcUrl) }), registry, startBlock, custodian },
    interval,
  );
}

function renderEntry({ patient, custodian, interval, restrictions }: BookEntryFile): string {
  const where = `in the book of ${dayOf(interval)} that ${custodian} anchored`;
  if (restrictions.length === 0) return `There is no restriction of patient ${patient}: so it stands ${where}.`;
  return [
    `The restrictions of patient ${patient} are ${where}:`,
    ...restrictions.map((one) => `  ${one.excluded} is excluded from ${renderScope(one)}, for ${renderPurposes(one)}`),
  ].join("\n");
}

function renderAbsence({ patient, custodian, interval }: BookEntryFile, reason: Absence): string {
  const book = `the book of ${dayOf(interval)} that ${custodian} anchored`;
  switch (reason) {
    case "NoBook":
      return `${custodian} anchored no book for ${dayOf(interval)}.`;
    case "SaysNothing":
      return `The restrictions of patient ${patient} are NOT in ${book}: it says that there is none. Keep the file, and ask the custodian why.`;
    case "NotInBook":
      return `What the file says of patient ${patient} is NOT in ${book}. Keep the file, and ask the custodian why.`;
    case "InvalidProof":
      return "The file's proof is none.";
  }
}

function parseInterval(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  return bookInterval(parseTime(text, "--interval"));
}

function parseRoot(text: string): Hex {
  if (!isWord(text)) throw new InvalidArgumentError("A root is 0x and 64 digits.");
  return text;
}

function parseAddress(text: string): Address {
  if (!isAddress(text, { strict: false })) throw new InvalidArgumentError("That is no address.");
  return getAddress(text);
}
