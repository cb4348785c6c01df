import { privateKeyToAccount } from "viem/accounts";
import type { Registry } from "../api/types.ts";
import { type DemoPerson, readPeople } from "./people.ts";
import { type Asked, buildDemoProvider } from "./provider.ts";

/** A question of the wallet that waits for an answer. */
export type Waiting = { readonly asked: Asked; readonly answer: (person: DemoPerson | undefined) => void };

const key = "fiducial.demo.person";
const icon =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#0b5c6b"/><path d="M10 5h4m-3 0v5l-4 7h10l-4-7V5" fill="none" stroke="#fff" stroke-width="1.6" stroke-linejoin="round"/></svg>',
  );

let waiting: Waiting | undefined;
let provider: ReturnType<typeof buildDemoProvider> | undefined;
let people: Promise<readonly DemoPerson[]> | undefined;
const watchers = new Set<() => void>();

/** Announces the wallet of the demonstration to this page (EIP-6963). Doing so twice does it once. */
export function startDemoWallet({ chainId }: Registry): void {
  if (provider !== undefined) return;
  provider = buildDemoProvider({
    chainId,
    loadPeople: () => {
      people ??= loadPeople();
      return people;
    },
    ask: (asked) =>
      new Promise((resolve) => {
        waiting?.answer(undefined); // a wallet asks one thing at a time: the older question is refused
        show({
          asked,
          answer: (person) => {
            show(undefined);
            resolve(person);
          },
        });
      }),
    passOn,
    remembered: {
      read: () => localStorage.getItem(key),
      write: (name) => (name === null ? localStorage.removeItem(key) : localStorage.setItem(key, name)),
    },
  });
  const info = { uuid: crypto.randomUUID(), name: "Demo wallet", rdns: "org.fiducial.demo", icon };
  const detail = Object.freeze({ info: Object.freeze(info), provider });
  const announce = (): void => void dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  addEventListener("eip6963:requestProvider", announce);
  announce();
}

/** Lets whoever uses the wallet be somebody else. */
export function changePerson(): void {
  void provider?.change();
}

/** The question that waits, if one does. */
export function readWaiting(): Waiting | undefined {
  return waiting;
}

/** Hears of questions that come and go. */
export function watchWaiting(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

function show(next: Waiting | undefined): void {
  waiting = next;
  for (const watcher of watchers) watcher();
}

async function loadPeople(): Promise<readonly DemoPerson[]> {
  const response = await fetch("/app/demo/people.json").catch(() => undefined);
  const served: unknown = response?.ok === true ? await response.json().catch(() => undefined) : undefined;
  return readPeople(served).map(({ name, role, privateKey }) => ({
    name,
    role,
    account: privateKeyToAccount(privateKey),
  }));
}

async function passOn(method: string, params: unknown): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const response = await fetch("/rpc", { method: "POST", headers: { "content-type": "application/json" }, body }).catch(
    () => undefined,
  );
  const answer: unknown = await response?.json().catch(() => undefined);
  if (typeof answer === "object" && answer !== null && "result" in answer) return answer.result;
  const error = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : undefined;
  // 4900: no connection to the chain (EIP-1193).
  throw Object.assign(new Error("The demonstration's chain does not answer."), error ?? { code: 4900 });
}
