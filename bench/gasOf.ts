import type { ContractTransactionResponse } from "ethers";

/** Waits for a transaction and says the gas that it used, refunds taken off. */
export async function gasOf(transaction: Promise<ContractTransactionResponse>): Promise<number> {
  return Number((await (await transaction).wait())?.gasUsed);
}
