import { refusal } from "./refusal.ts";

/** The zero address was appointed. */
export class NoProxyError extends refusal(
  "NoProxy",
  () => "Nobody has a key to the zero address. Name the account that is to act for the patient.",
) {}

/** Powers were named that do not exist, or none. */
export class UnknownPowersError extends refusal(
  "UnknownPowers",
  ({ powers }) =>
    `The bits ${powers} are none of the powers a proxy can have. Name the power to consent, the power to access, or both.`,
) {}

/** A proxy's permit would outlast the power it is given by. */
export class OutlastsPowerError extends refusal(
  "OutlastsPower",
  ({ until, powerUntil }) =>
    `A permit until ${until} would outlast the proxy's power, which ends at ${powerUntil}. Choose an end no later than that.`,
) {}
