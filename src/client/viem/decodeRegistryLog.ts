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
import { UnreadableAnswerError } from "./errors/answer.ts";
import { actionWord, enumWord, kindWord, purposeWord, RELATIONS } from "./words.ts";

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
  switch (event.eventName) {
    case "Accessed":
      return { eventName: event.eventName, args: namedAccess(event.args) };
    case "Admitted": {
      const { kind, roles, ...rest } = event.args;
      return {
        eventName: event.eventName,
        args: { ...rest, kind: enumWord(ACTOR_KINDS, kind), roles: listRoles(roles) },
      };
    }
    case "PolicyChosen":
      return { eventName: event.eventName, args: { ...event.args, policy: enumWord(POLICIES, event.args.policy) } };
    case "Permitted":
      return { eventName: event.eventName, args: { ...event.args, kinds: BigInt(event.args.kinds) } };
    case "Registered":
      return { eventName: event.eventName, args: { ...event.args, kind: kindWord(event.args.kind) } };
    case "Related":
      return {
        eventName: event.eventName,
        args: { ...event.args, relation: enumWord(RELATIONS, event.args.relation) },
      };
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
