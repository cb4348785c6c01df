import { expect } from "chai";
import { network } from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { OPERATIONS } from "../../bench/gasPeers.ts";
import { measureContractEach, measurePlainEvent, measureStringLog } from "../../bench/peers/measurePeers.ts";
import { openPeers } from "../../bench/peers/openPeers.ts";
import type { Sample } from "../../bench/peers/sample.ts";

describe("measurePeers", () => {
  let peers: HardhatRuntimeEnvironment;
  before(async () => {
    peers = await openPeers();
  });

  async function connect() {
    const { ethers } = await network.create();
    const [patient, gateway, relayer, grantee] = await ethers.getSigners();
    if (!patient || !gateway || !relayer || !grantee) throw new TypeError("The node offers too few accounts.");
    const buildEntry = (i: number) => {
      return {
        record: ethers.id(`record ${i}`),
        part: ethers.id("part"),
        what: BigInt(grantee.address),
        patient: i + 1,
      };
    };
    const terms = { scope: ethers.id("record"), purposes: 1n, kinds: 1n, until: 2n ** 40n - 1n };
    const sample: Sample = { patient, gateway, relayer, grantee: grantee.address, ...terms, buildEntry };
    const deployed = async (name: string, index: number) => {
      // Each measurement deploys one peer first, from the first account.
      const { abi } = await peers.artifacts.readArtifact(name);
      return ethers.getContractAt([...abi], ethers.getCreateAddress({ from: patient.address, nonce: index }));
    };
    return { ethers, sample, deployed };
  }

  it("has the string log hold what it was given, and end the consent", async () => {
    const { ethers, sample, deployed } = await connect();
    await measureStringLog(ethers, peers, sample);

    const log = await deployed("StringLog", 0);
    const [first, second] = [await log.getFunction("consents")(0), await log.getFunction("consents")(1)];
    expect(first.until).not.to.equal(second.until);
    expect(second.grantee).to.equal(sample.grantee);
    expect((await log.getFunction("accesses")(1)).action).to.equal("read");
  });

  it("deploys a contract for the consent, ends it, and one for the access", async () => {
    const { ethers, sample, deployed } = await connect();
    await measureContractEach(ethers, peers, sample);

    const factory = await deployed("ContractEach", 0);
    const [granted, logged] = await factory.queryFilter("*");
    const at = async (name: string, data: string | undefined) => {
      const { abi } = await peers.artifacts.readArtifact(name);
      return ethers.getContractAt([...abi], ethers.dataSlice(data ?? "0x", 12, 32));
    };
    const consent = await at("Consent", granted?.data);
    expect(await consent.getFunction("grantee")()).to.equal(sample.grantee);
    expect(await consent.getFunction("until")()).to.be.lessThan(sample.until);
    const access = await at("Access", logged?.data);
    expect(await access.getFunction("record")()).to.equal(sample.buildEntry(0).record);
  });

  it("has the plain contract forget the consent and emit every access of the batch", async () => {
    const { ethers, sample, deployed } = await connect();
    const gas = await measurePlainEvent(ethers, peers, sample);

    const plain = await deployed("PlainEvent", 0);
    expect(await plain.getFunction("isPermitted")(sample.patient.address, sample.grantee)).to.equal(false);
    expect(await plain.queryFilter("Accessed")).to.have.lengthOf(101);
    expect(OPERATIONS.filter((operation) => gas[operation] === null)).to.deep.equal([
      "permitBySignatureFirst",
      "permitBySignatureNext",
    ]);
  });
});
