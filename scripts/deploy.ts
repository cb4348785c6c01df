/**
 * Deploys the registry: `npm run deploy -- --network localhost`, or `--network custom` with the configuration variables FIDUCIAL_RPC_URL and
 * FIDUCIAL_DEPLOYER_KEY. Prints where it is, and keeps it in `deploy/deployments/chain-<id>/registry.json`.
 */
import { writeFileSync } from "node:fs";
import { network } from "hardhat";
import { deployRegistry } from "../deploy/deployment.ts";

const connection = await network.create();
const { chainId } = await connection.ethers.provider.getNetwork();
const deploymentId = `chain-${chainId}`;
const deployment = await deployRegistry(connection, deploymentId);
const file = new URL(`../deploy/deployments/${deploymentId}/registry.json`, import.meta.url);
writeFileSync(file, `${JSON.stringify(deployment, undefined, 2)}\n`);
console.log(JSON.stringify(deployment, undefined, 2));
