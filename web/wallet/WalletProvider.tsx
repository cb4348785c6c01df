import { type ReactNode, useMemo, useState } from "react";
import { WagmiProvider } from "wagmi";
import type { Registry } from "../api/types.ts";
import { ConnectDialog } from "./ConnectDialog.tsx";
import { WalletContext } from "./useWallet.ts";
import { buildWagmiConfig } from "./wagmiConfig.ts";

/** Brings the wallets that are in this browser to all below it. */
export function WalletProvider({ registry, children }: { registry: Registry; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const config = useMemo(() => buildWagmiConfig(registry), [registry]);
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
