import type { TypedDataDefinition } from "viem";

/** A value of what is to be signed, with its name; `depth` says how far in it stands. */
export type TypedRow = { readonly name: string; readonly value: string; readonly depth: number };

/** Lists what typed data says, value by value, in the order of its type: what a wallet shows that knows nothing of the registry. */
export function describeTyped({ types, primaryType, message }: TypedDataDefinition): readonly TypedRow[] {
  return listFields(types as Types, String(primaryType), message as Values, 0);
}

type Types = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
type Values = Readonly<Record<string, unknown>>;

function listFields(types: Types, type: string, values: Values, depth: number): readonly TypedRow[] {
  return (types[type] ?? []).flatMap(({ name, type: of }): readonly TypedRow[] => {
    const value = values[name];
    const inner = of.replace(/\[\d*\]$/, "");
    if (types[inner] === undefined) return [{ name, value: String(value), depth }];
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) => [
      { name: Array.isArray(value) ? `${name} ${index + 1}` : name, value: "", depth },
      ...(typeof item === "object" && item !== null ? listFields(types, inner, item as Values, depth + 1) : []),
    ]);
  });
}
