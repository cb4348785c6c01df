import { FieldOutOfRangeError } from "./errors.ts";
import { packField, takeField } from "./field.ts";

/** How long a broken glass gives access (seconds). */
export const EMERGENCY_TIME = 14_400;

/** How long a reviewer has, from the block that logged an access in an emergency (seconds). */
export const REVIEW_TIME = 72 * 3_600;

/** What the `detail` of an access in an emergency says. */
export type EmergencyDetail = {
  /** The coded reason, of `EMERGENCY_REASONS`; 1 to 255. Zero, in what was decoded, where none was given. */
  readonly reason: number;
  /** How many seconds before the access the glass was broken. */
  readonly secondsSinceBroken: number;
};

/** Why and when an accessor broke the glass. It gives access from then on, and for `EMERGENCY_TIME`. */
export type BrokenGlass = {
  /** The coded reason, of `EMERGENCY_REASONS`; zero where none was given, with which no glass is broken. */
  readonly reason: number;
  /** Unix seconds. */
  readonly brokenAt: number;
};

/** Says whether a broken glass still gives access at `time` (unix seconds). */
export function isGlassBroken({ reason, brokenAt }: BrokenGlass, time: number): boolean {
  return reason > 0 && reason < 256 && brokenAt <= time && time - brokenAt <= EMERGENCY_TIME;
}

/**
 * Packs the `detail` of an access in an emergency: the reason in the low 8 bits, the seconds in the 24 above.
 *
 * @throws {FieldOutOfRangeError} when no reason is given, or the glass was broken more than `EMERGENCY_TIME` before: such an access has no leave
 * @see contracts/libraries/AccessWord.sol, `detail`
 */
export function encodeEmergencyDetail({ reason, secondsSinceBroken }: EmergencyDetail): number {
  if (reason === 0) throw new FieldOutOfRangeError("reason is 0; an emergency needs a coded reason");
  if (secondsSinceBroken > EMERGENCY_TIME) {
    throw new FieldOutOfRangeError(
      `secondsSinceBroken is ${secondsSinceBroken}; a broken glass gives access for ${EMERGENCY_TIME} seconds, then it has to be broken again`,
    );
  }
  const packed = packField("reason", reason, 0, 8) | packField("secondsSinceBroken", secondsSinceBroken, 8, 24);
  return Number(packed);
}

/** Takes the `detail` of an access in an emergency apart. Never fails: the contract logs any 32 bits. */
export function decodeEmergencyDetail(detail: number): EmergencyDetail {
  const word = BigInt(detail);
  return { reason: takeField(word, 0, 8), secondsSinceBroken: takeField(word, 8, 24) };
}

/** Says whether the detail names a reason, and a glass that was broken no longer than `EMERGENCY_TIME` before. */
export function isWithinEmergency(detail: number): boolean {
  const { reason, secondsSinceBroken } = decodeEmergencyDetail(detail);
  return reason !== 0 && secondsSinceBroken <= EMERGENCY_TIME;
}
