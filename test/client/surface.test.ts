import { expect } from "chai";
import * as ethersClient from "../../src/client/ethers/index.ts";
import * as viemClient from "../../src/client/viem/index.ts";

const actions = `
  acceptHandover accessCountOf actorOf admit admitOrganization amend basisOf choosePolicy enroll enrollSelf entryCountOf exclude handoverOf
  include logAccesses logOwn membershipOf offerHandover openGroup patientCount patientOf permit permitBySignature permitOf policyOf recordOf
  register registerMany relate revoke revokeBySignature signPermit signRevocation suspend suspendOrganization voidSignatures wasValid`;

const refusals = `
  AccessManagedInvalidAuthority AccessManagedRequiredDelay AccessManagedUnauthorized AlreadyRegistered BelongsToAnother EmptyWindow InFuture
  InvalidShortString NoController NoGrantee NotController NotCustodian NotCustodiansGateway NotGateway NotInDirectory NotItsOrganization
  NotItsPatient NotOffered NotOrganization NotRegistrar PermitOver PermitsNothing SameDigest SelfRelation SignatureExpired StringTooLong
  UnknownKind UnknownRecord UnknownRefusal UnknownRoles WrongActorKind WrongLength WrongNumber WrongSignature`;

const failures = `
  CannotPay NoAccount NoRegistry NodeRefused NodeUnreachable NotMined Refused SigningDeclined TransactionReplaced TransactionReverted
  UnreadableAnswer WrongChain`;

const others = "MAX_BATCH REFUSALS RELATIONS connectRegistry decodeRefusal decodeRegistryLog registryActions";

const list = (text: string): string[] => text.trim().split(/\s+/);
const errorsOf = (text: string): string[] => list(text).map((name) => `${name}Error`);

describe("the public surface", () => {
  it("of viem's client is this", () => {
    const surface = [...list(actions), ...errorsOf(refusals), ...errorsOf(failures), ...list(others)];
    expect(Object.keys(viemClient).sort()).to.deep.equal(surface.sort());
  });

  it("of viem's client has every action bound", () => {
    const bound = viemClient.registryActions("0x")({} as viemClient.RegistryClient);
    expect(Object.keys(bound).sort()).to.deep.equal(list(actions).sort());
  });

  it("of ethers' client is this", () => {
    const surface = ["connectRegistry", "decodeAccessed", "signPermit", "signRevocation"];
    expect(Object.keys(ethersClient).sort()).to.deep.equal(surface);
  });
});
