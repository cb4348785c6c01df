import { type Address, getAddress } from "viem";

/** An account or contract of a chain. */
export type ChainAccount = { readonly chainId: number; readonly account: Address };

/** Writes an account as a `did:pkh`, its own URI on any EVM chain. */
export function formatDid({ chainId, account }: ChainAccount): string {
  return `did:pkh:eip155:${chainId}:${getAddress(account)}`;
}

/** Reads `formatDid` back; `undefined` for what is none. The account is in lower case. */
export function findDid(text: string): ChainAccount | undefined {
  const [, chainId, account] = /^did:pkh:eip155:(\d{1,15}):(0x[0-9a-fA-F]{40})$/.exec(text) ?? [];
  if (chainId === undefined || account === undefined) return undefined;
  return { chainId: Number(chainId), account: account.toLowerCase() as Address };
}

/** Makes the FHIR system of what a registry itself numbers or commits to, such as `record` or `patient`. */
export function registrySystemOf({ chainId, account }: ChainAccount, what: "record" | "patient"): string {
  return `${formatDid({ chainId, account })}#${what}`;
}
