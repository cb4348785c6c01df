import {
  type ContractEventName,
  type DecodeEventLogReturnType,
  decodeEventLog,
  getAddress,
  type Log,
  zeroAddress,
} from "viem";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { decodeAccessWord, decodeVerdict } from "../../consent/accessWord.ts";
import { ACTOR_KINDS, listRoles, POLICIES } from "../../consent/actors.ts";
import { DISPOSITIONS } from "../../consent/dispositions.ts";
import { HOLDS } from "../../consent/holds.ts";
import { ORIGINS } from "../../consent/origins.ts";
import { OUTCOMES } from "../../consent/outcomes.ts";
import { listPowers } from "../../consent/powers.ts";
import { RELATIONS } from "../../consent/relations.ts";
import { STATUSES } from "../../consent/statuses.ts";
import { UnreadableAnswerError } from "./errors/answer.ts";
import { actionWord, enumWord, kindWord, purposeWord } from "./words.ts";

type Abi = typeof fiducialRegistryAbi;
type Decoded<Name extends ContractEventName<Abi>> = DecodeEventLogReturnType<Abi, Name>;

/**
 * Decodes an event of the registry.
 *
 * Its values have the names of the contract's interfaces, and where src/consent has a word for a number they hold the word. Times, patients
 * and versions are numbers, sets of purposes and kinds are bits.
 *
 * @param log - Topics and data; anything else is not looked at. Whether it comes from the registry's address is for the caller to check.
 * @throws {UnreadableAnswerError} when it is no event of this registry
 */
export function decodeRegistryLog(log: Pick<Log, "topics" | "data">) {
  const event = decode(log);
  const { eventName } = event;
  switch (eventName) {
    case "Accessed":
      return { eventName, args: namedAccess(event.args) };
    case "Admitted": {
      const { kind, roles, ...rest } = event.args;
      return { eventName, args: { ...rest, kind: enumWord(ACTOR_KINDS, kind), roles: listRoles(roles) } };
    }
    case "Amended":
      return { eventName, args: { ...event.args, status: enumWord(STATUSES, event.args.status) } };
    case "Appointed":
      return { eventName, args: { ...event.args, powers: listPowers(event.args.powers) } };
    case "Contributed":
      return { eventName, args: { ...event.args, origin: enumWord(ORIGINS, event.args.origin) } };
    case "Disposed":
      return { eventName, args: { ...event.args, disposition: enumWord(DISPOSITIONS, event.args.disposition) } };
    case "Enrolled":
      return { eventName, args: { ...event.args, hold: enumWord(HOLDS, event.args.hold) } };
    case "PolicyChosen":
      return { eventName, args: { ...event.args, policy: enumWord(POLICIES, event.args.policy) } };
    case "Permitted":
      return { eventName, args: { ...event.args, kinds: BigInt(event.args.kinds) } };
    case "Registered": {
      const { kind, status, ...rest } = event.args;
      return { eventName, args: { ...rest, kind: kindWord(kind), status: enumWord(STATUSES, status) } };
    }
    case "Related":
      return { eventName, args: { ...event.args, relation: enumWord(RELATIONS, event.args.relation) } };
    case "Reviewed":
      return { eventName, args: { ...event.args, outcome: enumWord(OUTCOMES, event.args.outcome) } };
    default:
      return event;
  }
}

/** An event of the registry, told apart by `eventName`. */
export type RegistryEvent = ReturnType<typeof decodeRegistryLog>;

export type RegistryEventName = RegistryEvent["eventName"];

/** The values of one event. */
export type RegistryEventArgs<Name extends RegistryEventName> = Extract<RegistryEvent, { eventName: Name }>["args"];

/** An access as the contract judged and numbered it. */
export type Accessed = ReturnType<typeof namedAccess>;

function decode({ topics, data }: Pick<Log, "topics" | "data">) {
  try {
    return decodeEventLog({ abi: fiducialRegistryAbi, topics, data });
  } catch {
    throw new UnreadableAnswerError("The log");
  }
}

function namedAccess({ what, verdict, ...access }: Decoded<"Accessed">["args"]) {
  const { account, time, purpose, action, claim, detail } = decodeAccessWord(what);
  return {
    ...access,
    /** Who logged it in the accessor's name; undefined where the accessor did. */
    gateway: account === zeroAddress ? undefined : getAddress(account),
    time,
    purpose: purposeWord(purpose),
    action: actionWord(action),
    claim,
    detail,
    ...decodeVerdict(verdict),
  };
}
