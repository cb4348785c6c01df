import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { toHex } from "viem";
import { type Deployment, deployRegistry } from "../../deploy/deployment.ts";
import { RegistryGoneError } from "../../deploy/errors.ts";
import { consortium, failureOf } from "../client/chain.ts";
import { anvil, startAnvil } from "./anvil.ts";
import type { RunningNode } from "./node.ts";
import { describeOnEachNode } from "./nodes.ts";

// deploying by a key of one's own
// ├── the registry is where it says
// ├── when it is done again → it says the same, and deploys nothing
// ├── when the node keeps no state of old blocks → it says the same
// └── when the node was started anew since → it says so, and tells of no registry that is not there
describeOnEachNode("deploying by a key of one's own", (kind) => {
  const deploymentId = `test-${randomUUID()}`;
  const key = toHex(consortium.getHdKey().privateKey ?? new Uint8Array());
  let node: RunningNode;
  let connection: NetworkConnection;
  let deployment: Deployment;
  const connect = async (start = kind.start): Promise<void> => {
    node = await start();
    connection = await hre.network.create({ network: "custom", override: { url: node.rpcUrl, accounts: [key] } });
  };
  const removeJournal = (): Promise<void> =>
    rm(join(hre.config.paths.ignition, "deployments", deploymentId), { recursive: true, force: true });

  before(async () => {
    await connect();
    deployment = await deployRegistry(connection, deploymentId);
  });
  after(async () => {
    await node?.close();
    await removeJournal();
  });

  it("says where the registry is, and since when", async () => {
    const { provider } = connection.ethers;
    const { chainId, registry, startBlock } = deployment;
    expect(chainId).to.equal(31337);
    expect(await provider.getCode(registry, startBlock)).not.to.equal("0x");
    expect(await provider.getCode(registry, startBlock - 1)).to.equal("0x");
  });

  it("again says the same, and deploys nothing", async () => {
    const height = await connection.ethers.provider.getBlockNumber();
    expect(await deployRegistry(connection, deploymentId)).to.deep.equal(deployment);
    expect(await connection.ethers.provider.getBlockNumber()).to.equal(height);
  });

  it("tells of no registry that a node started anew does not have", async () => {
    await node.close();
    await connect();
    expect(await failureOf(deployRegistry(connection, deploymentId))).to.be.instanceOf(RegistryGoneError);
  });

  if (kind === anvil) {
    it("says since when on a node that keeps no state of old blocks", async () => {
      await node.close();
      await connect(() => startAnvil(0, "--prune-history"));
      await connection.provider.request({ method: "anvil_mine", params: ["0x400"] });
      await removeJournal();
      expect((await deployRegistry(connection, deploymentId)).startBlock).to.equal(1_024 + 2);
    });
  }
});
