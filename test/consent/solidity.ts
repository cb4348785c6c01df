import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

/** Reads a contract's source without its comments. */
export function readSource(path: string): string {
  const text = readFileSync(new URL(`../../contracts/${path}`, import.meta.url), "utf8");
  return text.replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "");
}

/** Lists the members of an enum in their order. */
export function listEnum(source: string, name: string): string[] {
  const members = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(source)?.[1] ?? "";
  return members.split(",").map((member) => member.trim());
}

/** Computes every constant integer of a source whose value is made of numbers and of constants before it. */
export function readConstants(source: string): Record<string, bigint> {
  const values: Record<string, bigint> = {};
  for (const [, name = "", expression = ""] of source.matchAll(/constant (\w+) = ([^;]*);/g)) {
    const script = expression
      .replaceAll(/type\(uint(\d+)\)\.max/g, "((1 << $1) - 1)")
      .replaceAll(/\b(\d+)\b/g, "$1n")
      .replaceAll(/\buint(\d+)\(/g, "BigInt.asUintN($1, ");
    values[name] = runInNewContext(script, { ...values, BigInt });
  }
  return values;
}
