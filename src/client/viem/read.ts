import {
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  decodeFunctionResult,
  encodeFunctionData,
} from "viem";
import { call } from "viem/actions";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import type { ReadParameters, RegistryClient } from "./client.ts";
import { UnreadableAnswerError } from "./errors/answer.ts";
import { NoRegistryError } from "./errors/connection.ts";
import { translated } from "./errors/translate.ts";

type Abi = typeof fiducialRegistryAbi;
type ViewName = ContractFunctionName<Abi, "pure" | "view">;
type ViewArgs<Name extends ViewName> = ContractFunctionArgs<Abi, "pure" | "view", Name>;
type ViewResult<Name extends ViewName> = ContractFunctionReturnType<Abi, "pure" | "view", Name>;

/**
 * Asks a view of the registry.
 *
 * @returns what the ABI says the view answers
 * @throws {NoRegistryError} when there is no contract at the address
 * @throws {UnreadableAnswerError} when another contract answers
 */
export async function read<const Name extends ViewName>(
  client: RegistryClient,
  { registry, blockNumber }: ReadParameters,
  functionName: Name,
  args: ViewArgs<Name>,
): Promise<ViewResult<Name>> {
  // The type parameter is bound above to a view and its arguments, which viem's own overloads can't follow.
  const view = { abi: fiducialRegistryAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0];
  const { data } = await translated(
    call(client, { to: registry, data: encodeFunctionData(view), ...(blockNumber !== undefined && { blockNumber }) }),
  );
  if (data === undefined) throw new NoRegistryError(registry, "no contract");

  try {
    return decodeFunctionResult({ ...view, data } as Parameters<typeof decodeFunctionResult>[0]) as ViewResult<Name>;
  } catch {
    throw new UnreadableAnswerError(`The answer of ${registry}`);
  }
}
