import { refusal } from "./refusal.ts";

/** A string of the contract's EIP-712 domain is damaged. No call of a deployed registry answers so. */
export class InvalidShortStringError extends refusal(
  "InvalidShortString",
  () =>
    "The registry's name for signatures is unreadable. Check the address: this is not a registry as it was published.",
) {}

/** A string of the contract's EIP-712 domain is too long. No call of a deployed registry answers so. */
export class StringTooLongError extends refusal(
  "StringTooLong",
  () =>
    "The registry's name for signatures is too long. Check the address: this is not a registry as it was published.",
) {}
