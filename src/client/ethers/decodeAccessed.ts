import { getAddress, Interface, ZeroAddress } from "ethers";
import type { AccessedEvent } from "../../../types/contracts/FiducialRegistry.ts";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { type AccessFacts, decodeAccessWord, decodeVerdict, type Verdict } from "../../consent/accessWord.ts";
import { ACTIONS, type ActionName, actionNumber } from "../../consent/actions.ts";
import { PURPOSES, type PurposeCode } from "../../consent/purposes.ts";

/** An access as the contract judged and numbered it. */
export type Accessed = Omit<AccessFacts, "account" | "purpose" | "action"> &
  Verdict & {
    readonly record: string;
    readonly accessor: string;
    readonly patient: number;
    readonly part: string;
    /** Who logged it in the accessor's name; undefined where the accessor did. */
    readonly gateway: string | undefined;
    /** A number where the list of purposes has no word for it. */
    readonly purpose: PurposeCode | number;
    /** A number where the list of actions has no word for it. */
    readonly action: ActionName | number;
  };

const events = new Interface(fiducialRegistryAbi);

/**
 * Decodes an `Accessed` event, its two packed words included.
 *
 * @param log - Topics and data; anything else is not looked at.
 * @returns the access; `undefined` when the log is another event
 */
export function decodeAccessed(log: {
  readonly topics: readonly string[];
  readonly data: string;
}): Accessed | undefined {
  const event = events.parseLog(log);
  if (event?.name !== "Accessed") return undefined;
  // TypeChain's type of the same event; ethers' own knows no names.
  const { record, accessor, patient, part, what, verdict } = event.args as unknown as AccessedEvent.OutputObject;
  const { account, purpose, action, ...facts } = decodeAccessWord(what);
  return {
    record,
    accessor,
    patient: Number(patient),
    part,
    gateway: account === ZeroAddress ? undefined : getAddress(account),
    purpose: PURPOSES[purpose]?.code ?? purpose,
    action: ACTIONS.find((name) => actionNumber(name) === action) ?? action,
    ...facts,
    ...decodeVerdict(verdict),
  };
}
