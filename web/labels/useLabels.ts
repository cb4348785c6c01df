import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Hex } from "viem";
import type { ListedRecord } from "../../src/consent/recordListDocument.ts";
import { ApiProblem, ask } from "../api/client.ts";
import { useRegistry } from "../api/registry.ts";
import type { Account, RecordAnswer } from "../api/types.ts";
import { useSession } from "../session/useSession.ts";
import { useWords, type Words } from "../words/useWords.ts";
import { readLists, shelfKey, writeLists } from "./keep.ts";
import { addList, indexLabels, type LabelList, openList } from "./openList.ts";

export type Label = ListedRecord;

export type Labels = {
  readonly labelOf: (record: Hex) => Label | undefined;
  /** The label as one text: "MR, Brain with contrast, 3 March 2026"; `undefined` without one. */
  readonly say: (record: Hex) => string | undefined;
  readonly lists: readonly LabelList[];
  /** Opens a signed list and keeps it in this browser. Throws what `openList` throws. */
  readonly open: (text: string) => Promise<LabelList & { readonly refused: number }>;
  /** Forgets every list that is kept for whoever is signed in. */
  readonly forget: () => void;
};

const watchers = new Set<() => void>();
const none: readonly LabelList[] = [];
let read: { readonly key: string; readonly text: string | null; readonly lists: readonly LabelList[] } | undefined;

/** Gives what hospitals told the reader of their records, from lists that are kept in this browser alone. */
export function useLabels(): Labels {
  const words = useWords();
  const { me } = useSession();
  const { data: registry } = useRegistry();
  const key = me && registry ? shelfKey(registry.chainId, registry.registry, me.account) : undefined;
  const lists = useSyncExternalStore(watch, () => (key === undefined ? none : listsAt(key)));
  const index = useMemo(() => indexLabels(lists), [lists]);

  const open = useCallback(
    async (text: string) => {
      if (registry === undefined || key === undefined) throw new TypeError("Nobody is signed in.");
      const opened = await openList(text, { chainId: registry.chainId, registry: registry.registry, custodianOf });
      const { refused, ...list } = opened;
      keep(key, addList(listsAt(key), list));
      return opened;
    },
    [registry, key],
  );
  const forget = useCallback(() => key !== undefined && keep(key, []), [key]);

  return useMemo((): Labels => {
    const labelOf = (record: Hex) => index.get(record.toLowerCase());
    const say = (record: Hex) => {
      const label = labelOf(record);
      return label === undefined ? undefined : describeLabel(words, label);
    };
    return { labelOf, say, lists, open, forget: () => void forget() };
  }, [index, lists, open, forget, words]);
}

/** Says what a label says, in one line. */
export function describeLabel({ t, has, date }: Words, { kind, modalities, started, description }: Label): string {
  const kinds = modalities.map((code) => (has(`labels.modality.${code}`) ? t(`labels.modality.${code}`) : code));
  const what = description ?? (kinds.length > 0 ? kinds.join(", ") : t(`kind.${kind}`));
  const extra = description !== undefined && kinds.length > 0 ? ` (${kinds.join(", ")})` : "";
  const day = started === undefined ? undefined : dayInWords(started, date);
  return day === undefined ? `${what}${extra}` : t("labels.line", { what: `${what}${extra}`, day });
}

/** A day has no zone: it is said as the same day wherever it is read. */
function dayInWords(day: string, date: Words["date"]): string | undefined {
  const [year = 0, month = 1, date_ = 1] = day.split("-").map(Number);
  const time = new Date(year, month - 1, date_, 12).getTime();
  return Number.isNaN(time) ? undefined : date(time / 1_000);
}

async function custodianOf(record: Hex): Promise<Account | undefined> {
  try {
    return (await ask<RecordAnswer>(`/records/${record}`)).record.custodian;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}

function listsAt(key: string): readonly LabelList[] {
  const text = localStorage.getItem(key);
  if (read?.key !== key || read.text !== text) read = { key, text, lists: readLists(localStorage, key) };
  return read.lists;
}

function keep(key: string, lists: readonly LabelList[]): void {
  writeLists(localStorage, key, lists);
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  addEventListener("storage", watcher); // another window of the same browser
  return () => {
    watchers.delete(watcher);
    removeEventListener("storage", watcher);
  };
}
