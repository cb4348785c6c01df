/**
 * Deploys the registry: `npm run deploy -- --network localhost`, or `--network custom` with the configuration variables FIDUCIAL_RPC_URL and
 * FIDUCIAL_DEPLOYER_KEY. Prints where it is, and keeps it in `deploy/deployments/chain-<id>/registry.json`. Run again, it goes on where it was
 * cut off, or says where the registry is.
 */
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { deployRegistry } from "../deploy/deployment.ts";
import { openHardhat } from "../deploy/openHardhat.ts";
import { FiducialError } from "../src/errors.ts";

const { network }: { network: string } = new Command("npm run deploy --")
  .description("Deploy the registry and print where it is as JSON.")
  .requiredOption("--network <name>", "a network of hardhat.config.ts: localhost, or custom for any other chain")
  .parse()
  .opts();

const hre = await openHardhat(network);
const connection = await hre.network.create();
const { chainId } = await connection.ethers.provider.getNetwork();
const deploymentId = `chain-${chainId}`;
try {
  const deployment = await deployRegistry(connection, deploymentId);
  const file = new URL(`../deploy/deployments/${deploymentId}/registry.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(deployment, undefined, 2)}\n`);
  console.log(JSON.stringify(deployment, undefined, 2));
} catch (error) {
  if (!(error instanceof FiducialError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
