import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import config from "../hardhat.config.ts";
import { build } from "./deployment.ts";

/**
 * Compiles the contracts with the production profile, by way of the IR, and opens an environment with them.
 *
 * They lie beside the ordinary artifacts, so that neither build undoes the other.
 *
 * @param network - The network of `hardhat.config.ts` that connections are made to; the in-process chain without it.
 */
export async function openProduction(network?: string): Promise<HardhatRuntimeEnvironment> {
  const paths = { ...config.paths, artifacts: "cache/production/artifacts", cache: "cache/production" };
  const options = { buildProfile: "production", ...(network !== undefined && { network }) };
  const hre = await createHardhatRuntimeEnvironment({ ...config, paths }, options);
  await build(hre);
  return hre;
}
