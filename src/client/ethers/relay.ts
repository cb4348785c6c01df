import type { ContractTransactionResponse } from "ethers";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import type { SignedCall } from "./signAct.ts";

/** Sends any act that was signed, as anybody. The contract refuses it as it would refuse the act itself. */
export async function relay(
  registry: FiducialRegistry,
  { act, signed }: SignedCall,
): Promise<ContractTransactionResponse> {
  // The estimate is exact, and the block that mines it is a later one. Gas that is not used is not paid.
  const gas = await registry.actBySignature.estimateGas(act, signed);
  return registry.actBySignature(act, signed, { gasLimit: gas + gas / 4n });
}
