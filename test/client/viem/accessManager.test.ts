import { expect } from "chai";
import { artifacts } from "hardhat";
import { type Abi, encodeFunctionData, parseAbi, toFunctionSelector } from "viem";
import {
  AccessManagerExpiredError,
  AccessManagerNotReadyError,
  AccessManagerNotScheduledError,
  buildAdmitOrganizationCall,
  type RegistryConnection,
} from "../../../src/client/viem/index.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { type Chain, clinic, consortium, failureOf, hospital, startChain } from "../chain.ts";

const DAY = 24 * 3_600;
const ROLE = 7n;

// an account whose role has a delay
// ├── before it schedules the call → it is refused
// ├── while the delay is running → it is refused
// ├── once it is over → it is done
// └── a week later → it is refused again
describeOnEachNode("admitting by a role with a delay", (kind) => {
  let chain: Chain;
  let registry: RegistryConnection;
  const operation = { organization: hospital.address };
  let manage: (account: typeof consortium, functionName: string, args: readonly unknown[]) => Promise<unknown>;

  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect(clinic);
    const { abi } = await artifacts.readArtifact("AccessManager");
    const authority = parseAbi(["function authority() view returns (address)"]);
    const manager = await chain.node.readContract({
      address: chain.registry,
      abi: authority,
      functionName: "authority",
    });
    manage = async (account, functionName, args) => {
      const data = encodeFunctionData({ abi: abi as Abi, functionName, args });
      const hash = await chain.node.sendTransaction({ account, to: manager, data, chain: null });
      return chain.node.waitForTransactionReceipt({ hash });
    };
    const selector = toFunctionSelector("admitOrganization(address)");
    await manage(consortium, "setTargetFunctionRole", [chain.registry, [selector], ROLE]);
    await manage(consortium, "grantRole", [ROLE, clinic.address, DAY]);
  });
  after(() => chain?.close());

  const schedule = (): Promise<unknown> => {
    const { data } = buildAdmitOrganizationCall({ registry: chain.registry, ...operation });
    return manage(clinic, "schedule", [chain.registry, data, 0]);
  };

  it("waits for the delay, and not for ever", async () => {
    const admit = (): Promise<unknown> => failureOf(registry.admitOrganization(operation));
    expect(await admit()).to.be.instanceOf(AccessManagerNotScheduledError);
    await schedule();
    expect(await admit()).to.be.instanceOf(AccessManagerNotReadyError);
    await chain.warp((await chain.now()) + DAY);
    expect(await admit()).to.equal(undefined);

    await schedule();
    await chain.warp((await chain.now()) + 30 * DAY);
    expect(await admit()).to.be.instanceOf(AccessManagerExpiredError);
  });
});
