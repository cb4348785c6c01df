import { expect } from "chai";
import {
  joinSignatures,
  NotActingForError,
  NotControllerError,
  NotOfferedError,
  OutlastsPowerError,
  RecoveryNotReadyError,
  type RegistryConnection,
  WrongSignatureError,
} from "../../../src/client/viem/index.ts";
import { jointAccount } from "../../../src/consent/jointAccounts.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import {
  type Chain,
  clinic,
  failureOf,
  hospital,
  patient,
  radiologist,
  relayer,
  startChain,
  stranger,
  word,
} from "../chain.ts";
import { father, mother } from "../family.ts";
import { buildAccess, buildTerms, settle } from "../hospital.ts";

const DAY = 24 * 3_600;

// who acts for a patient
// ├── a guardian, until the second of the child's majority, without a transaction then
// ├── two guardians who decide together: both sign to permit, one is enough to revoke
// ├── a patient who claims what the hospital held in custody; the hospital's key is refused afterwards
// └── a lost key: recovered after the delay, and never over a veto
describeOnEachNode("who acts for a patient, by viem", (kind) => {
  let chain: Chain;
  let registry: RegistryConnection;
  const deadline = async (): Promise<number> => (await chain.now()) + 600;
  const enroll = async (controller = patient.address, hold: "self" | "custodial" = "self"): Promise<number> =>
    (await registry.enroll({ account: hospital, controller, hold })).patient;

  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect(relayer);
    await settle(registry);
  });
  after(() => chain?.close());

  describe("a guardian", () => {
    it("permits and reads for the child until its majority, and from that second on does not", async () => {
      const child = await enroll();
      const record = word(0x91);
      await registry.register({ account: hospital, record, patient: child, kind: "imaging-study", digest: word(1) });
      const until = (await chain.now()) + 1_000;
      const appointed = { patient: child, proxy: mother.address, powers: ["consent", "access"] as const, until };
      const signed = await registry.signAppointment({ account: patient, ...appointed, deadline: await deadline() });
      expect(await registry.appointBySignature(signed)).to.deep.include({
        proxy: mother.address,
        powers: ["consent", "access"],
        until,
        epoch: 1,
      });
      expect(await registry.proxyOf(appointed)).to.deep.include({ powers: ["consent", "access"], custodial: false });

      const terms = buildTerms({ patient: child, until });
      const permit = await registry.signPermit({ account: mother, terms, deadline: until });
      expect(await registry.permitBySignature(permit)).to.include({ by: mother.address, until });
      const endless = await registry.signPermit({
        account: mother,
        terms: buildTerms({ patient: child }),
        deadline: until,
      });
      expect(await failureOf(registry.permitBySignature(endless))).to.be.instanceOf(OutlastsPowerError);

      const statement = { record, accessor: mother.address, claim: { basis: "PATIENT" } } as const;
      const time = await chain.now();
      expect(await registry.basisOf(buildAccess(time, statement))).to.include({ basis: "PATIENT" });

      const late = await registry.signPermit({
        account: mother,
        terms: buildTerms({ patient: child, until: until + 10 }),
        deadline: until + 100,
      });
      const { number: height } = await chain.node.getBlock();
      await chain.warp(until);
      expect((await chain.node.getBlock()).number, "one block, and nothing in it").to.equal(height + 1n);
      expect(await registry.basisOf(buildAccess(until, statement))).to.include({ basis: "NONE" });
      expect(await registry.basisOf(buildAccess(until - 1, statement))).to.include({ basis: "PATIENT" });
      expect(await failureOf(registry.permitBySignature(late))).to.be.instanceOf(NotActingForError);
    });
  });

  describe("guardians who decide together", () => {
    const members = [mother.address, father.address];
    let child: number;
    before(async () => {
      child = await enroll(stranger.address);
      const until = (await chain.now()) + DAY;
      await registry.appoint({
        account: stranger,
        patient: child,
        proxy: jointAccount(members),
        powers: ["consent"],
        until,
      });
    });

    it("permit when both sign, each at home", async () => {
      const terms = buildTerms({ patient: child, until: (await chain.now()) + 1_000 });
      const act = { terms, deadline: await deadline() };
      const hers = await registry.signPermit({ account: mother, ...act });
      const his = await registry.signPermit({ account: father, ...act });
      expect(await failureOf(registry.permitBySignature(hers)), "one alone").to.be.instanceOf(NotActingForError);

      const { by } = await registry.permitBySignature(joinSignatures(members, [his, hers]));
      expect(by.toLowerCase()).to.equal(jointAccount(members));
    });

    it("are refused what one of them signed for the other", async () => {
      const terms = buildTerms({ patient: child, scope: word(9), until: (await chain.now()) + 1_000 });
      const hers = await registry.signPermit({ account: mother, terms, deadline: await deadline() });
      const forged = { ...hers, signed: { ...hers.signed, signers: [father.address] } };
      const joined = joinSignatures(members, [hers, forged]);
      expect(await failureOf(registry.permitBySignature(joined))).to.be.instanceOf(WrongSignatureError);
    });

    it("revoke when one of them signs, several permits at once", async () => {
      const targets = [
        { scope: ALL_RECORDS, grantee: hospital.address },
        { scope: word(7), grantee: clinic.address },
      ];
      const his = await registry.signRevocations({
        account: father,
        patient: child,
        targets,
        deadline: await deadline(),
      });
      const { revocations } = await registry.revokeManyBySignature(joinSignatures(members, [his]));
      expect(revocations.map(({ scope, grantee, version }) => ({ scope, grantee, version }))).to.deep.equal([
        { ...targets[0], version: 2 },
        { ...targets[1], version: 1 },
      ]);
    });
  });

  describe("a custodial enrolment", () => {
    it("is claimed by a signature; what the hospital's key had set up is over", async () => {
      const number = await enroll(clinic.address, "custodial");
      const record = word(0x92);
      await registry.register({ account: hospital, record, patient: number, kind: "report", digest: word(1) });
      const control = { account: clinic, patient: number };
      await registry.appoint({
        ...control,
        proxy: stranger.address,
        powers: ["access"],
        until: (await chain.now()) + DAY,
      });
      await registry.chooseRecovery({ ...control, recoveryAccount: radiologist.address, delaySeconds: DAY });
      const asPatient = (accessor: typeof clinic.address) =>
        buildAccessNow({ record, accessor, claim: { basis: "PATIENT" } });
      expect(await registry.basisOf(await asPatient(clinic.address)), "never the patient").to.include({
        basis: "NONE",
      });
      expect(await registry.basisOf(await asPatient(stranger.address))).to.include({ basis: "PATIENT" });

      await registry.offerHandover({ ...control, to: patient.address });
      const claim = { patient: number, deadline: await deadline() };
      const forged = await registry.signClaim({ account: stranger, ...claim });
      expect(await failureOf(registry.claimBySignature(forged))).to.be.instanceOf(NotOfferedError);
      const claimed = await registry.claimBySignature(await registry.signClaim({ account: patient, ...claim }));
      expect(claimed).to.include({ from: clinic.address, to: patient.address });

      const state = await registry.patientOf({ patient: number });
      expect(state).to.include({ hold: "self", controller: patient.address, claimedAt: state?.since });
      await chain.pass(10);
      await registry.declareIncapacity({ account: hospital, patient: number, until: (await chain.now()) + DAY });
      expect(await registry.basisOf(await asPatient(patient.address))).to.include({ basis: "PATIENT" });
      expect(await registry.basisOf(await asPatient(stranger.address))).to.include({ basis: "NONE" });
      expect(await registry.recoveryOf({ patient: number })).to.equal(undefined);
      const terms = buildTerms({ patient: number });
      expect(await failureOf(registry.permit({ account: clinic, terms }))).to.be.instanceOf(NotActingForError);
      const offer = registry.offerHandover({ ...control, to: clinic.address });
      expect(await failureOf(offer)).to.be.instanceOf(NotControllerError);
    });
  });

  describe("a lost key", () => {
    let number: number;
    const ask = async (): Promise<number> =>
      (await registry.requestRecovery({ account: mother, patient: number, to: father.address })).readyAt;
    before(async () => {
      number = await enroll();
      const choice = { patient: number, recoveryAccount: mother.address, delaySeconds: 2 * DAY };
      const signed = await registry.signRecoveryChoice({ account: patient, ...choice, deadline: await deadline() });
      await registry.chooseRecoveryBySignature(signed);
    });

    it("is not replaced over a veto, however late it comes", async () => {
      const readyAt = await ask();
      expect(await failureOf(registry.recover({ patient: number }))).to.be.instanceOf(RecoveryNotReadyError);
      await chain.warp(readyAt + DAY);
      const veto = await registry.signRecoveryVeto({ account: patient, patient: number, deadline: await deadline() });
      expect(await registry.vetoRecoveryBySignature(veto)).to.include({ to: father.address });
      await chain.warp(readyAt + 30 * DAY);
      expect(await failureOf(registry.recover({ patient: number }))).to.be.instanceOf(RecoveryNotReadyError);
      expect((await registry.recoveryOf({ patient: number }))?.request).to.equal(undefined);
      expect(await registry.patientOf({ patient: number })).to.include({ controller: patient.address });
    });

    it("is replaced after the delay, by anybody's transaction, and signs nothing any more", async () => {
      const readyAt = await ask();
      expect((await registry.recoveryOf({ patient: number }))?.request).to.deep.equal({ to: father.address, readyAt });
      await chain.warp(readyAt);
      const lost = await registry.signPermit({
        account: patient,
        terms: buildTerms({ patient: number }),
        deadline: await deadline(),
      });
      const recovered = await registry.recover({ patient: number });
      expect(recovered).to.include({ from: patient.address, to: father.address });
      expect(await failureOf(registry.permitBySignature(lost))).to.be.instanceOf(WrongSignatureError);
      const terms = buildTerms({ patient: number });
      const late = await registry.signPermit({ account: patient, terms, deadline: await deadline() });
      expect(await failureOf(registry.permitBySignature(late))).to.be.instanceOf(NotActingForError);
      const good = await registry.signPermit({ account: father, terms, deadline: await deadline() });
      expect(await registry.permitBySignature(good)).to.include({ by: father.address });
    });
  });

  async function buildAccessNow(change: Parameters<typeof buildAccess>[1]) {
    return buildAccess(await chain.now(), change);
  }
});
