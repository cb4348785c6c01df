import { expect } from "chai";
import {
  AlreadyAnchoredError,
  AlreadyReviewedError,
  GatewayRetiredError,
  NotAuthorError,
  OwnAccessError,
  type RegistryConnection,
  WrongStatusError,
} from "../../../src/client/viem/index.ts";
import { EMERGENCY_TIME, encodeEmergencyDetail, REVIEW_TIME } from "../../../src/consent/emergencies.ts";
import { emergencyReasonNumber } from "../../../src/consent/emergencyReasons.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import {
  type Chain,
  clinic,
  failureOf,
  gateway,
  hospital,
  radiologist,
  relayer,
  startChain,
  stranger,
  word,
} from "../chain.ts";
import { mother } from "../family.ts";
import { buildAccess, patientNumber, report, settle, study } from "../hospital.ts";

// what a hospital does beside reading
// ├── an emergency, and its review by another person
// ├── a report: drafted by a device, corrected by a person, and final
// ├── a gateway that says it is there, and retires with its last number
// └── credentials, keys, and the sealed book
describeOnEachNode("what a hospital does, by viem", (kind) => {
  let chain: Chain;
  let registry: RegistryConnection;
  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect(hospital);
    await settle(registry);
    for (const [actor, kindOf, roles] of [
      [radiologist.address, "practitioner", ["emergency", "reviewer"]],
      [relayer.address, "practitioner", ["reviewer"]],
      [stranger.address, "device", []],
    ] as const) {
      await registry.admit({ actor, kind: kindOf, roles });
    }
  });
  after(() => chain?.close());

  describe("an emergency", () => {
    it("owes a review, by somebody else and once", async () => {
      const detail = encodeEmergencyDetail({ reason: emergencyReasonNumber("unconscious"), secondsSinceBroken: 60 });
      const time = await chain.now();
      const access = { purpose: "ETREAT", claim: { basis: "EMERGENCY" }, detail } as const;
      const { accessor, ...own } = buildAccess(time, access);
      const { number, basis, blockNumber } = await registry.logOwn({ account: radiologist, ...own });
      expect(basis).to.equal("EMERGENCY");
      const logged = Number((await chain.node.getBlock({ blockNumber })).timestamp);
      const due = { accessor, due: logged + REVIEW_TIME, outcome: "pending" };
      expect(await registry.reviewOf({ record: study, number })).to.deep.equal(due);

      const review = { record: study, number, outcome: "justified", note: word(3) } as const;
      const ofHerOwn = registry.review({ account: radiologist, ...review });
      expect(await failureOf(ofHerOwn)).to.be.instanceOf(OwnAccessError);
      expect(await registry.review({ account: relayer, ...review })).to.include({
        outcome: "justified",
        note: word(3),
      });
      expect(await registry.reviewOf({ record: study, number })).to.deep.equal({ ...due, outcome: "justified" });
      const again = registry.review({ account: relayer, ...review, outcome: "unjustified" });
      expect(await failureOf(again)).to.be.instanceOf(AlreadyReviewedError);
    });

    it("is none any more once the glass was broken too long ago", async () => {
      const secondsSinceBroken = EMERGENCY_TIME + 1;
      const detail = 1 + secondsSinceBroken * 2 ** 8;
      const access = { purpose: "ETREAT", claim: { basis: "EMERGENCY" }, detail } as const;
      const { number, basis } = await registry.logOwn({
        account: radiologist,
        ...buildAccess(await chain.now(), access),
      });
      expect(basis).to.equal("NONE");
      expect(await registry.reviewOf({ record: study, number })).to.equal(undefined);
    });
  });

  describe("a report", () => {
    it("is drafted by a device, changed by a person, and final", async () => {
      const record = word(0x4e90);
      await registry.register({
        record,
        patient: patientNumber,
        kind: "report",
        status: "preliminary",
        digest: word(1),
      });
      const tool = stranger.address;
      const draft = { record, section: word(1), digest: word(2), tool, toolVersion: word(3) };
      const contribution = { ...draft, origin: "ai", model: word(4), inputs: word(5) } as const;
      const contributed = await registry.contribute({ account: stranger, ...contribution });
      expect(contributed).to.include({ number: 1, author: tool, origin: "ai", model: word(4) });
      const asPerson = registry.contribute({ account: stranger, ...contribution, origin: "ai-assisted" });
      expect(await failureOf(asPerson)).to.be.instanceOf(NotAuthorError);

      const disposition = { record, number: 1, disposition: "modified" } as const;
      expect(await failureOf(registry.dispose({ account: stranger, ...disposition }))).to.be.instanceOf(NotAuthorError);
      const disposed = await registry.dispose({ account: radiologist, ...disposition });
      expect(disposed).to.include({ by: radiologist.address, disposition: "modified" });
      const human = { record, section: word(1), digest: word(6), origin: "human" } as const;
      expect(await registry.contribute({ account: radiologist, ...human })).to.include({ number: 2, origin: "human" });

      await registry.amend({ record, digest: word(6), status: "final" });
      expect(await registry.historyOf({ record })).to.include({ revision: 1, contributions: 2, status: "final" });
      const back = registry.amend({ record, digest: word(7), status: "preliminary" });
      expect(await failureOf(back)).to.be.instanceOf(WrongStatusError);
    });
  });

  describe("a gateway", () => {
    it("says that it is there, and retires with its last number", async () => {
      const entries = [buildAccess(await chain.now()), buildAccess(await chain.now(), { record: report })];
      await registry.logAccesses({ account: gateway, first: 1, entries });
      const nextBy = (await chain.now()) + 3_600;
      const heard = await registry.heartbeat({ account: gateway, journal: word(8), nextBy });
      expect(heard).to.include({ gateway: gateway.address, entryCount: 2, journal: word(8), nextBy });
      const state = { entryCount: 2, nextBy, retired: false };
      expect(await registry.gatewayOf({ gateway: gateway.address })).to.deep.equal(state);

      expect(await registry.retire({ gateway: gateway.address })).to.include({ entryCount: 2, by: hospital.address });
      expect(await registry.gatewayOf({ gateway: gateway.address })).to.deep.equal({ ...state, retired: true });
      const after = registry.logAccesses({ account: gateway, first: 3, entries });
      expect(await failureOf(after)).to.be.instanceOf(GatewayRetiredError);
      expect(await registry.gatewayOf({ gateway: clinic.address })).to.equal(undefined);
    });
  });

  describe("statements", () => {
    it("of credentials and keys are there for those who read the events", async () => {
      const credential = { actor: radiologist.address, credential: word(9), until: (await chain.now()) + 1_000 };
      expect(await registry.attestCredential({ account: clinic, ...credential })).to.include({
        ...credential,
        organization: clinic.address,
      });
      const published = await registry.publishKey({ account: mother, key: word(10) });
      expect(published).to.include({ account: mother.address, key: word(10) });
    });

    it("of the book are one a day", async () => {
      expect(await registry.bookOf({ custodian: hospital.address })).to.equal(undefined);
      const { interval } = await registry.anchorBook({ root: word(11) });
      expect(await registry.bookOf({ custodian: hospital.address })).to.deep.equal({ root: word(11), interval });
      const refusal = await failureOf(registry.anchorBook({ root: word(12) }));
      expect(refusal).to.be.instanceOf(AlreadyAnchoredError);
      await chain.warp((refusal as AlreadyAnchoredError).args.next);
      expect(await registry.anchorBook({ root: word(12) })).to.include({ interval: interval + 1 });
    });
  });
});
