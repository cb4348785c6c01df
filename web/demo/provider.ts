import { type Hex, hexToString, isHex, numberToHex, type TypedDataDefinition } from "viem";
import type { DemoPerson } from "./people.ts";

/** What the wallet asks whoever uses it. */
export type Asked =
  | { readonly asks: "person"; readonly people: readonly DemoPerson[] }
  | { readonly asks: "message"; readonly person: DemoPerson; readonly message: string }
  | { readonly asks: "typed"; readonly person: DemoPerson; readonly typed: TypedDataDefinition };

/** Asks, and gives the person that was chosen or agreed; `undefined` where they said no. */
export type Ask = (asked: Asked) => Promise<DemoPerson | undefined>;

/** What a demo wallet needs. */
export type DemoWallet = {
  readonly chainId: number;
  readonly loadPeople: () => Promise<readonly DemoPerson[]>;
  readonly ask: Ask;
  /** Passes a question to the chain's node. */
  readonly passOn: (method: string, params: unknown) => Promise<unknown>;
  /** The name of who was chosen last, kept between visits. */
  readonly remembered: { readonly read: () => string | null; readonly write: (name: string | null) => void };
};

/** An error as wallets give it. @see EIP-1193, "Provider Errors" */
class WalletError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

type Listener = (value: unknown) => void;

/**
 * Builds a wallet for trying, as a page finds any other (EIP-1193). It signs with keys that everybody knows, asks before it does, and sends no
 * transactions: in a demonstration nobody needs to.
 */
export function buildDemoProvider({ chainId, loadPeople, ask, passOn, remembered }: DemoWallet) {
  const listeners = new Map<string, Set<Listener>>();
  let person: DemoPerson | undefined;

  function emit(name: string, value: unknown): void {
    for (const listener of listeners.get(name) ?? []) listener(value);
  }

  async function recall(): Promise<void> {
    const name = remembered.read();
    if (person === undefined && name !== null) person = (await loadPeople()).find((one) => one.name === name);
  }

  async function choose(): Promise<readonly string[]> {
    const chosen = await ask({ asks: "person", people: await loadPeople() });
    if (chosen === undefined) throw refusal();
    const isOther = chosen.account.address !== person?.account.address;
    person = chosen;
    remembered.write(chosen.name);
    if (isOther) emit("accountsChanged", [chosen.account.address]);
    return [chosen.account.address];
  }

  async function request({ method, params }: { readonly method: string; readonly params?: unknown }): Promise<unknown> {
    const given: readonly unknown[] = Array.isArray(params) ? params : [];
    switch (method) {
      case "eth_chainId":
        return numberToHex(chainId);
      case "eth_accounts":
        await recall();
        return person === undefined ? [] : [person.account.address];
      case "eth_requestAccounts":
        await recall();
        return person === undefined ? choose() : [person.account.address];
      case "wallet_requestPermissions":
        await choose();
        return [{ parentCapability: "eth_accounts" }];
      case "wallet_revokePermissions":
        person = undefined;
        remembered.write(null);
        emit("accountsChanged", []);
        return null;
      case "wallet_switchEthereumChain":
        return switchChain(given[0]);
      case "personal_sign":
        return signMessage(given[0], given[1]);
      case "eth_signTypedData_v4":
        return signTyped(given[0], given[1]);
      default:
        if (/^eth_(?:send|sign)|^wallet_/.test(method))
          throw new WalletError(4200, `The demo wallet has no ${method}.`);
        return passOn(method, params ?? []);
    }
  }

  function switchChain(to: unknown): null {
    const asked = typeof to === "object" && to !== null && "chainId" in to ? to.chainId : undefined;
    if (asked === numberToHex(chainId)) return null;
    throw new WalletError(4902, "The demo wallet knows the demonstration's chain alone.");
  }

  async function signMessage(message: unknown, account: unknown): Promise<Hex> {
    const signer = await getSigner(account);
    const text = isHex(message) ? hexToString(message) : String(message);
    if ((await ask({ asks: "message", person: signer, message: text })) === undefined) throw refusal();
    return signer.account.signMessage({ message: isHex(message) ? { raw: message } : text });
  }

  async function signTyped(account: unknown, data: unknown): Promise<Hex> {
    const signer = await getSigner(account);
    const typed = (typeof data === "string" ? JSON.parse(data) : data) as TypedDataDefinition;
    if ((await ask({ asks: "typed", person: signer, typed })) === undefined) throw refusal();
    return signer.account.signTypedData(typed);
  }

  async function getSigner(account: unknown): Promise<DemoPerson> {
    await recall();
    if (person?.account.address.toLowerCase() === String(account).toLowerCase()) return person;
    throw new WalletError(4100, "The demo wallet is not at that account.");
  }

  return {
    request,
    on: (name: string, listener: Listener): void => {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
    },
    removeListener: (name: string, listener: Listener): void => void listeners.get(name)?.delete(listener),
    /** Lets whoever uses it be somebody else. */
    change: async (): Promise<void> => void (await choose().catch(() => undefined)), // they stay who they are
  };
}

function refusal(): WalletError {
  return new WalletError(4001, "Refused in the demo wallet.");
}
