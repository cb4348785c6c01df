import { InvalidBundleError } from "./errors.ts";
import type { Hex } from "./hex.ts";

/** Takes a value for what it should be, or throws `InvalidBundleError`; `path` says where it stands. */
export type Read<Type> = (value: unknown, path: string) => Type;

type Shape = Readonly<Record<string, Read<unknown>>>;

/** An integer of so many bits. */
export const bits = (width: number) => integer(2 ** width - 1);

/** An object with these fields and no others. */
export function object<Fields extends Shape>(
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

/** A list of at most so many. */
export function list<Type>(item: Read<Type>, most: number): Read<readonly Type[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, "is not a list");
    if (value.length > most) return refuse(path, `has ${value.length} entries; at most ${most} are read`);
    return value.map((entry: unknown, i) => item(entry, `${path}[${i}]`));
  };
}

/** An integer from 0 to `most`. */
export function integer(most: number): Read<number> {
  return (value, path) => {
    const isWithin = Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
    return isWithin ? (value as number) : refuse(path, `is not an integer from 0 to ${most}`);
  };
}

/** So many bytes in lower-case hexadecimal. */
export function bytes(size: number): Read<Hex> {
  const pattern = new RegExp(`^0x[0-9a-f]{${2 * size}}$`);
  return (value, path) => {
    if (typeof value === "string" && pattern.test(value)) return value as Hex;
    return refuse(path, `is not 0x and ${2 * size} lower-case hexadecimal digits`);
  };
}

/** One byte or more in lower-case hexadecimal. */
export function someBytes(mostDigits: number): Read<Hex> {
  return (value, path) => {
    if (typeof value !== "string" || !/^0x(?:[0-9a-f]{2})+$/.test(value)) {
      return refuse(path, "is not 0x and an even number of lower-case hexadecimal digits");
    }
    return value.length > mostDigits ? refuse(path, "is too long") : (value as Hex);
  };
}

/** One of these values. */
export function oneOf<const Type>(values: readonly Type[]): Read<Type> {
  return (value, path) =>
    values.includes(value as Type) ? (value as Type) : refuse(path, `is none of ${values.join(", ")}`);
}

/** Null, or what `read` takes. */
export function orNull<Type>(read: Read<Type>): Read<Type | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

/** Says what is wrong, and where. */
export function refuse(path: string, what: string): never {
  throw new InvalidBundleError(
    `${path === "" ? "The bundle" : path} ${what}. The bundle was changed, or made by another version.`,
  );
}
