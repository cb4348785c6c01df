import { BASES, type Bundle, type BundleRow, CAPS, FORMAT, GRANTEES, VERSION } from "./bundle.ts";
import { InvalidBundleError } from "./errors.ts";
import { bits, bytes, integer, list, object, oneOf, orNull, type Read, someBytes } from "./shape.ts";

const readRow: Read<BundleRow> = object({
  record: bytes(32),
  number: bits(40),
  patient: bits(48),
  accessor: bytes(20),
  part: bytes(32),
  time: bits(40),
  purpose: bits(8),
  action: bits(8),
  claim: object({ basis: oneOf(BASES), grantee: oneOf(GRANTEES), allRecords: oneOf([true, false]) }),
  detail: bits(32),
  basis: oneOf(BASES),
  permitVersion: bits(32),
  gateway: orNull(bytes(20)),
  entryNumber: orNull(bits(40)),
  block: bits(48),
  transaction: bits(24),
  log: bits(24),
});

/** Takes a value for a bundle, as it stands in a file or in another one. */
export const readBundle: Read<Bundle> = object({
  format: oneOf([FORMAT]),
  version: oneOf([VERSION]),
  chainId: integer(Number.MAX_SAFE_INTEGER),
  registry: bytes(20),
  block: bits(48),
  rows: list(readRow, CAPS.rows),
  records: list(object({ record: bytes(32), count: bits(40) }), CAPS.records),
  gateways: list(object({ gateway: bytes(20), count: bits(40) }), CAPS.gateways),
  headers: list(someBytes(CAPS.headerDigits), CAPS.headers),
  nodes: list(someBytes(CAPS.nodeDigits), CAPS.nodes),
});

/**
 * Reads a bundle from its text. What is in it is not yet checked: that is `verifyBundle`.
 *
 * @param text - JSON as `renderBundle` writes it; white space and the order of keys don't matter.
 * @throws {InvalidBundleError} when it is not such a bundle: anything missing, superfluous, of another type, out of range or too large
 */
export function parseBundle(text: string): Bundle {
  if (text.length > CAPS.text) {
    throw new InvalidBundleError(
      `The bundle has ${text.length} characters; at most ${CAPS.text} are read. Ask for less.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidBundleError("The bundle is not JSON; it may be cut short. Get the whole file.");
  }
  const { format, version } = Object(value) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== FORMAT) throw new InvalidBundleError(`This is no proof bundle: its format is not "${FORMAT}".`);
  if (version !== VERSION) {
    throw new InvalidBundleError(
      `The bundle is not of version ${VERSION}, which this verifier reads. Use the one of its time.`,
    );
  }
  return readBundle(value, "");
}
