import type { Policy } from "./actors.ts";
import { coverPurposes, PURPOSE_COUNT, purposeNumber } from "./purposes.ts";

/** The purposes that FHIR R4 has. The contract's sets were written with them; codes that HL7 added later are in none that names branches. */
const R4_PURPOSES = (1n << 60n) - 1n;

const BTG = 1n << BigInt(purposeNumber("BTG"));

const PURPOSES_OF: Readonly<Record<Policy, bigint>> = {
  deny: 0n,
  "break-glass-only": 0n,
  "basic-normal": coverPurposes(["TREAT", "HPAYMT", "HOPERAT"]) & R4_PURPOSES & ~BTG,
  "all-normal": ((1n << BigInt(PURPOSE_COUNT)) - 1n) & ~BTG,
};

/**
 * Gets the purposes that a default policy covers. No policy covers BTG, the override of a denial.
 *
 * @returns Bits by purpose number.
 * @see contracts/libraries/Purpose.sol
 */
export function policyPurposes(policy: Policy): bigint {
  return PURPOSES_OF[policy];
}
