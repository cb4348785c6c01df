import { FiducialError } from "../../errors.ts";

/** Another process, or another journal of this one, has the folder open. */
export class JournalLockedError extends FiducialError {
  readonly code = "JournalLocked";

  constructor(folder: string) {
    super(
      `The journal in ${folder} is open elsewhere. Stop the other gateway, or give each gateway a folder of its own.`,
    );
  }
}

/** What stands in the journal is not what was written. */
export class JournalCorruptError extends FiducialError {
  readonly code = "JournalCorrupt";
  readonly file: string;
  /** Where in the file what can't be read begins (bytes). */
  readonly offset: number;

  constructor(file: string, offset: number, what: string) {
    super(
      `${file} is damaged at byte ${offset}: ${what}. Nothing was cut. Restore the file from a copy; the entries from there on may not be on the chain yet.`,
    );
    this.file = file;
    this.offset = offset;
  }
}

/** The journal was begun for another gateway, registry or chain, or with another key. */
export class ForeignJournalError extends FiducialError {
  readonly code = "ForeignJournal";

  constructor(folder: string) {
    super(
      `The journal in ${folder} was begun for another gateway, registry or chain, or with another key. Check the configuration, or give this gateway a folder of its own.`,
    );
  }
}

/** The journal could not be read or written, and takes nothing more until it is opened again. Its `cause` is what the disk said. */
export class JournalFailedError extends FiducialError {
  readonly code = "JournalFailed";

  constructor(options?: ErrorOptions) {
    super(
      "The journal could not be read or written, so nothing may be served. Look after the disk, then start the gateway again: what was acknowledged is there.",
      options,
    );
  }
}

/** The journal was closed. */
export class JournalClosedError extends FiducialError {
  readonly code = "JournalClosed";

  constructor() {
    super("The journal is closed. Open it again to append to it.");
  }
}

/** The gateway has retired and logs no more. */
export class JournalRetiredError extends FiducialError {
  readonly code = "JournalRetired";

  constructor() {
    super("The gateway has retired: its journal takes no more accesses. Serve through another gateway.");
  }
}

/** The journal holds no record, or no sealed period, with this number. */
export class NotInJournalError extends FiducialError {
  readonly code = "NotInJournal";

  constructor(what: string) {
    super(`The journal holds no ${what}. Check the number, and that it is the right journal.`);
  }
}

/** A header is none that a gateway writes. */
export class InvalidReceiptError extends FiducialError {
  readonly code = "InvalidReceipt";

  constructor() {
    super("This is no receipt of a gateway: not the header Fiducial-Receipt as it was received.");
  }
}
