import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import config from "../hardhat.config.ts";
import { build } from "./deployment.ts";

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

const opened = new Map<string | undefined, Promise<HardhatRuntimeEnvironment>>();

/**
 * Opens Hardhat outside of its own command line, with the contracts compiled: once in a process, since it takes longer than to start a chain.
 *
 * @param network - The network of `hardhat.config.ts` that connections are made to; the in-process chain without it.
 */
export function openHardhat(network?: string): Promise<HardhatRuntimeEnvironment> {
  const before = opened.get(network);
  if (before !== undefined) return before;
  const opening = open(network);
  opened.set(network, opening);
  return opening;
}

async function open(network: string | undefined): Promise<HardhatRuntimeEnvironment> {
  // The contracts' types are for the type check alone, which makes them itself.
  const options = {
    ...{ config: `${projectRoot}/hardhat.config.ts`, noTypechain: true },
    ...(network !== undefined && { network }),
  };
  const hre = await createHardhatRuntimeEnvironment(config, options, projectRoot);
  await build(hre);
  return hre;
}
