import { decodeFunctionResult, encodeFunctionData, type Hex } from "viem";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { buildEntry } from "../../client/viem/calls/accessLog.ts";
import { type Basis, basisOf } from "../../consent/bases.ts";
import type { Statement } from "../../gateway/index.ts";

type Request = (method: string, params: readonly unknown[]) => Promise<unknown>;

/**
 * Builds what asks the contract how it would judge an access, on top of what waits to be mined where the node tells of that: so a revocation counts
 * from its first sight. It throws where the node does not answer, and where the contract has no such record.
 */
export function buildAskContract(request: Request, registry: Hex): (statement: Statement) => Promise<Basis> {
  async function call(data: Hex, tag: "pending" | "latest"): Promise<Hex> {
    return (await request("eth_call", [{ to: registry, data }, tag])) as Hex;
  }

  return async (statement) => {
    const entry = buildEntry(statement);
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "basisOf", args: [entry] });
    let answer: Hex;
    try {
      answer = await call(data, "pending");
    } catch {
      answer = await call(data, "latest"); // not each node knows what is pending
    }
    const [basis] = decodeFunctionResult({ abi: fiducialRegistryAbi, functionName: "basisOf", data: answer });
    return basisOf(basis);
  };
}
