import { ORIGINS } from "../../../consent/origins.ts";
import { refusal } from "./refusal.ts";

/** The caller is not an actor in force of the record's custodian, or a device where a person is asked for. */
export class NotAuthorError extends refusal(
  "NotAuthor",
  ({ caller, custodian }) =>
    `${caller} can't do this: it takes an actor in force of the record's custodian ${custodian}, and a practitioner for what a person wrote or judged. Use such an account.`,
) {}

/** A human contribution names a tool, or one with a tool names none that is a device in force. */
export class WrongToolError extends refusal("WrongTool", ({ origin, tool }) =>
  origin === ORIGINS.indexOf("human")
    ? `A contribution without a tool names the tool ${tool}. Leave the tool out, or choose another origin.`
    : `${tool} is not a device in force. Name the device that made or helped with the contribution, and have its organization admit it.`,
) {}

/** The record has no contribution with this number. */
export class UnknownContributionError extends refusal(
  "UnknownContribution",
  ({ record, number }) =>
    `Record ${record} has no contribution number ${number}. Read its history for how many it has.`,
) {}
