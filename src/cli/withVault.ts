import { openVault, type Vault } from "../vault/vault.ts";
import { type Home, locateHome } from "./home.ts";
import { buildOutput, type Output } from "./output.ts";
import { locateSecret, readVaultSecret } from "./secret.ts";
import type { GlobalOptions } from "./session.ts";

/** What a command works with that asks no node. */
export type VaultSession = { readonly output: Output; readonly home: Home; readonly vault: Vault };

/** Opens the vault alone, does the work and closes it, also when the work fails. Whoever watches the node sees nothing of it. */
export async function withVault<T>(options: GlobalOptions, work: (session: VaultSession) => Promise<T>): Promise<T> {
  const home = locateHome(options.home);
  const vault = await openVault({ path: home.vault, secret: await readVaultSecret(home, locateSecret(options)) });
  try {
    return await work({ output: buildOutput(options.json), home, vault });
  } finally {
    await vault.close();
  }
}
