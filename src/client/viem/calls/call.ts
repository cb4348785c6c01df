import {
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  toFunctionSelector,
} from "viem";
import { fiducialRegistryAbi } from "../../../abi/fiducialRegistryAbi.ts";

type Abi = typeof fiducialRegistryAbi;

/** The name of a function of the registry that writes. */
export type WriteName = ContractFunctionName<Abi, "nonpayable">;

/** To which registry. */
export type CallParameters = { readonly registry: Address };

/** A call as `wallet_sendCalls` (ERC-5792), a multicall or a transaction takes it. */
export type RegistryCall = {
  readonly to: Address;
  readonly data: Hex;
};

/** Builds a call of a registry. */
export function buildCall<const Name extends WriteName>(
  registry: Address,
  functionName: Name,
  args: ContractFunctionArgs<Abi, "nonpayable", Name>,
): RegistryCall {
  return { to: registry, data: encodeCall(functionName, args) };
}

/** Encodes a call: the function's selector, and its arguments. */
export function encodeCall<const Name extends WriteName>(
  functionName: Name,
  args: ContractFunctionArgs<Abi, "nonpayable", Name>,
): Hex {
  // The type parameters bind the arguments to the function, which viem's own overloads can't follow.
  const call = { abi: fiducialRegistryAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0];
  return encodeFunctionData(call);
}

/** Computes the selector of a function that writes. */
export function selectorOf(functionName: WriteName): Hex {
  return toFunctionSelector(getAbiItem({ abi: fiducialRegistryAbi, name: functionName }));
}
