import { refusal } from "./refusal.ts";

/** A permit's window is empty or already over. */
export class PermitOverError extends refusal(
  "PermitOver",
  ({ from, until }) =>
    `A permit from ${from} until ${until} is empty or already over. Choose an end after its start and after now.`,
) {}

/** A permit names no purpose or no kind. */
export class PermitsNothingError extends refusal("PermitsNothing", ({ purposes }) =>
  purposes === 0n
    ? "A permit without a purpose permits nothing. Name at least one purpose."
    : "A permit without a record kind permits nothing. Name at least one kind.",
) {}

/** A permit names no grantee. */
export class NoGranteeError extends refusal(
  "NoGrantee",
  () => "A permit to the zero address permits nobody. Name the grantee.",
) {}
