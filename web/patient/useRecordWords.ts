import { useMemo } from "react";
import type { Digest, RecordRow } from "../api/types.ts";
import { useLabels } from "../labels/useLabels.ts";
import { useWords } from "../words/useWords.ts";
import { sayCode } from "./sayAccess.ts";

/** Says what a record is: as its hospital told the reader, else by its kind. */
export function useRecordWords() {
  const words = useWords();
  const { labelOf } = useLabels();
  return useMemo(() => {
    const { t, has } = words;
    const kindOf = ({ record, kind }: RecordRow): string => {
      const modalities = labelOf(record)?.modalities ?? [];
      const named = modalities.map((code) => (has(`labels.modality.${code}`) ? t(`labels.modality.${code}`) : code));
      return named.length > 0 ? named.join(", ") : sayCode(words, "kind", kind);
    };
    return {
      /** What it is called. */
      titleOf: (row: RecordRow): string => labelOf(row.record)?.description ?? kindOf(row),
      /** What it is, where its title does not say so already. */
      kindOf: (row: RecordRow): string | undefined =>
        labelOf(row.record)?.description === undefined ? undefined : kindOf(row),
      dayOf: (record: Digest): string | undefined => labelOf(record)?.started,
      isLabelled: (record: Digest): boolean => labelOf(record) !== undefined,
    };
  }, [labelOf, words]);
}
