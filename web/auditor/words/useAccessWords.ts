import { useMemo } from "react";
import { useWords } from "../../words/useWords.ts";
import { type AccessWords, buildAccessWords } from "./accessWords.ts";

/** Gives the words of accesses in the reader's language. */
export function useAccessWords(): AccessWords {
  const words = useWords();
  return useMemo(() => buildAccessWords(words), [words]);
}
