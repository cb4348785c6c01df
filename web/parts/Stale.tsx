import { stalenessOf } from "../api/staleness.ts";
import type { AsOf } from "../api/types.ts";
import { useWords } from "../words/useWords.ts";
import { Notice } from "./Notice.tsx";

/** Says that an answer may have been overtaken, where it may. */
export function Stale({ asOf }: { asOf: AsOf | undefined }) {
  const { t, dateTime, relative } = useWords();
  if (asOf === undefined) return null;
  const staleness = stalenessOf(asOf);
  if (staleness === "fresh") return null;
  const { time } = asOf.block;
  return (
    <Notice tone={staleness === "behind" ? "warning" : "neutral"} title={t("stale.title", { age: relative(time) })}>
      {t(`stale.${staleness}`, { time: dateTime(time), blocks: asOf.blocksBehind })}
    </Notice>
  );
}
