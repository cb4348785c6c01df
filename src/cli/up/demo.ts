import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Account, type Address, createClient, http } from "viem";
import { getAddresses } from "viem/actions";
import type { LocalChain } from "../../../deploy/localChain.ts";
import type { Person } from "../../../scripts/demo/trial/people.ts";
import { openVault } from "../../vault/vault.ts";
import { SetupError, UsageError } from "../errors.ts";
import type { Home, Settings } from "../home.ts";
import type { Output } from "../output.ts";
import { locateSecret, readVaultSecret, type SecretSource } from "../secret.ts";
import { connect, type Signer } from "../session.ts";
import { now } from "../time.ts";

/** What there is of a demonstration beside its chain. */
export type Demo = {
  readonly people: readonly Person[];
  /** Files of the names that its organizations signed. */
  readonly directory: readonly string[];
  /** What is served below the web app's `/demo/`, by path. */
  readonly findFile: (path: string) => string | undefined;
};

/** Interfaces that nobody but this machine reaches. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/**
 * Sees that a demonstration is meant where it is asked for: its keys are known to everybody.
 *
 * @throws {UsageError} when others reach the interface, or a database that may be others' is named, and `--yes` was not said
 */
export function requireMeant({ host, yes = false }: { readonly host: string; readonly yes?: boolean }): void {
  if (yes) return;
  const why = LOOPBACK.test(host)
    ? process.env.DATABASE_URL && "The database that DATABASE_URL names would be emptied for a demonstration."
    : "Others can reach this interface, and whoever does can be anybody in the demonstration: its keys are known to all.";
  if (why) throw new UsageError(`${why} Say --yes when it is meant.`);
}

/**
 * Makes a home ready for a demonstration. It begins anew each time.
 *
 * @throws {SetupError} when the home has a vault that is of no demonstration
 */
export async function clearForDemo(home: Home): Promise<void> {
  const folder = demoFolder(home);
  if (existsSync(home.vault) && !existsSync(folder)) {
    throw new SetupError(
      `${home.folder} has a vault of your own, and a demonstration begins with an empty one. Name another folder, such as --home .fiducial-demo.`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of [home.vault, home.requests]) {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) await rm(`${file}${suffix}`, { force: true });
  }
}

/** Plays the demonstration's story on a chain, and writes down what its organizations signed. */
export async function fillDemo(
  home: Home,
  chain: LocalChain,
  settings: Settings,
  secret: SecretSource,
  output: Output,
): Promise<Demo> {
  const { fillForTrial } = await import("../../../scripts/demo/trial/fill.ts");
  const { listPeople, openKeyRing } = await import("../../../scripts/demo/trial/people.ts");
  const { NAMES } = await import("../../../scripts/demo/cast.ts");
  const { askForLeave } = await import("./askForLeave.ts");
  const vault = await openVault({ path: home.vault, secret: await readVaultSecret(home, locateSecret(secret)) });
  try {
    const nodeAccounts = await getAddresses(createClient({ transport: http(settings.rpcUrl) }));
    const keys = openKeyRing();
    const open = async (account: Account | Address): Promise<Signer> => {
      const address = typeof account === "string" ? account : account.address;
      return { ...(await connect(settings, account)), address };
    };
    const stage = {
      ...{ chain, session: { output, home, settings, vault, chain: await connect(settings) } },
      openFunded: (index: number) => open(keys.funded(index).address),
      openFresh: () => open(keys.fresh()),
      close: async () => undefined,
    };
    const directory = { vault, stored: [], nodeAccounts };
    const { directories, lists } = await fillForTrial({ ...stage, session: { ...stage.session, directory } }, now);
    const people = listPeople();
    const files = new Map([
      ["demo/people.json", JSON.stringify(people)],
      ["demo/labels.json", `[${lists.join(",")}]`],
    ]);
    const paths = directories.map((_, i) => join(demoFolder(home), `names-${i + 1}.json`));
    for (const [i, path] of paths.entries()) await writeFile(path, directories[i] ?? "");
    const asker = people.find(({ name }) => name === NAMES.drBrown);
    if (asker !== undefined) await askForLeave(home, asker.privateKey);
    return { people, directory: paths, findFile: (path) => files.get(path) };
  } finally {
    await vault.close();
  }
}

/** Says in words what there is to try. */
export function describeDemo(url: string, { people }: Demo): string {
  const width = Math.max(...people.map(({ name }) => name.length));
  return [
    `Open ${url} and connect the demonstration's wallet: it asks whom you want to be.`,
    "",
    ...people.map(({ name, role }) => `  ${name.padEnd(width)}  ${role}`),
    "",
    "Everything is made up but the images. The keys of all of these are known to everybody: put nothing real in here.",
  ].join("\n");
}

function demoFolder(home: Home): string {
  return join(home.folder, "demo");
}
