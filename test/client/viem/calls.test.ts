import { expect } from "chai";
import type { Account } from "viem";
import * as client from "../../../src/client/viem/index.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import {
  type Chain,
  clinic,
  consortium,
  gateway,
  hospital,
  radiologist,
  relayer,
  startChain,
  stranger,
  word,
} from "../chain.ts";
import { mother } from "../family.ts";
import { buildAccess, buildTerms, patientNumber, settle, study } from "../hospital.ts";

type Build = (parameters: { readonly registry: typeof hospital.address }) => client.RegistryCall;

// calls as wallet_sendCalls and multicalls take them, executed one by one
// ├── each logs what the action of its name logs
// └── there is one for every write
describeOnEachNode("the calls of viem's client", (kind) => {
  let chain: Chain;
  let registry: client.RegistryConnection;
  const built = new Set<string>();
  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect(relayer);
    await settle(registry, mother.address);
  });
  after(() => chain?.close());

  /** Sends calls as a wallet without batches does: one by one. */
  async function sendCalls(account: Account, calls: Readonly<Record<string, client.RegistryCall>>): Promise<string[]> {
    const events: string[] = [];
    for (const [name, call] of Object.entries(calls)) {
      expect(Object.keys(call).sort(), name).to.deep.equal(["data", "to"]);
      expect(call.to).to.equal(chain.registry);
      const hash = await chain.node.sendTransaction({ ...call, account, gas: 1_000_000n, chain: null });
      const { status, logs } = await chain.node.waitForTransactionReceipt({ hash });
      expect(status, name).to.equal("success");
      events.push(...logs.map((log) => client.decodeRegistryLog(log).eventName));
      built.add(name);
    }
    return events;
  }
  /** Builds calls of the chain's registry, by name. */
  const build = (builders: Readonly<Record<string, Build>>): Record<string, client.RegistryCall> =>
    Object.fromEntries(Object.entries(builders).map(([name, of]) => [name, of({ registry: chain.registry })]));

  it("of a consortium and of an organization", async () => {
    const organization = stranger.address;
    expect(
      await sendCalls(
        consortium,
        build({
          buildAdmitOrganizationCall: (to) => client.buildAdmitOrganizationCall({ ...to, organization }),
          buildSuspendOrganizationCall: (to) => client.buildSuspendOrganizationCall({ ...to, organization }),
        }),
      ),
    ).to.deep.equal(["OrganizationAdmitted", "OrganizationSuspended"]);
    const { group } = await registry.openGroup({ account: hospital });
    const actor = relayer.address;
    const kindAndRoles = { kind: "practitioner", roles: ["reviewer"] } as const;
    const credential = { actor, credential: word(1), until: 9 };
    expect(
      await sendCalls(
        hospital,
        build({
          buildOpenGroupCall: (to) => client.buildOpenGroupCall(to),
          buildAdmitCall: (to) => client.buildAdmitCall({ ...to, actor, ...kindAndRoles }),
          buildAttestCredentialCall: (to) => client.buildAttestCredentialCall({ ...to, ...credential }),
          buildIncludeCall: (to) => client.buildIncludeCall({ ...to, group, member: actor }),
          buildExcludeCall: (to) => client.buildExcludeCall({ ...to, group, member: actor }),
          buildChoosePolicyCall: (to) => client.buildChoosePolicyCall({ ...to, policy: "all-normal" }),
          buildAnchorBookCall: (to) => client.buildAnchorBookCall({ ...to, root: word(1) }),
          buildEnrollCall: (to) => client.buildEnrollCall({ ...to, controller: actor }),
        }),
      ),
    ).to.deep.equal([
      ...["Admitted", "Admitted", "CredentialAttested", "Included", "Excluded", "PolicyChosen", "BookAnchored"],
      "Enrolled",
    ]);
  });

  it("of a patient: a permit and an appointment in one go", async () => {
    const [patient, account] = [patientNumber, mother];
    const until = (await chain.now()) + 10_000;
    const permit = buildTerms({ grantee: clinic.address });
    const appointment = { patient, proxy: stranger.address, powers: ["access"] as const, until };
    const choice = { patient, recoveryAccount: mother.address, delaySeconds: 86_400 };
    const target = { scope: permit.scope, grantee: permit.grantee };
    expect(
      await sendCalls(
        account,
        build({
          buildEnrollSelfCall: (to) => client.buildEnrollSelfCall({ ...to, custodian: clinic.address }),
          buildPermitCall: (to) => client.buildPermitCall({ ...to, terms: permit }),
          buildAppointCall: (to) => client.buildAppointCall({ ...to, ...appointment }),
          buildDismissCall: (to) => client.buildDismissCall({ ...to, patient, proxy: stranger.address }),
          buildRevokeCall: (to) => client.buildRevokeCall({ ...to, patient, ...target }),
          buildRevokeManyCall: (to) => client.buildRevokeManyCall({ ...to, patient, targets: [target] }),
          buildVoidSignaturesCall: (to) => client.buildVoidSignaturesCall({ ...to, patient }),
          buildChooseRecoveryCall: (to) => client.buildChooseRecoveryCall({ ...to, ...choice }),
          buildRequestRecoveryCall: (to) => client.buildRequestRecoveryCall({ ...to, patient, to: stranger.address }),
          buildVetoRecoveryCall: (to) => client.buildVetoRecoveryCall({ ...to, patient }),
          buildOfferHandoverCall: (to) => client.buildOfferHandoverCall({ ...to, patient, to: mother.address }),
          buildAcceptHandoverCall: (to) => client.buildAcceptHandoverCall({ ...to, patient }),
          buildEndIncapacityCall: (to) => client.buildEndIncapacityCall({ ...to, patient }),
          buildPublishKeyCall: (to) => client.buildPublishKeyCall({ ...to, key: word(1) }),
        }),
      ),
    ).to.deep.equal([
      ...["Enrolled", "Permitted", "Appointed", "Dismissed", "Revoked", "Revoked", "SignaturesVoided"],
      ...["RecoveryChosen", "RecoveryRequested", "RecoveryVetoed", "HandoverOffered", "HandedOver", "IncapacityEnded"],
      "KeyPublished",
    ]);
  });

  it("of custody, recovery and signatures", async () => {
    const account = hospital;
    const controller = hospital.address;
    const { patient } = await registry.enroll({ account, controller, hold: "custodial" });
    await registry.offerHandover({ account, patient, to: mother.address });
    const claim = build({ buildClaimCall: (to) => client.buildClaimCall({ ...to, patient }) });
    expect(await sendCalls(mother, claim)).to.deep.equal(["Claimed"]);

    const now = await chain.now();
    const declare = { patient, until: now + 1_000_000 };
    await registry.chooseRecovery({
      account: mother,
      patient,
      recoveryAccount: stranger.address,
      delaySeconds: 86_400,
    });
    const { readyAt } = await registry.requestRecovery({ account: stranger, patient, to: mother.address });
    await chain.warp(readyAt);
    const signed = await registry.signRevocation({ account: mother, ...buildTerms(), deadline: readyAt + 1_000 });
    expect(
      await sendCalls(
        hospital,
        build({
          buildDeclareIncapacityCall: (to) => client.buildDeclareIncapacityCall({ ...to, ...declare }),
          buildRecoverCall: (to) => client.buildRecoverCall({ ...to, patient }),
          buildActBySignatureCall: (to) => client.buildActBySignatureCall({ ...to, ...signed }),
        }),
      ),
    ).to.deep.equal(["IncapacityDeclared", "Recovered", "Revoked"]);
  });

  it("of records, contributions, accesses and reviews", async () => {
    const [patient, digest] = [patientNumber, word(1)];
    const [record, note] = [word(0x77), word(2)];
    const registration = { record, patient, kind: "report", digest } as const;
    const another = { ...registration, record: word(0x78) };
    expect(
      await sendCalls(
        hospital,
        build({
          buildRegisterCall: (to) => client.buildRegisterCall({ ...to, ...registration }),
          buildRegisterManyCall: (to) => client.buildRegisterManyCall({ ...to, registrations: [another] }),
          buildAmendCall: (to) => client.buildAmendCall({ ...to, record, digest, status: "appended" }),
          buildRelateCall: (to) => client.buildRelateCall({ ...to, record, relation: "part-of", target: study }),
        }),
      ),
    ).to.deep.equal(["Registered", "Registered", "Amended", "Related"]);

    const time = await chain.now();
    const emergency = { purpose: "ETREAT", claim: { basis: "EMERGENCY" }, detail: 1, record } as const;
    const section = { record, section: word(3), digest, origin: "human" } as const;
    expect(
      await sendCalls(
        radiologist,
        build({
          buildContributeCall: (to) => client.buildContributeCall({ ...to, ...section }),
          buildDisposeCall: (to) => client.buildDisposeCall({ ...to, record, number: 1, disposition: "accepted" }),
          buildLogOwnCall: (to) => client.buildLogOwnCall({ ...to, ...buildAccess(time, emergency) }),
        }),
      ),
    ).to.deep.equal(["Contributed", "Disposed", "Accessed"]);
    const review = { record, number: 1, outcome: "justified", note } as const;
    const reviews = build({ buildReviewCall: (to) => client.buildReviewCall({ ...to, ...review }) });
    expect(await sendCalls(relayer, reviews)).to.deep.equal(["Reviewed"]);

    const batch = { first: 1, entries: [buildAccess(time)] };
    expect(
      await sendCalls(
        gateway,
        build({
          buildLogAccessesCall: (to) => client.buildLogAccessesCall({ ...to, ...batch }),
          buildHeartbeatCall: (to) => client.buildHeartbeatCall({ ...to, nextBy: time + 1_000_000 }),
          buildRetireCall: (to) => client.buildRetireCall({ ...to, gateway: gateway.address }),
        }),
      ),
    ).to.deep.equal(["Accessed", "Heartbeat", "Retired"]);
    const suspend = build({
      buildSuspendCall: (to) => client.buildSuspendCall({ ...to, actor: gateway.address }),
    });
    expect(await sendCalls(hospital, suspend)).to.deep.equal(["Suspended"]);
  });

  it("are one for every write", () => {
    expect([...built].sort()).to.deep.equal(
      Object.keys(client)
        .filter((name) => /^build.*Call$/.test(name))
        .sort(),
    );
  });
});
