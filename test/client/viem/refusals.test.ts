import { inspect } from "node:util";
import { expect } from "chai";
import { http, InvalidAddressError } from "viem";
import * as client from "../../../src/client/viem/index.ts";
import { buildPermitTypedData } from "../../../src/consent/typedData.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import {
  type Chain,
  clinic,
  failureOf,
  gateway,
  hospital,
  patient,
  radiologist,
  relayer,
  startChain,
  stranger,
  word,
} from "../chain.ts";
import { buildAccess, buildTerms, patientNumber, report, settle, study } from "../hospital.ts";

// a stranger is refused whatever it tries; a signature is good once, here and now; a batch counts once
describeOnEachNode("what the registry refuses, by viem", (kind) => {
  let chain: Chain;
  let registry: client.RegistryConnection;
  let deadline: number;
  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect();
    await settle(registry);
    deadline = (await chain.now()) + 100_000;
  });
  after(() => chain?.close());

  /** Nothing may be sent: a refusal comes before the gas is spent. */
  async function expectRefusal(write: () => Promise<unknown>, Refusal: new (...args: never[]) => Error): Promise<void> {
    const blockNumber = await chain.node.getBlockNumber();
    expect(await failureOf(write())).to.be.instanceOf(Refusal);
    expect(await chain.node.getBlockNumber()).to.equal(blockNumber);
  }

  describe("a stranger", () => {
    const account = stranger;

    it("may not admit organizations", () =>
      expectRefusal(
        () => registry.admitOrganization({ account, organization: stranger.address }),
        client.AccessManagedUnauthorizedError,
      ));

    it("may not admit actors", () =>
      expectRefusal(
        () => registry.admit({ account, actor: stranger.address, kind: "device", roles: ["gateway"] }),
        client.NotOrganizationError,
      ));

    it("may not suspend a hospital's actors", () =>
      expectRefusal(() => registry.suspend({ account, actor: radiologist.address }), client.NotItsOrganizationError));

    it("may not enroll", () =>
      expectRefusal(() => registry.enroll({ account, controller: stranger.address }), client.NotRegistrarError));

    it("may not register", () =>
      expectRefusal(
        () => registry.register({ account, record: word(5), patient: patientNumber, kind: "report", digest: word(1) }),
        client.NotRegistrarError,
      ));

    it("may not amend", () =>
      expectRefusal(
        () => registry.amend({ account, record: study, digest: word(5), status: "amended" }),
        client.NotRegistrarError,
      ));

    it("may not permit", () =>
      expectRefusal(() => registry.permit({ account, terms: buildTerms() }), client.NotActingForError));

    it("may not revoke", () =>
      expectRefusal(() => registry.revoke({ account, ...buildTerms() }), client.NotActingForError));

    it("may not hand a patient over", () =>
      expectRefusal(
        () => registry.offerHandover({ account, patient: patientNumber, to: stranger.address }),
        client.NotControllerError,
      ));

    it("may not take a patient over", () =>
      expectRefusal(() => registry.acceptHandover({ account, patient: patientNumber }), client.NotOfferedError));

    it("may not log as a gateway", () =>
      expectRefusal(
        async () => registry.logAccesses({ account, first: 1, entries: [buildAccess(await chain.now())] }),
        client.NotGatewayError,
      ));

    it("may not fill the log with its own word", () =>
      expectRefusal(
        async () => registry.logOwn({ account, ...buildAccess(await chain.now(), { claim: { basis: "NONE" } }) }),
        client.NotInDirectoryError,
      ));
  });

  describe("another organization", () => {
    it("may not amend what it does not hold", () =>
      expectRefusal(
        () => registry.amend({ account: clinic, record: study, digest: word(5), status: "amended" }),
        client.NotCustodianError,
      ));

    it("may not register for a patient of another", () =>
      expectRefusal(
        () =>
          registry.register({
            account: clinic,
            record: word(5),
            patient: patientNumber,
            kind: "report",
            digest: word(1),
          }),
        client.NotItsPatientError,
      ));

    it("may not take over an actor in force", () =>
      expectRefusal(
        () => registry.admit({ account: clinic, actor: radiologist.address, kind: "practitioner", roles: [] }),
        client.BelongsToAnotherError,
      ));

    it("may not log accesses to what it does not hold", async () => {
      await registry.admit({ account: clinic, actor: relayer.address, kind: "device", roles: ["gateway"] });
      const entries = [buildAccess(await chain.now())];
      await expectRefusal(
        () => registry.logAccesses({ account: relayer, first: 1, entries }),
        client.NotCustodiansGatewayError,
      );
    });
  });

  describe("a signature", () => {
    const account = relayer;

    it("is refused from anybody but the controller", async () => {
      const signed = await registry.signPermit({ account: stranger, terms: buildTerms(), deadline });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed }), client.NotActingForError);
      const signers = [patient.address];
      const forged = { ...signed, signed: { ...signed.signed, signers } };
      await expectRefusal(() => registry.permitBySignature({ account, ...forged }), client.WrongSignatureError);
    });

    it("stands in no error, nor does the key", async () => {
      const signed = await registry.signPermit({ account: stranger, terms: buildTerms(), deadline });
      const error = await failureOf(registry.permitBySignature({ account, ...signed }));
      expect(inspect(error, { depth: null, showHidden: true })).not.to.include(
        signed.signed.signatures[0]?.slice(2, 40) ?? "",
      );
    });

    it("stands in no error about the other arguments", async () => {
      const signed = await registry.signPermit({ account: patient, terms: buildTerms(), deadline });
      const error = await failureOf(registry.permitBySignature({ account: "0x1", ...signed }));
      expect(error).to.be.instanceOf(InvalidAddressError);
      expect(inspect(error, { depth: null, showHidden: true })).not.to.include(
        signed.signed.signatures[0]?.slice(2, 40) ?? "",
      );
    });

    it("is refused over other terms", async () => {
      const signed = await registry.signPermit({ account: patient, terms: buildTerms(), deadline });
      const act = client.buildPermitAct({ terms: buildTerms({ grantee: clinic.address }) });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed, act }), client.WrongSignatureError);
    });

    it("is refused after its deadline", async () => {
      const past = (await chain.now()) - 1;
      const signed = await registry.signPermit({ account: patient, terms: buildTerms(), deadline: past });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed }), client.SignatureExpiredError);
    });

    it("is refused a second time", async () => {
      const terms = buildTerms({ scope: word(11) });
      const signed = await registry.signPermit({ account: patient, terms, deadline });
      await registry.permitBySignature({ account, ...signed });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed }), client.WrongSignatureError);
    });

    it("is refused after a revocation that came before it was sent", async () => {
      const terms = buildTerms({ scope: word(12) });
      const signed = await registry.signPermit({ account: patient, terms, deadline });
      const revocation = await registry.signRevocation({ account: patient, ...terms, deadline });
      await registry.revokeBySignature({ account, ...revocation });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed }), client.WrongSignatureError);
    });

    it("of a revocation is refused a second time", async () => {
      const terms = buildTerms({ scope: word(13) });
      const revocation = await registry.signRevocation({ account: patient, ...terms, deadline });
      await registry.revokeBySignature({ account, ...revocation });
      await expectRefusal(() => registry.revokeBySignature({ account, ...revocation }), client.WrongSignatureError);
    });

    it("for another chain is refused", async () => {
      const terms = buildTerms();
      const here = { registry: chain.registry, terms, version: 0, epoch: 0, deadline };
      const signFor = async (chainId: number): Promise<client.SignedCall> => {
        const signature = await patient.signTypedData(buildPermitTypedData({ ...here, chainId }));
        const signed = { signers: [patient.address], signatures: [signature], deadline };
        return { act: client.buildPermitAct({ terms }), signed };
      };
      const elsewhere = await signFor(1);
      await expectRefusal(() => registry.permitBySignature({ account, ...elsewhere }), client.WrongSignatureError);

      const good = await signFor(registry.chain.id);
      expect(await registry.permitBySignature({ account, ...good })).to.include({ version: 1 });
    });

    it("for another registry is refused", async () => {
      const other = await client.connectRegistry({
        transport: http(chain.url),
        registry: await chain.deployRegistry(),
      });
      const terms = buildTerms({ scope: word(14) });
      const signed = await other.signPermit({ account: patient, terms, deadline });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed }), client.WrongSignatureError);
    });

    it("is refused once the controller voids what was signed", async () => {
      const { patient: number } = await registry.enroll({ account: hospital, controller: stranger.address });
      const signed = await registry.signPermit({ account: stranger, terms: buildTerms({ patient: number }), deadline });
      await registry.voidSignatures({ account: stranger, patient: number });
      await expectRefusal(() => registry.permitBySignature({ account, ...signed }), client.WrongSignatureError);
    });
  });

  describe("a batch", () => {
    it("is refused when it is sent twice", async () => {
      const entries = [buildAccess(await chain.now()), buildAccess(await chain.now(), { record: report })];
      const batch = { account: gateway, first: 1, entries };
      await registry.logAccesses(batch);
      const error = await failureOf(registry.logAccesses(batch));
      expect(error).to.be.instanceOf(client.WrongNumberError);
      expect((error as client.WrongNumberError).args).to.deep.equal({ next: 3, given: 1 });
    });

    it("is refused when one before it is missing", () =>
      expectRefusal(
        async () => registry.logAccesses({ account: gateway, first: 9, entries: [buildAccess(await chain.now())] }),
        client.WrongNumberError,
      ));

    it("is refused empty", async () => {
      const first = (await registry.entryCountOf({ gateway: gateway.address })) + 1;
      await expectRefusal(
        () => registry.logAccesses({ account: gateway, first, entries: [] }),
        client.WrongLengthError,
      );
    });
  });

  describe("a statement", () => {
    it("of what happens after the block is refused", () =>
      expectRefusal(
        async () => registry.logOwn({ account: radiologist, ...buildAccess((await chain.now()) + 10_000) }),
        client.InFutureError,
      ));

    it("of an unknown record is refused", () =>
      expectRefusal(
        async () => registry.logOwn({ account: radiologist, ...buildAccess(await chain.now(), { record: word(404) }) }),
        client.UnknownRecordError,
      ));

    it("of a record that is there already is refused", () =>
      expectRefusal(
        () => registry.register({ account: hospital, record: study, patient: 1, kind: "report", digest: word(1) }),
        client.AlreadyRegisteredError,
      ));
  });
});
