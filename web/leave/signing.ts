import { type Address, createClient, custom, type EIP1193Provider, type Hex } from "viem";
import { getBlock, getChainId } from "viem/actions";
import type { PermitKey, RevokeManyParameters } from "../../src/client/viem/calls/acts.ts";
import { WrongChainError } from "../../src/client/viem/errors/connection.ts";
import { translated } from "../../src/client/viem/errors/translate.ts";
import {
  type SignParameters,
  signPermit,
  signRevocation,
  signRevocations,
  signSignatureVoiding,
} from "../../src/client/viem/signatures.ts";
import type { SignedCall } from "../../src/consent/joinSignatures.ts";
import type { Terms } from "../../src/consent/typedData.ts";
import { AccountChangedError, BeyondPowerError, MayNotConsentError } from "./errors.ts";
import { findConsentsAs } from "./mayConsent.ts";

/** What a patient's side says: leave, its end, the end of several, or that what was signed and not sent is void. */
export type Act =
  | { readonly act: "permit"; readonly terms: Terms }
  | ({ readonly act: "revoke" } & PermitKey)
  | ({ readonly act: "revokeMany" } & RevokeManyParameters)
  | { readonly act: "voidSignatures"; readonly patient: number };

/** Where an act is on its way: looked up, with the wallet, with the relayer, and until the pages know of it. */
export type Step = "checking" | "signing" | "sending" | "waiting";

/** An act in force as of a block. `isShown` says whether the index had it when the waiting ended. */
export type Done = { readonly block: number; readonly transaction: Hex; readonly isShown: boolean };

/** What signing an act needs of the world. */
export type Signing = {
  /** The wallet's own. What a signature has to name is read by it, and so from the wallet's node. */
  readonly provider: Pick<EIP1193Provider, "request">;
  /** Who is signed in, and has to sign. */
  readonly account: Address;
  readonly registry: { readonly address: Address; readonly chainId: number };
  /** `POST /relay`. */
  readonly relay: (call: SignedCall) => Promise<{ readonly block: number; readonly transaction: Hex }>;
  /** Resolves with true once the index has a block, with false when it takes too long. */
  readonly waitForBlock: (block: number) => Promise<boolean>;
  /** Unix seconds. */
  readonly now: () => number;
};

/** How long a signature may be sent (seconds): a wallet is signed with at leisure, and what was not sent soon is not meant any more. */
const good = 3_600;

/**
 * Has an act signed by the wallet and sent by the relayer, and waits until the pages know of it. The wallet is asked once, and only after chain,
 * account and power were looked up, so that nobody signs in vain.
 *
 * @param tell - Hears of each step as it begins.
 * @throws {WrongChainError} when the wallet is on another chain
 * @throws {AccountChangedError} when the wallet has another account than the one signed in
 * @throws {MayNotConsentError} when the account may not give or take leave for the patient
 * @throws {BeyondPowerError} when a proxy's leave would outlast its power
 * @throws {SigningDeclinedError} when the wallet's owner declined
 */
export async function signAndSend(act: Act, signing: Signing, tell: (step: Step) => void): Promise<Done> {
  const { provider, account, registry, relay, waitForBlock } = signing;
  tell("checking");
  const client = createClient({ account, transport: custom(provider, { retryCount: 0 }) });
  const chainId = await translated(getChainId(client));
  if (chainId !== registry.chainId) throw new WrongChainError(registry.chainId, chainId);
  await requireAccount(signing);
  // A reader's clock may be wrong, and a chain's may run ahead: what is signed has to be good by the chain's.
  const { timestamp } = await translated(getBlock(client));
  const now = Math.max(signing.now(), Number(timestamp));
  const patient = act.act === "permit" ? act.terms.patient : act.patient;
  const consentsAs = await findConsentsAs(client, { registry: registry.address, patient, account, now });
  if (consentsAs.as === "nobody") throw new MayNotConsentError();
  if (act.act === "permit" && consentsAs.as === "proxy" && act.terms.until > consentsAs.until) {
    throw new BeyondPowerError(consentsAs.until);
  }

  tell("signing");
  const signed = await sign(act, client, { registry: registry.address, deadline: now + good });
  tell("sending");
  const { block, transaction } = await relay(signed);
  tell("waiting");
  return { block, transaction, isShown: await waitForBlock(block) };
}

function sign(act: Act, client: Parameters<typeof signPermit>[0], bounds: SignParameters): Promise<SignedCall> {
  switch (act.act) {
    case "permit":
      return signPermit(client, { ...bounds, terms: act.terms });
    case "revoke":
      return signRevocation(client, { ...bounds, patient: act.patient, scope: act.scope, grantee: act.grantee });
    case "revokeMany":
      return signRevocations(client, { ...bounds, patient: act.patient, targets: act.targets });
    case "voidSignatures":
      return signSignatureVoiding(client, { ...bounds, patient: act.patient });
  }
}

async function requireAccount({ provider, account }: Signing): Promise<void> {
  const accounts = await provider.request({ method: "eth_accounts" });
  if (accounts[0]?.toLowerCase() !== account.toLowerCase()) throw new AccountChangedError();
}
