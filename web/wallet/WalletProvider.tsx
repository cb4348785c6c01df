import { type ReactNode, useMemo, useState } from "react";
import { WagmiProvider } from "wagmi";
import type { Registry } from "../api/types.ts";
import { ConnectDialog } from "./ConnectDialog.tsx";
import { WalletContext } from "./useWallet.ts";
import { buildWagmiConfig } from "./wagmiConfig.ts";

/** Brings the wallets that are in this browser to all below it. */
export function WalletProvider({ registry, children }: { registry: Registry; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const config = configOf(registry);
  const shared = useMemo(() => ({ registry, open: () => setOpen(true) }), [registry]);
  return (
    <WagmiProvider config={config}>
      <WalletContext value={shared}>
        {children}
        <ConnectDialog isOpen={isOpen} onClose={() => setOpen(false)} isDemo={registry.demo} />
      </WalletContext>
    </WagmiProvider>
  );
}

const configs = new WeakMap<Registry, ReturnType<typeof buildWagmiConfig>>();

/** One for each registry, and outside of React: a render that is given up would leave one behind that goes on connecting, and keeps the next from it. */
function configOf(registry: Registry): ReturnType<typeof buildWagmiConfig> {
  const config = configs.get(registry) ?? buildWagmiConfig(registry);
  configs.set(registry, config);
  return config;
}
