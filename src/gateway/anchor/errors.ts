import { FiducialError } from "../../errors.ts";

const EXPLANATIONS = {
  JournalBehind:
    "The chain has entries of this gateway that its journal does not hold. Another gateway uses the same account, or an old copy of the journal was restored: find the newest journal.",
  FinalTakenBack:
    "The chain no longer has entries that were final. It is another chain, or was set back: connect to a node of the right chain.",
  RetiredEarly:
    "The gateway was retired on the chain while its journal held entries that are not there, and they can't be logged any more. Keep the journal: it and the receipts are what is left of them.",
} as const;

/** Nothing more can be anchored before somebody has looked. */
export class AnchorHaltedError extends FiducialError {
  readonly code = "AnchorHalted";
  readonly reason: keyof typeof EXPLANATIONS;

  constructor(reason: keyof typeof EXPLANATIONS) {
    super(EXPLANATIONS[reason]);
    this.reason = reason;
  }
}
