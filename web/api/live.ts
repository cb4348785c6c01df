import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { SESSION } from "./keys.ts";
import { type LiveEvent, readLiveEvent } from "./liveEvents.ts";
import { throttle } from "./throttle.ts";
import type { Access } from "./types.ts";

/** Whether new accesses come by themselves just now. */
export type LiveState = "off" | "opening" | "open" | "lost";

const listeners = new Set<(event: LiveEvent) => void>();
const watchers = new Set<() => void>();
let state: LiveState = "off";
let stop: (() => void) | undefined;

/** Hears of accesses as they are logged, as far as they are for whoever is signed in. The page has one stream for all who listen. */
export function useLive(onAccesses: (accesses: readonly Access[]) => void): LiveState {
  const latest = useRef(onAccesses);
  latest.current = onAccesses;
  useEffect(() => {
    const hear = (event: LiveEvent): void => {
      if (event.kind === "accesses") latest.current(event.accesses);
    };
    listeners.add(hear);
    return () => void listeners.delete(hear);
  }, []);
  return useLiveState();
}

/** Says whether the stream is open. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => void watchers.delete(watch);
    },
    () => state,
  );
}

/** Keeps the stream open while somebody is signed in, and has answers asked anew that an event makes old. Used once, by the shell. */
export function useLiveStream(isWanted: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isWanted) return undefined;
    const renew = throttle(() => void client.invalidateQueries({ predicate: ({ queryKey }) => isAnswer(queryKey) }));
    const hear = (event: LiveEvent): void => {
      if (event.kind !== "upTo") renew.run();
    };
    listeners.add(hear);
    // The stream ends with the session: whether that is why is asked.
    stop = openStream(() => void client.invalidateQueries({ queryKey: SESSION }));
    return () => {
      listeners.delete(hear);
      renew.stop();
      stop?.();
      stop = undefined;
    };
  }, [client, isWanted]);
}

/** Whether a key is of an answer of the API, not of what never changes. */
function isAnswer([path]: readonly unknown[]): boolean {
  return typeof path === "string" && path.startsWith("/");
}

function openStream(onLost: () => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const open = (): void => {
    source = new EventSource("/events");
    tell(attempt === 0 ? "opening" : "lost");
    source.onopen = () => {
      attempt = 0;
      tell("open");
    };
    for (const name of ["accesses", "upTo", "takenBack"]) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        const event = readLiveEvent(name, message.data);
        if (event !== undefined) for (const listener of listeners) listener(event);
      });
    }
    source.onerror = () => {
      tell("lost");
      onLost();
      source?.close(); // the browser's own attempts never end, and never wait longer
      attempt += 1;
      timer = setTimeout(open, Math.min(1_000 * 2 ** attempt, 60_000));
    };
  };

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
    tell("off");
  };
}

function tell(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const watch of watchers) watch();
}
