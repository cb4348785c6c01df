import type { Address } from "viem";
import { POWERS, type Power } from "../../../consent/powers.ts";
import type { Appointment } from "../../../consent/typedData.ts";

/** Whom the controller appoints, to what, and when. */
export type AppointmentParameters = {
  readonly patient: number;
  /** An account, or a joint account for proxies who decide together. */
  readonly proxy: Address;
  /** What the proxy may do. */
  readonly powers: readonly Power[];
  /** Whether the powers wait for the patient's incapacity; at once where it is left out. */
  readonly springing?: boolean | undefined;
  /** First second (unix, inclusive); from now on where it is left out. */
  readonly from?: number | undefined;
  /** First second after it (unix, exclusive). */
  readonly until: number;
};

/** Writes an appointment as the contract takes it. */
export function appointmentOf(parameters: AppointmentParameters): Appointment {
  const { patient, proxy, powers, springing = false, from = 0, until } = parameters;
  return { patient, proxy, powers: powers.reduce((sum, power) => sum | POWERS[power], 0), springing, from, until };
}
