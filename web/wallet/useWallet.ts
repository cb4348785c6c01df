import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { createClient, custom, type Hex, type TypedDataDefinition } from "viem";
import { signMessage, signTypedData } from "viem/actions";
import { useConnection, useDisconnect } from "wagmi";
import type { Account, Registry } from "../api/types.ts";
import { switchToRegistry } from "./addChain.ts";
import { NoWalletError } from "./errors.ts";
import { isProvider, type Provider } from "./provider.ts";

/** What the wallet's hooks share: the registry they are for, and the dialog in which a wallet is chosen. */
export const WalletContext = createContext<{ readonly registry: Registry; readonly open: () => void } | undefined>(
  undefined,
);

export type Wallet = {
  /** The account that the wallet is at, in lower case; `undefined` without one. */
  readonly account: Account | undefined;
  /** What the wallet calls itself. */
  readonly name: string | undefined;
  /** Whether the wallet of the visit before is still being looked for. */
  readonly isStarting: boolean;
  /** Opens the dialog in which a wallet is chosen. */
  readonly connect: () => void;
  readonly disconnect: () => void;
  /** Whether the wallet is at the registry's chain; true without a wallet. */
  readonly isRightChain: boolean;
  /** Has the wallet go to the registry's chain. Throws what the wallet throws; `problemOfWallet` says what it means. */
  readonly switchChain: () => Promise<void>;
  /** Has the wallet sign typed data. Throws what the wallet throws; `problemOfWallet` says what it means. */
  readonly signTypedData: (typed: TypedDataDefinition) => Promise<Hex>;
  /** Has the wallet sign a message of text, as `personal_sign` does. */
  readonly signMessage: (message: string) => Promise<Hex>;
  /** The wallet's own way to the chain; `undefined` without one. */
  readonly provider: Provider | undefined;
};

/** Gives the wallet that is connected, and what to connect one by. */
export function useWallet(): Wallet {
  const shared = useContext(WalletContext);
  const { address, chainId, connector, status } = useConnection();
  const { mutate: disconnect } = useDisconnect();
  const account = status === "connected" ? (address?.toLowerCase() as Account | undefined) : undefined;
  const { data: provider } = useQuery({
    queryKey: ["wallet", connector?.uid ?? null, account ?? null],
    enabled: connector !== undefined && account !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false, // a provider is no data
    queryFn: async (): Promise<Provider | null> => {
      const found: unknown = await connector?.getProvider();
      return isProvider(found) ? found : null;
    },
  });
  const current = account === undefined ? undefined : (provider ?? undefined);

  function getClient() {
    if (current === undefined || account === undefined) throw new NoWalletError();
    return createClient({ account, transport: custom(current) });
  }

  return {
    account,
    name: account === undefined ? undefined : connector?.name,
    isStarting: status === "reconnecting" || (account !== undefined && provider === undefined),
    connect: () => shared?.open(),
    disconnect: () => disconnect(),
    isRightChain: account === undefined || chainId === shared?.registry.chainId,
    switchChain: async () => {
      if (current === undefined || shared === undefined) throw new NoWalletError();
      await switchToRegistry(current, shared.registry);
    },
    signTypedData: async (typed) => signTypedData(getClient(), typed),
    signMessage: async (message) => signMessage(getClient(), { message }),
    provider: current,
  };
}
