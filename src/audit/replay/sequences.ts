import { lowerCase } from "../../consent/lowerCase.ts";
import type { PlacedEvent } from "./event.ts";

/** A gap: the number that had to come, and the one that came. */
export type Gap = { readonly what: string; readonly expected: number; readonly found: number };

/** Builds a check of everything that the contract numbers: whatever is left out of the events, or put in, breaks a row of numbers. */
export function buildSequences(): (event: PlacedEvent) => readonly Gap[] {
  const last = new Map<string, number>();

  /** Takes the next number of a row that begins after `before`. */
  function next(what: string, key: string, found: number, before = 0): Gap[] {
    const expected = (last.get(`${what} ${key}`) ?? before) + 1;
    last.set(`${what} ${key}`, found);
    return found === expected ? [] : [{ what, expected, found }];
  }

  /** Looks at a number that may stay as it was, or where it `mayRise` by one. */
  function stays(what: string, key: string, found: number, mayRise: 0 | 1): Gap[] {
    const expected = last.get(`${what} ${key}`) ?? 0;
    last.set(`${what} ${key}`, found);
    return found === expected || found === expected + mayRise ? [] : [{ what, expected, found }];
  }

  return ({ eventName, args }) => {
    switch (eventName) {
      case "Accessed": {
        const accesses = next("number of an access", lowerCase(args.record), args.number);
        if (args.gateway === undefined) return accesses;
        return [...accesses, ...next("entry of a gateway", lowerCase(args.gateway), args.entryNumber)];
      }
      case "Heartbeat":
      case "Retired":
        return stays("entry of a gateway", lowerCase(args.gateway), args.entryCount, 0);
      case "Permitted":
      case "Revoked": {
        const key = `${args.patient} ${lowerCase(args.scope)} ${lowerCase(args.grantee)}`;
        return next("version of a permit", key, args.version);
      }
      case "Amended":
        return next("revision of a record", lowerCase(args.record), args.revision);
      case "Contributed":
        return next("contribution to a record", lowerCase(args.record), args.number);
      case "Enrolled":
        return next("patient", "", args.patient);
      case "HandoverOffered":
      case "HandedOver":
      case "Claimed":
      case "SignaturesVoided":
      case "Appointed":
      case "RecoveryChosen":
      case "RecoveryVetoed":
      case "Recovered":
        return next("epoch of a patient", `${args.patient}`, args.epoch);
      // A proxy that resigns, or a custodian that ends an incapacity, raises no epoch.
      case "Dismissed":
      case "IncapacityEnded":
        return stays("epoch of a patient", `${args.patient}`, args.epoch, 1);
      default:
        return [];
    }
  };
}
