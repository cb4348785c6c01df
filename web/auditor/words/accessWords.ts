import type { Access, Named } from "../../api/types.ts";
import type { Words } from "../../words/useWords.ts";

/** What `part` of an access is where it is the whole record. */
const whole = `0x${"0".repeat(64)}`;

/** An access in words, piece by piece. */
export type AccessWords = {
  readonly purpose: (access: Pick<Access, "purpose">) => string;
  readonly action: (access: Pick<Access, "action">) => string;
  readonly what: (access: Pick<Access, "part" | "patient">) => string;
  readonly basis: (access: Pick<Access, "basis">) => string;
};

/** Says the pieces of an access in words: what for, what was done, with what, and by whose leave. Numbers that have no name are told as numbers. */
export function buildAccessWords({ t, has }: Pick<Words, "t" | "has">): AccessWords {
  const named = (area: "purpose" | "action", { number, code }: Named): string => {
    const id = `${area}.${code ?? "other"}`;
    return has(id) ? t(id, { number }) : t(`${area}.other`, { number });
  };
  return {
    purpose: ({ purpose }) => named("purpose", purpose),
    action: ({ action }) => named("action", action),
    what: ({ part, patient }) => t(isWhole(part) ? "audit.what.whole" : "audit.what.part", { patient }),
    basis: ({ basis }) => t(`basis.${basis}`),
  };
}

/** Whether an access was of a record as a whole. */
export function isWhole(part: string): boolean {
  return part === whole;
}

/** Names a purpose by the key that accesses are counted by: a code, or "number 200". */
export function namePurposeKey(key: string, { t, has }: Pick<Words, "t" | "has">): string {
  const number = /^number (\d+)$/.exec(key)?.[1];
  if (number !== undefined) return t("purpose.other", { number: Number(number) });
  return has(`purpose.${key}`) ? t(`purpose.${key}`) : key;
}

/** What an access should be looked at for; `undefined` where nothing stands out. */
export function markOf({ basis }: Pick<Access, "basis">): { readonly tone: "danger" | "warning" | "info" } | undefined {
  if (basis === "NONE") return { tone: "danger" };
  if (basis === "EMERGENCY") return { tone: "warning" };
  return basis === "UNDETERMINED" ? { tone: "info" } : undefined;
}
