import { hash } from "node:crypto";
import type { Hex } from "viem";

/** All of an entry's words in a few bytes, so that two are the same exactly where these are. */
export type Content = string & { readonly [contentBrand]: true };

declare const contentBrand: unique symbol;

/** Digests record, part and word of an entry, the word with the accessor in it. */
export function digestContent(record: Hex, part: Hex, what: Hex): Content {
  return hash("sha256", `${record} ${part} ${what}`.toLowerCase(), "base64") as Content;
}
