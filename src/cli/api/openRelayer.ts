import { type Address, isAddress, isAddressEqual } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { getBalance } from "viem/actions";
import type { ApiOptions } from "../../api/index.ts";
import { SetupError, UsageError } from "../errors.ts";
import type { Home, Settings } from "../home.ts";
import { listStoredAccounts, unlock } from "../keystore.ts";
import { connect, listNodeAccounts } from "../session.ts";

/** An account that pays for what patients sign. */
export type OpenRelayer = { readonly address: Address; readonly relayer: NonNullable<ApiOptions["relayer"]> };

type Place = { readonly home: Home; readonly settings: Settings };

/**
 * Finds the account that shall pay: one of the keystore, or one that the node signs for.
 *
 * @param text - An address, or @0, @1, ... of a local node.
 * @throws {UsageError} when it is neither
 * @throws {SetupError} when its key is in neither place
 */
export async function findRelayer(text: string, { home, settings }: Place) {
  const nodeAccounts = await listNodeAccounts(settings);
  const address = /^@\d{1,4}$/.test(text) ? nodeAccounts[Number(text.slice(1))] : text;
  if (address === undefined || !isAddress(address)) {
    throw new UsageError("--relayer takes an address, or @0, @1, ... of a node that has accounts.");
  }
  const stored = (await listStoredAccounts(home)).find((account) => isAddressEqual(account.address, address));
  if (stored === undefined && !nodeAccounts.some((account) => isAddressEqual(account, address))) {
    throw new SetupError(
      "The relayer's key is neither in the keystore nor with the node. Import it with `fiducial accounts import`.",
    );
  }
  return { address, stored };
}

/**
 * Opens the account that pays. No vault is needed for it.
 *
 * @throws as `findRelayer`
 */
export async function openRelayer(
  text: string,
  { passwordFile, ...place }: Place & { readonly passwordFile: string | undefined },
): Promise<OpenRelayer> {
  const { address, stored } = await findRelayer(text, place);
  const account = stored === undefined ? address : privateKeyToAccount(await unlock(stored, passwordFile));
  const chain = await connect(place.settings, account);
  const relayer = {
    send: (call: Parameters<typeof chain.relay>[0]) => chain.relay(call),
    readBalance: () => getBalance(chain, { address }),
    leastBalance: 1n, // what is enough differs from chain to chain; where gas is free, so does this not matter
  };
  return { address, relayer };
}
