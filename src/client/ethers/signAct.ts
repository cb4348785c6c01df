import type { Signer, TypedDataDomain, TypedDataField } from "ethers";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import type { SignatureBounds, Terms } from "../../consent/typedData.ts";

/** An account or a word; only viem's type says that they begin with 0x. */
type Hex = Terms["grantee"];

/** Which patient. */
export type PatientParameters = { readonly patient: number };

/** How long a signature is good, and for whom. */
export type SignParameters = {
  /** The ERC-1271 wallet whose act it is, where the key signs for one; it is the key's own account's where it is left out. */
  readonly wallet?: Hex | undefined;
  /** The last second at which it may be sent (unix). */
  readonly deadline: number;
};

/** An act and who signed it: what `relay` takes. */
export type SignedCall = {
  /** The call that the account itself would send. */
  readonly act: string;
  /** Of mutable lists, as TypeChain's types want them. */
  readonly signed: { signers: string[]; signatures: string[]; deadline: number };
};

type TypedData = {
  readonly domain: TypedDataDomain;
  readonly types: { readonly [name: string]: readonly Readonly<TypedDataField>[] };
  readonly message: Readonly<Record<string, unknown>>;
};

/** Signs an act of a patient at its present epoch. */
export async function signAct(
  registry: FiducialRegistry,
  signer: Signer,
  { wallet, deadline }: SignParameters,
  patient: number,
  act: string,
  buildTypedData: (bounds: SignatureBounds) => TypedData,
): Promise<SignedCall> {
  const [address, own, network, epoch] = await Promise.all([
    registry.getAddress(),
    signer.getAddress(),
    registry.runner?.provider?.getNetwork(),
    registry.epochOf(patient),
  ]);
  const bounds = { registry: address as Hex, chainId: Number(network?.chainId), epoch: Number(epoch), deadline };
  const { domain, types, message } = buildTypedData(bounds);
  const copied = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
  const signature = (await signer.signTypedData(domain, copied, message)) as Hex;
  return { act, signed: { signers: [wallet ?? (own as Hex)], signatures: [signature], deadline } };
}
