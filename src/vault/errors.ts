import { FiducialError } from "../errors.ts";

/** There is no finished vault where one was to be opened. */
export class VaultMissingError extends FiducialError {
  readonly code = "VaultMissing";

  constructor(path: string, options?: ErrorOptions) {
    super(`There is no vault at ${path}. Check the path, or create a vault there.`, options);
  }
}

/** There is a vault already where one was to be made. */
export class VaultExistsError extends FiducialError {
  readonly code = "VaultExists";

  constructor(path: string) {
    super(`There is a vault at ${path} already. Open it, or choose another path.`);
  }
}

/** A passphrase or key file is too short to protect a new vault. */
export class WeakSecretError extends FiducialError {
  readonly code = "WeakSecret";
}

/** The passphrase or key file does not open this vault. */
export class WrongPassphraseError extends FiducialError {
  readonly code = "WrongPassphrase";
}

/** What is sealed in the vault was altered, moved to another row, or is not readable any more. */
export class VaultDamagedError extends FiducialError {
  readonly code = "VaultDamaged";

  constructor(what: string, options?: ErrorOptions) {
    super(`The vault is damaged: ${what}. Restore it from a backup.`, options);
  }
}

/** No record with this commitment is in the vault. */
export class UnknownRecordError extends FiducialError {
  readonly code = "UnknownRecord";

  constructor(record: string) {
    super(`No record ${record} is in the vault`);
  }
}

/** The record's key was destroyed; what the commitment stood for cannot be known any more. */
export class RecordErasedError extends FiducialError {
  readonly code = "RecordErased";
  /** When it was erased (unix seconds). */
  readonly erasedAt: number;

  constructor(record: string, erasedAt: number) {
    super(`Record ${record} was erased from the vault at ${erasedAt}`);
    this.erasedAt = erasedAt;
  }
}

/** The custodian has this identifier and kind in the vault already, under the commitment given. */
export class RecordExistsError extends FiducialError {
  readonly code = "RecordExists";
  readonly record: `0x${string}`;
  readonly state: "pending" | "confirmed";

  constructor(record: `0x${string}`, state: "pending" | "confirmed") {
    super(`This is in the vault already as record ${record} (${state})`);
    this.record = record;
    this.state = state;
  }
}

/** A record was to be dropped that the chain has; it can only be erased. */
export class RecordNotPendingError extends FiducialError {
  readonly code = "RecordNotPending";

  constructor(record: string) {
    super(`Record ${record} is confirmed. Erase it to destroy its key.`);
  }
}

/** The record has no such part. */
export class UnknownPartError extends FiducialError {
  readonly code = "UnknownPart";

  constructor(part: string) {
    super(`The record has no part ${part}`);
  }
}

/** The parts of a new record do not form a tree: one is there twice, or its parent is not among those before it. */
export class InvalidPartsError extends FiducialError {
  readonly code = "InvalidParts";
}

/** The vault holds no manifest of the record with this digest. */
export class UnknownManifestError extends FiducialError {
  readonly code = "UnknownManifest";

  constructor(digest: string) {
    super(`The vault holds no manifest with the digest ${digest}`);
  }
}

/** The patient excludes the same account from the same already. */
export class RestrictionInForceError extends FiducialError {
  readonly code = "RestrictionInForce";
  readonly number: number;

  constructor(number: number) {
    super(`The patient's restriction ${number} says this already`);
    this.number = number;
  }
}

/** The patient has no restriction with this number, or it was lifted. */
export class RestrictionNotInForceError extends FiducialError {
  readonly code = "RestrictionNotInForce";

  constructor() {
    super("The patient has no restriction with this number in force. List them to see their numbers.");
  }
}

/** The vault has no such book, or the patient is not in it. */
export class UnknownBookError extends FiducialError {
  readonly code = "UnknownBook";
}

/** The rows are deleted, but their old bytes may remain in the vault's files. */
export class ErasureIncompleteError extends FiducialError {
  readonly code = "ErasureIncomplete";

  constructor(options?: ErrorOptions) {
    super(
      "The rows are deleted, but their bytes may remain in the vault's files. End other programs that read it, make room on the disk, and scrub the vault.",
      options,
    );
  }
}
