import { FiducialError } from "../../errors.ts";

/** A file of thresholds for misuse does not have their form. */
export class InvalidThresholdsError extends FiducialError {
  readonly code = "InvalidThresholds";
}

/** A file of marks for an accounting of disclosures does not have their form. */
export class InvalidMarksError extends FiducialError {
  readonly code = "InvalidMarks";
}

/** A report has letters that the font lacks: they would be printed as something else. */
export class UnprintableTextError extends FiducialError {
  readonly code = "UnprintableText";

  constructor() {
    super("A name in this report has letters that the font of the PDF lacks. Give a TrueType font that has them.");
  }
}
