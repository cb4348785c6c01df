import { encodeEventTopics, type Hex, numberToHex, zeroAddress } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { gatewaySlot, recordSlot } from "../../src/audit/verify/counts.ts";
import { LAYOUT } from "../../src/audit/verify/index.ts";
import { decodeAccessWord, encodeAccessWord, encodeVerdict } from "../../src/consent/accessWord.ts";
import { BASES } from "../../src/consent/bases.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import type { Dice } from "../consent/dice.ts";
import { drawBytes } from "./simulatedChain.ts";

/** Raises a count in a slot and says the new one. */
type CountUp = (key: Hex, slot: Hex, bit: number) => number;

/** Draws an access to one of the records, by its accessor or one of the gateways. */
export function drawAccess(
  dice: Dice,
  records: readonly Hex[],
  gateways: readonly Hex[],
  countUp: CountUp,
): Omit<Access, "place"> {
  const record = dice.pick(records);
  const gateway = dice.isLucky(70) ? dice.pick(gateways) : undefined;
  const word = decodeAccessWord(BigInt(drawBytes(dice, 32)));
  const basis = dice.pick(BASES);
  return {
    record,
    number: countUp(record, recordSlot(record), LAYOUT.accessCountBit),
    patient: dice.roll(1, 2 ** 48 - 1),
    accessor: drawBytes(dice, 20),
    organization: dice.isLucky(80) ? drawBytes(dice, 20) : undefined,
    part: dice.isLucky(50) ? drawBytes(dice, 32) : `0x${"0".repeat(64)}`,
    time: word.time,
    purpose: word.purpose,
    action: word.action,
    claim: word.claim,
    detail: word.detail,
    basis,
    permitVersion: dice.roll(0, 2 ** 32 - 1),
    gateway,
    entryNumber: gateway && countUp(gateway, gatewaySlot(gateway), LAYOUT.entryCountBit),
  };
}

/** Writes an access as the registry's event, by the project's own ABI and words. */
export function buildAccessedLog(access: Omit<Access, "place">): {
  readonly topics: readonly Hex[];
  readonly data: Hex;
} {
  const { record, accessor, patient, part, gateway, number, entryNumber, basis, permitVersion } = access;
  const what = encodeAccessWord({ ...access, account: gateway ?? zeroAddress });
  const verdict = encodeVerdict({ number, entryNumber: entryNumber ?? 0, basis, version: permitVersion });
  const topics = encodeEventTopics({
    abi: fiducialRegistryAbi,
    eventName: "Accessed",
    args: { record, accessor, patient: patient as never },
  });
  const words = [what, verdict].map((word) => numberToHex(word, { size: 32 }).slice(2));
  return { topics: topics as Hex[], data: `${part}${words.join("")}` };
}
