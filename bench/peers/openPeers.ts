import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { build } from "../../deploy/deployment.ts";
import config, { production } from "../../hardhat.config.ts";

/**
 * Compiles the peers' Solidity as our registry is: the same compiler, optimizer and EVM. No other build has it.
 *
 * @returns An environment to read their artifacts from.
 */
export async function openPeers(): Promise<HardhatRuntimeEnvironment> {
  const paths = { sources: "bench/peers", artifacts: "cache/peers/artifacts", cache: "cache/peers" };
  // Without the plugins, which would write types of them.
  const hre = await createHardhatRuntimeEnvironment({
    ...config,
    solidity: { compilers: [production] },
    plugins: [],
    paths,
  });
  await build(hre);
  return hre;
}
