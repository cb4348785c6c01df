import type { Address } from "viem";
import type { RegistryClient } from "../../src/client/viem/client.ts";
import { patientOf } from "../../src/client/viem/patients.ts";
import { incapacityOf, proxyOf } from "../../src/client/viem/proxies.ts";

/** As whom an account gives and takes back leave for a patient; a proxy gives none beyond the end of its power (unix seconds). */
export type ConsentsAs =
  | { readonly as: "controller" }
  | { readonly as: "proxy"; readonly until: number }
  | { readonly as: "nobody" };

/**
 * Asks the registry as whom an account may permit and revoke for a patient now. What it says is for the reader; the contract decides.
 *
 * @param now - Unix seconds.
 */
export async function findConsentsAs(
  client: RegistryClient,
  {
    registry,
    patient,
    account,
    now,
  }: {
    readonly registry: Address;
    readonly patient: number;
    readonly account: Address;
    readonly now: number;
  },
): Promise<ConsentsAs> {
  const [state, proxy] = await Promise.all([
    patientOf(client, { registry, patient }),
    proxyOf(client, { registry, patient, proxy: account }),
  ]);
  if (state?.controller.toLowerCase() === account.toLowerCase()) return { as: "controller" };
  if (proxy === undefined || !proxy.powers.includes("consent")) return { as: "nobody" };
  if (now < proxy.from || now >= proxy.until) return { as: "nobody" };
  if (!proxy.springing) return { as: "proxy", until: proxy.until };
  const incapacity = await incapacityOf(client, { registry, patient });
  const isUnable = incapacity !== undefined && now >= incapacity.from && now < incapacity.until;
  return isUnable ? { as: "proxy", until: proxy.until } : { as: "nobody" };
}
