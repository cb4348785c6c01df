/** A bundle is not what its format says: cut short, of another format or version, or with something unexpected in it. Nothing was checked. */
export class InvalidBundleError extends Error {
  /** Stable, for programs. */
  readonly code = "InvalidBundle";
  override readonly name = "InvalidBundleError";
}

/** What the auditor trusts is not written as it should be. Nothing was checked. */
export class InvalidTrustError extends Error {
  /** Stable, for programs. */
  readonly code = "InvalidTrust";
  override readonly name = "InvalidTrustError";
}
