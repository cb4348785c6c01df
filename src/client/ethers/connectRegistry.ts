import { Contract, type ContractRunner } from "ethers";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";

/**
 * Connects to a registry with ethers: the contract itself, with the types that TypeChain builds of it. Asks the node nothing.
 *
 * @param address - The registry's address.
 * @param runner - A provider to read, a signer to write.
 * @returns the contract, with every function, event and error of the interfaces in `contracts/interfaces`
 */
export function connectRegistry(address: string, runner: ContractRunner): FiducialRegistry {
  // TypeChain's types are built from the ABI given here.
  return new Contract(address, fiducialRegistryAbi, runner) as unknown as FiducialRegistry;
}
