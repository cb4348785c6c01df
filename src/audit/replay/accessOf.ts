import type { Address } from "viem";
import { actionNumber } from "../../consent/actions.ts";
import { lowerCase } from "../../consent/lowerCase.ts";
import { purposeNumber } from "../../consent/purposes.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { AccessEvent } from "./event.ts";

/**
 * Writes an event as the row that an honest index has of it.
 *
 * @param organization - That speaks, or last spoke, for the accessor when it was logged: no event of an access says it.
 */
export function accessOf({ args, place }: AccessEvent, organization: Address | undefined): Access {
  const { number, patient, time, claim, detail, basis, version, gateway, entryNumber } = args;
  const { blockNumber, blockTime, txHash, logIndex } = place;
  return {
    ...{ record: lowerCase(args.record), number, patient, accessor: lowerCase(args.accessor), organization },
    ...{ part: lowerCase(args.part), time, claim, detail, basis, permitVersion: version },
    purpose: typeof args.purpose === "number" ? args.purpose : purposeNumber(args.purpose),
    action: typeof args.action === "number" ? args.action : actionNumber(args.action),
    gateway: gateway && lowerCase(gateway),
    entryNumber: gateway === undefined ? undefined : entryNumber,
    place: { blockNumber, blockTime, txHash: lowerCase(txHash), logIndex },
  };
}
