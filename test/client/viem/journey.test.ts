import { expect } from "chai";
import type { RegistryConnection } from "../../../src/client/viem/index.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { type Chain, gateway, hospital, patient, radiologist, relayer, startChain, word } from "../chain.ts";
import { buildAccess, buildTerms, patientNumber, report, settle, study } from "../hospital.ts";

// the journey of a study
// ├── the patient permits by a signature, and never holds any ether
// ├── the radiologist logs an access of its own, on the permit
// ├── the gateway logs a batch in others' names
// └── the patient revokes by a signature, and the next access is without leave
describeOnEachNode("a journey by viem", (kind) => {
  let chain: Chain;
  let registry: RegistryConnection;
  const deadline = async (): Promise<number> => (await chain.now()) + 600;

  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect();
    await settle(registry);
  });
  after(() => chain?.close());

  it("starts from an admitted hospital, an enrolled patient and registered records", async () => {
    expect(await registry.actorOf({ actor: hospital.address })).to.include({ kind: "organization" });
    expect(await registry.patientOf({ patient: patientNumber })).to.include({
      controller: patient.address,
      custodian: hospital.address,
      epoch: 0,
      replaced: false,
      hold: "self",
      claimedAt: 0,
    });
    expect(await registry.recordOf({ record: study })).to.deep.equal({
      custodian: hospital.address,
      patient: patientNumber,
      accessCount: 0,
      kind: "imaging-study",
      digest: word(1),
    });
  });

  it("permits by a signature that another account sends, the patient holding no ether", async () => {
    const signed = await registry.signPermit({ account: patient, terms: buildTerms(), deadline: await deadline() });
    const { hash, blockNumber, ...permitted } = await registry.permitBySignature({ account: relayer, ...signed });

    const { from, ...terms } = buildTerms();
    expect(permitted).to.deep.equal({ ...terms, from: await chain.now(), version: 1, by: patient.address });
    expect((await chain.node.getTransactionReceipt({ hash })).blockNumber).to.equal(blockNumber);
    expect(await chain.node.getBalance({ address: patient.address })).to.equal(0n);
    expect(from).to.equal(0);
  });

  it("says beforehand how an access would be judged", async () => {
    const time = await chain.now();
    expect(await registry.basisOf(buildAccess(time))).to.deep.equal({ basis: "PERMIT", version: 1 });
    expect(await registry.basisOf(buildAccess(time, { purpose: "HMARKT" }))).to.deep.equal({
      basis: "NONE",
      version: 0,
    });
  });

  it("logs an access of the accessor's own, judged and numbered", async () => {
    const { accessor, ...own } = buildAccess(await chain.now(), { part: word(9) });
    const { hash, blockNumber, ...access } = await registry.logOwn({ account: radiologist, ...own });

    expect(access).to.deep.equal({
      ...own,
      accessor,
      patient: patientNumber,
      gateway: undefined,
      detail: 0,
      number: 1,
      entryNumber: 0,
      basis: "PERMIT",
      version: 1,
    });
  });

  it("logs an access of this moment where the latest block is older", async () => {
    await chain.pass(1_000);
    const access = await registry.logOwn({ account: radiologist, ...buildAccess((await chain.now()) + 500) });
    expect(access.number).to.equal(2);
  });

  it("logs a gateway's batch, each access with its number", async () => {
    const time = await chain.now();
    const first = (await registry.entryCountOf({ gateway: gateway.address })) + 1;
    const entries = [
      buildAccess(time),
      buildAccess(time, { record: report }),
      buildAccess(time, { purpose: "ETREAT", claim: { basis: "EMERGENCY" }, detail: 1 }),
      buildAccess(time, { claim: { basis: "POLICY" } }),
    ];
    const { accesses } = await registry.logAccesses({ account: gateway, first, entries });

    expect(
      accesses.map(({ record, number, entryNumber, basis }) => [record, number, entryNumber, basis]),
    ).to.deep.equal([
      [study, 3, 1, "PERMIT"],
      [report, 1, 2, "PERMIT"],
      [study, 4, 3, "EMERGENCY"],
      [study, 5, 4, "NONE"],
    ]);
    expect(accesses.map((access) => access.gateway)).to.deep.equal(Array(4).fill(gateway.address));
    expect(await registry.accessCountOf({ record: study })).to.equal(5);
    expect(await registry.entryCountOf({ gateway: gateway.address })).to.equal(4);
  });

  it("revokes by a signature: the next access is without leave", async () => {
    const key = { patient: patientNumber, scope: ALL_RECORDS, grantee: hospital.address };
    const signed = await registry.signRevocation({ account: patient, ...key, deadline: await deadline() });
    const { blockNumber, ...revoked } = await registry.revokeBySignature({ account: relayer, ...signed });
    expect(revoked).to.include({ ...key, version: 2, by: patient.address });

    const { number, basis } = await registry.logOwn({ account: radiologist, ...buildAccess(await chain.now()) });
    expect({ number, basis }).to.deep.equal({ number: 6, basis: "NONE" });
    expect((await registry.permitOf(key))?.until).to.equal(
      Number((await chain.node.getBlock({ blockNumber })).timestamp),
    );
  });

  it("still answers for the block before", async () => {
    const before = { ...buildTerms(), blockNumber: (await chain.node.getBlockNumber()) - 2n };
    expect(await registry.permitOf(before)).to.include({ version: 1, until: buildTerms().until });
  });
});
