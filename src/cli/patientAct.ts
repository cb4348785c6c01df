import type { Command } from "commander";
import type { Address } from "viem";
import { joinSignatures, type SignedCall } from "../client/viem/index.ts";
import { WrongMembersError } from "../consent/errors.ts";
import { jointAccount, sortMembers } from "../consent/jointAccounts.ts";
import { SetupError, UsageError } from "./errors.ts";
import { resolveAccount } from "./names.ts";
import { type GlobalOptions, openSigner, readChainTime, type Session, type Signer } from "./session.ts";
import { now } from "./time.ts";

/** Seconds in which a relayer can send what was signed. */
const SIGNATURE_LIFE = 3600;

/** An act of a patient's side: it can be sent, or signed so that somebody else sends it. */
export type PatientAct<Result> = {
  readonly send: (signer: Signer) => Promise<Result>;
  readonly sign: (signer: Signer, deadline: number) => Promise<SignedCall>;
  readonly relay: (relayer: Signer, signed: SignedCall) => Promise<Result>;
  /** Whether one member of a joint account is enough. */
  readonly oneIsEnough?: boolean;
};

/** Who does it, and who sends it. */
export type PatientActOptions = { readonly as: string; readonly relayBy?: string };

/** Adds the options that say who acts for a patient, and who sends it. */
export function addPatientActOptions(command: Command, who = "the account that acts for the patient"): Command {
  return command
    .requiredOption("--as <account>", `${who}; several with commas act together, as a joint account`)
    .option("--relay-by <account>", "sign only; this account sends it and pays for it");
}

/**
 * Does an act of a patient's side: sends it as the account of --as, or has it signed and sent by that of --relay-by. A joint account always signs.
 *
 * @throws {UsageError} when a joint account has nobody to send for it
 * @throws {SetupError} when a key that is needed is not here
 */
export async function performAct<Result>(
  session: Session,
  { as, relayBy }: PatientActOptions,
  global: GlobalOptions,
  act: PatientAct<Result>,
): Promise<Result> {
  const names = splitAccounts(as);
  const [only] = names;
  if (relayBy === undefined) {
    if (names.length > 1 || only === undefined) {
      throw new UsageError("Accounts that act together sign what another sends: name that one with --relay-by.");
    }
    return act.send(await openSigner(session, only, global));
  }
  const relayer = await openSigner(session, relayBy, global);
  const deadline = Math.max(now(), await readChainTime(session)) + SIGNATURE_LIFE;
  if (names.length === 1) return act.relay(relayer, await act.sign(await openSigner(session, only, global), deadline));
  return act.relay(relayer, await signTogether(session, names, global, deadline, act));
}

/** Resolves one account, or the joint account of several that are written with commas. */
export async function resolveActor(session: Session, text: string): Promise<Address> {
  return resolveTogether(session, splitAccounts(text));
}

/** Resolves one account, or the joint account of several. */
export async function resolveTogether({ directory }: Session, names: readonly string[]): Promise<Address> {
  const members = await Promise.all(names.map((name) => resolveAccount(directory, name)));
  const [only] = members;
  if (members.length === 1 && only !== undefined) return only;
  return asUsage(() => jointAccount(members));
}

async function signTogether<Result>(
  session: Session,
  names: readonly string[],
  global: GlobalOptions,
  deadline: number,
  { sign, oneIsEnough = false }: PatientAct<Result>,
): Promise<SignedCall> {
  const members = await Promise.all(names.map((name) => resolveAccount(session.directory, name)));
  asUsage(() => sortMembers(members));
  const signedCalls: SignedCall[] = [];
  for (const name of names) {
    const signer = await findSigner(session, name, global, oneIsEnough);
    if (signer) signedCalls.push(await sign(signer, deadline));
  }
  return joinSignatures(members, signedCalls);
}

/** Opens a member's key; where one is enough, a key that is not here is not missed. */
async function findSigner(
  session: Session,
  name: string,
  global: GlobalOptions,
  oneIsEnough: boolean,
): Promise<Signer | undefined> {
  try {
    return await openSigner(session, name, global);
  } catch (error) {
    if (oneIsEnough && error instanceof SetupError) return undefined;
    throw error;
  }
}

function splitAccounts(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WrongMembersError) throw new UsageError(`${error.message}.`, { cause: error });
    throw error;
  }
}
