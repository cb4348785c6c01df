import { useCallback, useState } from "react";
import { useSearch } from "wouter";
import type { Draft } from "./draft.ts";
import { readDraft, writeDraft } from "./draftText.ts";
import { type LinkField, readLink } from "./link.ts";

const key = "fiducial.leave.draft";

/** Keeps what was filled in while the window is open, so that nothing is lost to a change of account or a page loaded again. */
export function useDraft(): {
  readonly draft: Draft;
  readonly refused: readonly LinkField[];
  readonly isLinked: boolean;
  readonly change: (part: Partial<Draft>) => void;
  readonly forget: () => void;
} {
  const query = useSearch();
  const [linked] = useState(() => readLink(query));
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = readDraft(sessionStorage.getItem(key), query);
    return kept ?? linked.draft;
  });
  const change = useCallback(
    (part: Partial<Draft>) =>
      setDraft((before) => {
        const next = { ...before, ...part };
        sessionStorage.setItem(key, writeDraft(next, query));
        return next;
      }),
    [query],
  );
  const forget = useCallback(() => sessionStorage.removeItem(key), []);
  return { draft, refused: linked.refused, isLinked: new URLSearchParams(query).has("to"), change, forget };
}
