import { expect } from "chai";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import * as ethersClient from "../../src/client/ethers/index.ts";
import * as viemClient from "../../src/client/viem/index.ts";
import { SIGNED_ACTS } from "../../src/consent/signedActs.ts";

const actions = `
  acceptHandover acceptHandoverBySignature accessCountOf actorOf admit admitOrganization amend anchorBook appoint appointBySignature
  attestCredential basisOf bookOf choosePolicy chooseRecovery chooseRecoveryBySignature claim claimBySignature contribute declareIncapacity
  dismiss dismissBySignature dispose endIncapacity endIncapacityBySignature enroll enrollSelf entryCountOf epochOf exclude gatewayOf
  handoverOf heartbeat historyOf incapacityOf include logAccesses logOwn membershipOf offerHandover offerHandoverBySignature openGroup
  patientCount patientOf permit permitBySignature permitOf policyOf proxyOf publishKey recordOf recover recoveryOf register registerMany
  relate relay requestRecovery requestRecoveryBySignature retire review reviewOf revoke revokeBySignature revokeMany revokeManyBySignature
  signAppointment signClaim signDismissal signHandoverAcceptance signHandoverOffer signIncapacityEnd signPermit signRecoveryChoice
  signRecoveryRequest signRecoveryVeto signRevocation signRevocations signSignatureVoiding suspend suspendOrganization vetoRecovery
  vetoRecoveryBySignature voidSignatures voidSignaturesBySignature wasValid`;

const calls = `
  AcceptHandover ActBySignature Admit AdmitOrganization Amend AnchorBook Appoint AttestCredential ChoosePolicy ChooseRecovery Claim
  Contribute DeclareIncapacity Dismiss Dispose EndIncapacity Enroll EnrollSelf Exclude Heartbeat Include LogAccesses LogOwn OfferHandover
  OpenGroup Permit PublishKey Recover Register RegisterMany Relate RequestRecovery Retire Review Revoke RevokeMany Suspend
  SuspendOrganization VetoRecovery VoidSignatures`;

const acts = `
  Appointment Claim Dismissal HandoverAcceptance HandoverOffer IncapacityEnd Permit RecoveryChoice RecoveryRequest RecoveryVeto Revocation
  Revocations SignatureVoiding`;

const refusals = `
  AccessManagedInvalidAuthority AccessManagedRequiredDelay AccessManagedUnauthorized AccessManagerExpired AccessManagerNotReady
  AccessManagerNotScheduled AddressEmptyCode AlreadyAnchored AlreadyRegistered AlreadyReviewed BelongsToAnother EmptyWindow FailedCall
  GatewayRetired InFuture InsufficientBalance NextByInPast NoController NoCredential NoGrantee NoOutcome NoProxy NoReviewDue NoRoot
  NotActingFor NotAuthor NotController NotCustodial NotCustodian NotCustodiansGateway NotGateway NotInDirectory NotItsOrganization
  NotItsPatient NotOffered NotOlder NotOrganization NotRecoveryAccount NotRegistrar NotReviewer NotSignable OutlastsPower OwnAccess
  PermitOver PermitsNothing RecoveryNotReady RecoveryPending SameDigest SignatureExpired UnknownContribution UnknownKind UnknownPowers
  UnknownRecord UnknownRefusal UnknownRoles WrongActorKind WrongDelay WrongLength WrongNumber WrongSignature WrongSigners WrongStatus
  WrongTool`;

const failures = `
  CannotPay MissingSignatures NoAccount NoRegistry NodeRefused NodeUnreachable NotMember NotMined NotTheSameAct Refused SigningDeclined
  TransactionReplaced TransactionReverted UnreadableAnswer WrongAct WrongChain`;

const others = "MAX_BATCH REFUSALS connectRegistry decodeRefusal decodeRegistryLog joinSignatures registryActions";

const list = (text: string): string[] => text.trim().split(/\s+/);
const errorsOf = (text: string): string[] => list(text).map((name) => `${name}Error`);

describe("the public surface", () => {
  it("of viem's client is this", () => {
    const built = [...list(calls).map((name) => `build${name}Call`), ...list(acts).map((name) => `build${name}Act`)];
    const surface = [...list(actions), ...built, ...errorsOf(refusals), ...errorsOf(failures), ...list(others)];
    expect(Object.keys(viemClient).sort()).to.deep.equal(surface.sort());
  });

  it("of viem's client has every action bound", () => {
    const bound = viemClient.registryActions("0x")({} as viemClient.RegistryClient);
    expect(Object.keys(bound).sort()).to.deep.equal(list(actions).sort());
  });

  it("of viem's client has a call for every write, an action for every function, and three ways for each act", () => {
    const functions = fiducialRegistryAbi.filter((item) => item.type === "function");
    const isOurs = (name: string): boolean => !["setAuthority", "isConsumingScheduledOp"].includes(name);
    const writes = functions.filter(({ stateMutability, name }) => stateMutability === "nonpayable" && isOurs(name));
    const capital = (name: string): string => name.replace(/^./, (first) => first.toUpperCase());
    expect(writes.map(({ name }) => capital(name)).sort()).to.deep.equal(list(calls).sort());

    const plumbing = ["actBySignature", "authority", "signatures", "groupAddress"]; // relay, and what others answer
    const named = functions.map(({ name }) => name).filter((name) => isOurs(name) && !plumbing.includes(name));
    expect(list(actions)).to.include.members(named);
    for (const { functionName, typeName } of SIGNED_ACTS) {
      expect(list(actions)).to.include.members([functionName, `${functionName}BySignature`, `sign${typeName}`]);
      expect(list(acts)).to.include(typeName);
    }
  });

  it("of ethers' client is this", () => {
    const failures = errorsOf("MissingSignatures NotMember NotTheSameAct UnreadableEvent");
    const surface = [...list("connectRegistry decodeAccessed decodeRegistryLog joinSignatures relay"), ...failures];
    const signing = list(actions).filter((name) => name.startsWith("sign"));
    expect(Object.keys(ethersClient).sort()).to.deep.equal([...surface, ...signing].sort());
  });
});
