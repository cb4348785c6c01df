import { refusal } from "./refusal.ts";

/** The account is not a gateway in force. */
export class NotGatewayError extends refusal(
  "NotGateway",
  ({ caller }) =>
    `${caller} is not a gateway in force, so it can't log for others. Have the custodian admit it as a device with the role of a gateway.`,
) {}

/** The gateway has retired. */
export class GatewayRetiredError extends refusal(
  "GatewayRetired",
  ({ gateway, entryCount }) =>
    `${gateway} has retired with entry ${entryCount} as its last. Log through another gateway.`,
) {}

/** A heartbeat names a next one that is not after the block. */
export class NextByInPastError extends refusal(
  "NextByInPast",
  ({ nextBy, time }) =>
    `The next heartbeat is promised by ${nextBy}, and it is ${time} already. Promise it for a time to come, and check the clock.`,
) {}
