import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import config from "../hardhat.config.ts";
import { build } from "./deployment.ts";

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Opens Hardhat outside of its own command line, with the contracts compiled.
 *
 * @param network - The network of `hardhat.config.ts` that connections are made to; the in-process chain without it.
 */
export async function openHardhat(network?: string): Promise<HardhatRuntimeEnvironment> {
  const options = { config: `${projectRoot}/hardhat.config.ts`, ...(network !== undefined && { network }) };
  const hre = await createHardhatRuntimeEnvironment(config, options, projectRoot);
  await build(hre);
  return hre;
}
