import { expect } from "chai";
import { createPublicClient, createWalletClient, encodeFunctionData, http } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { MAX_BATCH, type RegistryConnection, registryActions } from "../../../src/client/viem/index.ts";
import { groupAddress } from "../../../src/consent/actors.ts";
import { NO_END } from "../../../src/consent/typedData.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import {
  type Chain,
  clinic,
  consortium,
  hospital,
  patient,
  radiologist,
  relayer,
  startChain,
  stranger,
  word,
} from "../chain.ts";
import { buildTerms, patientNumber, report, settle, study } from "../hospital.ts";

describeOnEachNode("the actions of viem's client", (kind) => {
  let chain: Chain;
  let registry: RegistryConnection;
  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect(hospital);
    await settle(registry);
  });
  after(() => chain?.close());

  describe("what never was", () => {
    it("is undefined, not a row of zeros", async () => {
      expect(await registry.actorOf({ actor: stranger.address })).to.equal(undefined);
      expect(await registry.membershipOf({ group: groupAddress(9), member: stranger.address })).to.equal(undefined);
      expect(await registry.patientOf({ patient: 99 })).to.equal(undefined);
      expect(await registry.handoverOf({ patient: patientNumber })).to.equal(undefined);
      expect(await registry.recordOf({ record: word(99) })).to.equal(undefined);
      expect(await registry.permitOf(buildTerms({ patient: 99 }))).to.equal(undefined);
    });

    it("is the strictest policy, chosen never", async () => {
      const choice = await registry.policyOf({ organization: clinic.address });
      expect(choice).to.deep.equal({ policy: "deny", since: 0, replaced: false });
    });
  });

  describe("the directory", () => {
    it("admits with roles and a window, and suspends", async () => {
      const until = (await chain.now()) + 1_000;
      const roles = ["registrar", "reviewer"] as const;
      const admitted = await registry.admit({ actor: relayer.address, kind: "practitioner", roles, until });
      expect(admitted).to.include({ actor: relayer.address, organization: hospital.address, until });
      expect(await registry.actorOf({ actor: relayer.address })).to.deep.equal({
        organization: hospital.address,
        kind: "practitioner",
        roles,
        from: admitted.from,
        until,
        isAdmittedBefore: false,
      });

      await chain.pass(10);
      const suspended = await registry.suspend({ actor: relayer.address });
      const at = { actor: relayer.address, time: suspended.until };
      expect(await registry.wasValid({ ...at, time: at.time - 1 })).to.equal(true);
      expect(await registry.wasValid(at)).to.equal(false);

      await registry.admit({ actor: relayer.address, kind: "device", roles: [] });
      expect(await registry.actorOf(at)).to.include({ kind: "device", isAdmittedBefore: true });
    });

    it("opens a group, includes and excludes", async () => {
      const { group } = await registry.openGroup({});
      expect(group.toLowerCase()).to.equal(groupAddress(1));
      const member = radiologist.address;
      const included = await registry.include({ group, member });
      expect(included).to.include({ group, member, until: NO_END });
      const excluded = await registry.exclude({ group, member });
      expect(await registry.membershipOf({ group, member })).to.deep.equal({
        from: included.from,
        until: excluded.until,
        replaced: false,
      });
    });

    it("chooses a policy", async () => {
      const { policy, since } = await registry.choosePolicy({ policy: "basic-normal" });
      expect(policy).to.equal("basic-normal");
      expect(await registry.policyOf({ organization: hospital.address })).to.deep.equal({
        policy,
        since,
        replaced: false,
      });
    });

    it("suspends an organization", async () => {
      await registry.suspendOrganization({ account: consortium, organization: clinic.address });
      const time = await chain.now();
      expect(await registry.wasValid({ actor: clinic.address, time })).to.equal(false);
      await registry.admitOrganization({ account: consortium, organization: clinic.address });
    });
  });

  describe("patients", () => {
    it("enrolls who comes alone, and counts", async () => {
      const before = await registry.patientCount({});
      const enrolled = await registry.enrollSelf({ account: stranger, custodian: clinic.address });
      expect(enrolled).to.include({ patient: before + 1, custodian: clinic.address, by: stranger.address });
      expect(await registry.patientCount({})).to.equal(before + 1);
    });

    it("hands control over in two steps, and voids what was signed", async () => {
      const { patient: number } = await registry.enroll({ controller: stranger.address });
      await registry.offerHandover({ account: stranger, patient: number, to: relayer.address });
      expect(await registry.handoverOf({ patient: number })).to.equal(relayer.address);
      await chain.pass(10);
      const handedOver = await registry.acceptHandover({ account: relayer, patient: number });
      expect(handedOver).to.include({ from: stranger.address, to: relayer.address, epoch: 2 });
      const voided = await registry.voidSignatures({ account: relayer, patient: number });
      expect(voided.epoch).to.equal(3);
      expect(await registry.patientOf({ patient: number })).to.include({ epoch: 3, replaced: true });
      expect(await registry.epochOf({ patient: number })).to.equal(3);

      const terms = buildTerms({ patient: number });
      const signed = await registry.signPermit({ account: relayer, terms, deadline: (await chain.now()) + 100 });
      expect(await registry.permitBySignature(signed)).to.include({ by: relayer.address });
    });
  });

  describe("records", () => {
    it("registers as many at once as one call takes", async () => {
      const registrations = Array.from({ length: MAX_BATCH }, (_, index) => {
        return { record: word(1_000 + index), patient: patientNumber, kind: "laboratory", digest: word(1) } as const;
      });
      const { records } = await registry.registerMany({ registrations });
      expect(records.map(({ record }) => record)).to.deep.equal(registrations.map(({ record }) => record));
    });

    it("registers one, amends it and relates it", async () => {
      const registered = await registry.register({
        record: word(7),
        patient: patientNumber,
        kind: "ai-result",
        digest: word(1),
      });
      expect(registered).to.include({ kind: "ai-result", custodian: hospital.address, by: hospital.address });
      const amended = await registry.amend({ record: word(7), digest: word(2), status: "corrected" });
      expect(amended).to.include({ digest: word(2), previous: word(1), status: "corrected", revision: 1 });
      expect(await registry.historyOf({ record: word(7) })).to.include({
        revision: 1,
        contributions: 0,
        status: "corrected",
      });
      const related = await registry.relate({ record: word(7), relation: "derived-from", target: study });
      expect(related).to.include({ relation: "derived-from", target: study });
    });

    it("keeps the number of a kind that the list has no word for", async () => {
      const registration = { record: word(8), patient: patientNumber, kind: 47, status: 3, digest: word(1) };
      const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "register", args: [registration] });
      const hash = await chain.node.sendTransaction({ account: hospital, chain: null, to: chain.registry, data });
      await chain.node.waitForTransactionReceipt({ hash });
      expect((await registry.recordOf({ record: word(8) }))?.kind).to.equal(47);
    });
  });

  describe("consents", () => {
    it("permits and revokes as a controller that pays for itself", async () => {
      const { patient: number } = await registry.enroll({ controller: stranger.address });
      const terms = buildTerms({ patient: number, scope: report });
      const permitted = await registry.permit({ account: stranger, terms });
      const { from, until, purposes, kinds } = permitted;
      expect(await registry.permitOf(terms)).to.deep.equal({
        from,
        until,
        purposes,
        kinds,
        version: 1,
        replaced: false,
      });
      const revoked = await registry.revoke({
        account: stranger,
        patient: number,
        scope: report,
        grantee: terms.grantee,
      });
      expect(revoked).to.include({ version: 2, by: stranger.address });
    });
  });

  describe("a client of one's own", () => {
    it("reads as a public client", async () => {
      const client = createPublicClient({ transport: http(chain.url) }).extend(registryActions(chain.registry));
      expect(await client.accessCountOf({ record: study })).to.equal(0);
      expect(await client.getBalance({ address: patient.address })).to.equal(0n);
    });

    it("writes as a wallet client, with an account whose key the node holds", async () => {
      const wallet = createWalletClient({ account: hospital.address, transport: http(chain.url) });
      const enrolled = await wallet.extend(registryActions(chain.registry)).enroll({ controller: patient.address });
      expect(enrolled.by).to.equal(hospital.address);
    });

    it("signs with an account whose key the node holds", async () => {
      const { patient: number } = await registry.enroll({ controller: stranger.address });
      const deadline = (await chain.now()) + 100;
      const terms = buildTerms({ patient: number });
      const signed = await registry.signPermit({ account: stranger.address, terms, deadline });
      expect(await registry.permitBySignature(signed)).to.include({ by: stranger.address });
    });
  });
});
