import type { Address, Hex } from "viem";
import { lowerCase } from "../../consent/lowerCase.ts";
import type { AccessEvent, PlacedEvent } from "./event.ts";
import type { Position, ReplayFinding } from "./findings.ts";

/** What the contract counted, read or proven at the block that the events reach. */
export type ContractCounts = {
  readonly records: readonly { readonly record: Hex; readonly count: number }[];
  readonly gateways: readonly { readonly gateway: Address; readonly count: number }[];
};

/**
 * Lists what the contract has a count of, as far as the events tell: every record registered or accessed, and every gateway that logged.
 *
 * @returns In lower case.
 */
export function listCounted(events: Iterable<PlacedEvent>): {
  readonly records: readonly Hex[];
  readonly gateways: readonly Address[];
} {
  const records = new Set<Hex>();
  const gateways = new Set<Address>();
  for (const { eventName, args } of events) {
    if (eventName === "Registered" || eventName === "Accessed") records.add(lowerCase(args.record));
    if (eventName === "Accessed" && args.gateway !== undefined) gateways.add(lowerCase(args.gateway));
  }
  return { records: [...records], gateways: [...gateways] };
}

/**
 * Compares the events with the contract's counts: the accesses of a record, and the entries of a gateway, run from 1 to the count.
 *
 * @param counts - Of what the auditor asks about; `listCounted` says what there is.
 */
export function compareWithContract(counts: ContractCounts, events: Iterable<PlacedEvent>): readonly ReplayFinding[] {
  const accesses = new Map<string, Map<number, AccessEvent>>();
  const entries = new Map<string, Map<number, AccessEvent>>();
  for (const event of events) {
    if (event.eventName !== "Accessed") continue;
    const { record, number, gateway, entryNumber } = event.args;
    put(accesses, lowerCase(record), number, event);
    if (gateway !== undefined) put(entries, lowerCase(gateway), entryNumber, event);
  }
  return [
    ...counts.records.flatMap(({ record, count }) => {
      const found = accesses.get(lowerCase(record)) ?? new Map<number, AccessEvent>();
      const missing = listMissing(found, count).map(([number, last]): ReplayFinding => {
        const words = `the contract counted ${count}, and no event tells of the numbers ${number} to ${last}`;
        return { code: "AccessesMissing", position: { record: lowerCase(record), number }, words };
      });
      return [...missing, ...listForged("AccessesForged", found, count)];
    }),
    ...counts.gateways.flatMap(({ gateway, count }) => {
      const found = entries.get(lowerCase(gateway)) ?? new Map<number, AccessEvent>();
      const missing = listMissing(found, count).map(([first, last]): ReplayFinding => {
        const words = `the contract counted ${count} entries, and no event tells of the entries ${first} to ${last}`;
        return { code: "EntriesMissing", position: { gateway: lowerCase(gateway) }, words };
      });
      return [...missing, ...listForged("EntriesForged", found, count)];
    }),
  ];
}

function put(shelf: Map<string, Map<number, AccessEvent>>, key: string, number: number, event: AccessEvent): void {
  const numbers = shelf.get(key) ?? new Map<number, AccessEvent>();
  shelf.set(key, numbers.set(number, event));
}

/** Lists the first and last number of each gap. A count may be anything, and so is never counted up to. */
function listMissing(found: ReadonlyMap<number, AccessEvent>, count: number): [first: number, last: number][] {
  const numbers = [...found.keys()].filter((number) => number >= 1 && number <= count).sort((a, b) => a - b);
  return [...numbers, count + 1].flatMap((number, index): [number, number][] => {
    const first = (numbers[index - 1] ?? 0) + 1;
    return first < number ? [[first, number - 1]] : [];
  });
}

/** Lists what goes beyond the contract's count. */
function listForged(
  code: "AccessesForged" | "EntriesForged",
  found: ReadonlyMap<number, AccessEvent>,
  count: number,
): ReplayFinding[] {
  return [...found].flatMap(([number, { args, place }]) => {
    if (number >= 1 && number <= count) return [];
    const position: Position = {
      ...{ record: lowerCase(args.record), number: args.number, gateway: args.gateway && lowerCase(args.gateway) },
      place: { blockNumber: place.blockNumber, logIndex: place.logIndex },
    };
    return [{ code, position, words: `the contract counted ${count}, and the event says ${number}` }];
  });
}
