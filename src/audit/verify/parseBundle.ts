import { BASES, type Bundle, type BundleRow, CAPS, FORMAT, GRANTEES, VERSION } from "./bundle.ts";
import { InvalidBundleError } from "./errors.ts";
import type { Hex } from "./hex.ts";

/** Takes a value for what it should be, or throws; `path` says where it stands. */
type Read<Type> = (value: unknown, path: string) => Type;

type Shape = Readonly<Record<string, Read<unknown>>>;

const bits = (width: number) => integer(2 ** width - 1);

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

const readBundle: Read<Bundle> = object({
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

function object<Fields extends Shape>(
  fields: Fields,
): Read<{ readonly [Key in keyof Fields]: ReturnType<Fields[Key]> }> {
  const names = Object.keys(fields);
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, "is not an object");
    const given = value as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined) refuse(path, "holds something that the format does not know");
    const read: Record<string, unknown> = {};
    for (const name of names) {
      const inner = path === "" ? name : `${path}.${name}`;
      if (!Object.hasOwn(given, name)) refuse(inner, "is missing");
      read[name] = fields[name]?.(given[name], inner);
    }
    return read as { readonly [Key in keyof Fields]: ReturnType<Fields[Key]> };
  };
}

function list<Type>(item: Read<Type>, most: number): Read<readonly Type[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, "is not a list");
    if (value.length > most) return refuse(path, `has ${value.length} entries; at most ${most} are read`);
    return value.map((entry: unknown, i) => item(entry, `${path}[${i}]`));
  };
}

function integer(most: number): Read<number> {
  return (value, path) => {
    const isWithin = Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
    return isWithin ? (value as number) : refuse(path, `is not an integer from 0 to ${most}`);
  };
}

function bytes(size: number): Read<Hex> {
  const pattern = new RegExp(`^0x[0-9a-f]{${2 * size}}$`);
  return (value, path) => {
    if (typeof value === "string" && pattern.test(value)) return value as Hex;
    return refuse(path, `is not 0x and ${2 * size} lower-case hexadecimal digits`);
  };
}

function someBytes(mostDigits: number): Read<Hex> {
  return (value, path) => {
    if (typeof value !== "string" || !/^0x(?:[0-9a-f]{2})+$/.test(value)) {
      return refuse(path, "is not 0x and an even number of lower-case hexadecimal digits");
    }
    return value.length > mostDigits ? refuse(path, "is too long") : (value as Hex);
  };
}

function oneOf<const Type>(values: readonly Type[]): Read<Type> {
  return (value, path) =>
    values.includes(value as Type) ? (value as Type) : refuse(path, `is none of ${values.join(", ")}`);
}

function orNull<Type>(read: Read<Type>): Read<Type | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

function refuse(path: string, what: string): never {
  throw new InvalidBundleError(
    `${path === "" ? "The bundle" : path} ${what}. The bundle was changed, or made by another version.`,
  );
}
