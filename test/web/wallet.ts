import type { Page } from "playwright-core";
import { type Hex, hexToString, numberToHex, type TypedDataDefinition } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";

/** What a wallet was asked. */
export type Asked = { readonly method: string; readonly params: readonly unknown[] };

/** A wallet that announces itself in a page (EIP-6963) and is backed by a real key in this process. It keeps what it was asked to show. */
export type Wallet = {
  readonly asked: Asked[];
  /** The texts of the messages that it was asked to sign. */
  readonly messages: () => readonly string[];
  /** The typed data that it was asked to sign, as it came. */
  readonly typed: () => readonly Record<string, unknown>[];
  /** From now on whoever it belongs to says no, or yes again. */
  readonly refuse: (isRefusing: boolean) => void;
  /** Goes to another chain, and tells the page. A wallet that does not know the registry's chain has to be told of it first. */
  readonly goToChain: (chainId: number, knowsRegistry?: boolean) => Promise<void>;
  /** Goes to another account, and tells the page. */
  readonly become: (account: PrivateKeyAccount) => Promise<void>;
  /** From now on its node does not answer, or does again. */
  readonly loseNode: (isLost: boolean) => void;
};

const NAME = "Test Wallet";

/** What a wallet's extension does in a page; the key stays in this process. */
const announcement = `{
  const listeners = {};
  window.tellPage = (event, value) => (listeners[event] ?? []).forEach((listener) => listener(value));
  const provider = {
    on: (event, listener) => void (listeners[event] ??= []).push(listener),
    removeListener: (event, listener) => { listeners[event] = (listeners[event] ?? []).filter((one) => one !== listener); },
    request: async ({ method, params = [] }) => {
      const { result, error } = await askWallet(method, params);
      if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
      return result;
    },
  };
  const icon = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><circle cx='.5' cy='.5' r='.5' fill='teal'/></svg>";
  const info = { uuid: "6b1f4f0e-3c0c-4d7f-9a53-7d2b8f6f0f11", name: "${NAME}", icon, rdns: "org.example.test" };
  const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  addEventListener("eip6963:requestProvider", announce);
  announce();
}`;

type Answered = { readonly result?: unknown; readonly error?: { readonly code: number; readonly message: string } };

/**
 * Puts a wallet into a page, before any page is loaded in it.
 *
 * @param rpcUrl - The wallet's own node.
 */
export async function announceWallet(
  page: Page,
  { account: first, rpcUrl, registryChain }: { account: PrivateKeyAccount; rpcUrl: string; registryChain: number },
): Promise<Wallet> {
  const asked: Asked[] = [];
  let account = first;
  let [chainId, isRefusing, isLost, knowsRegistry, isConnected] = [registryChain, false, false, true, false];
  const tell = (event: string, value: unknown): Promise<unknown> =>
    page.evaluate(`window.tellPage(${JSON.stringify(event)}, ${JSON.stringify(value)})`);
  const no = { error: { code: 4001, message: "User rejected the request." } };

  async function sign(method: string, params: readonly unknown[]): Promise<Answered> {
    if (isRefusing) return no;
    if (method === "personal_sign")
      return { result: await account.signMessage({ message: { raw: params[0] as Hex } }) };
    const typed = JSON.parse(params[1] as string) as TypedDataDefinition;
    // As wallets do: what is for another chain is not signed.
    if (Number(typed.domain?.chainId) !== chainId) return { error: { code: -32_602, message: "Another chain." } };
    return { result: await account.signTypedData(typed) };
  }

  async function ask(method: string, params: readonly unknown[]): Promise<Answered> {
    if (isLost || chainId !== registryChain) return { error: { code: 4900, message: "The node does not answer." } };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const answer = await fetch(rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(
      () => undefined, // a node that is gone
    );
    return answer === undefined ? { error: { code: 4900, message: "No node." } } : ((await answer.json()) as Answered);
  }

  async function goTo(next: number): Promise<void> {
    chainId = next;
    await tell("chainChanged", numberToHex(next));
  }

  async function answer(method: string, params: readonly unknown[]): Promise<Answered> {
    switch (method) {
      case "eth_requestAccounts":
        if (isRefusing) return no;
        isConnected = true;
        return { result: [account.address] };
      case "wallet_requestPermissions":
        return isRefusing ? no : { result: [{ parentCapability: "eth_accounts" }] };
      case "eth_accounts":
        return { result: isConnected ? [account.address] : [] };
      case "eth_chainId":
        return { result: numberToHex(chainId) };
      case "personal_sign":
      case "eth_signTypedData_v4":
        return sign(method, params);
      case "wallet_switchEthereumChain":
        if (isRefusing) return no;
        if (!knowsRegistry) return { error: { code: 4902, message: "Unrecognized chain." } };
        await goTo(Number((params[0] as { chainId: Hex }).chainId));
        return { result: null };
      case "wallet_addEthereumChain":
        if (isRefusing) return no;
        knowsRegistry = true;
        return { result: null };
      default:
        return ask(method, params);
    }
  }

  await page.exposeFunction("askWallet", (method: string, params: readonly unknown[]) => {
    asked.push({ method, params });
    return answer(method, params);
  });
  await page.addInitScript({ content: announcement });
  return {
    asked,
    messages: () =>
      asked.filter(({ method }) => method === "personal_sign").map(({ params }) => hexToString(params[0] as Hex)),
    typed: () =>
      asked
        .filter(({ method }) => method === "eth_signTypedData_v4")
        .map(({ params }) => JSON.parse(params[1] as string)),
    refuse: (is) => {
      isRefusing = is;
    },
    goToChain: async (next, knows = true) => {
      knowsRegistry = knows;
      await goTo(next);
    },
    become: async (next) => {
      account = next;
      await tell("accountsChanged", [next.address]);
    },
    loseNode: (is) => {
      isLost = is;
    },
  };
}
