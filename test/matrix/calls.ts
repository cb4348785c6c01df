import { type Abi, type Address, encodeFunctionData, type Hex, keccak256, toHex, zeroAddress, zeroHash } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { groupAddress } from "../../src/consent/actors.ts";
import type { Caller } from "./callers.ts";

/** The account of each kind of caller. */
export type Cast = Readonly<Record<Caller, Address>>;

export const NO_END = 2 ** 40 - 1;

/** The patients and records of the matrix. */
export const ids = {
  alice: 1,
  dora: 2,
  held: 3,
  record: keccak256(toHex("record")),
  laterRecord: keccak256(toHex("later record")),
  newRecord: keccak256(toHex("new record")),
  digest: keccak256(toHex("digest")),
  none: zeroAddress,
  zero: zeroHash,
} as const;

/** Alice's permit to the practitioner, which is in force. */
export function buildTerms(cast: Cast) {
  const purposes = 1n << 53n;
  return {
    patient: ids.alice,
    scope: ids.zero,
    grantee: cast.practitioner,
    purposes,
    kinds: 1,
    from: 0,
    until: NO_END,
  };
}

/** The permits that calls may touch: in force, ended, and never granted. */
export function permitKeys(cast: Cast): readonly (readonly unknown[])[] {
  return [cast.practitioner, cast.emergency, cast.stranger].map((grantee) => [ids.alice, ids.zero, grantee]);
}

/** An entry of an access to Alice's record. */
export function entryOf(account: Address, time: number, given: { purpose: number; claim: number; detail: number }) {
  const fields: [number, number][] = [
    [time, 160],
    [given.purpose, 200],
    [1, 208],
    [given.claim, 216],
    [given.detail, 224],
  ];
  const what = fields.reduce((word, [value, shift]) => word | (BigInt(value) << BigInt(shift)), BigInt(account));
  return { record: ids.record, part: ids.zero, what };
}

/** The arguments with which somebody can call each function. A function of the interface without arguments here fails the matrix. */
export function buildCalls(cast: Cast, signature: Hex, time: number): Readonly<Record<string, readonly unknown[]>> {
  const { alice, dora, held, record, laterRecord, newRecord, digest, zero } = ids;
  const registration = { record: newRecord, patient: alice, kind: 0, status: 3, digest };
  const entry = entryOf(cast.practitioner, time, { purpose: 53, claim: 0, detail: 0 });
  const terms = buildTerms(cast);
  const act = encodeFunctionData({ abi: fiducialRegistryAbi as Abi, functionName: "permit", args: [terms] });
  const appointment = { patient: alice, proxy: cast.stranger, powers: 3, springing: false, from: 0, until: NO_END };
  const contribution = {
    record,
    section: digest,
    digest,
    origin: 0,
    tool: ids.none,
    toolVersion: zero,
    model: zero,
    inputs: zero,
  };
  return {
    setAuthority: [cast.stranger],
    admitOrganization: [cast.anotherOrganization],
    suspendOrganization: [cast.anotherOrganization],
    admit: [cast.stranger, 2, 0, 0, NO_END],
    suspend: [cast.practitioner],
    openGroup: [],
    include: [groupAddress(1), cast.practitioner, 0, NO_END],
    exclude: [groupAddress(1), cast.practitioner],
    choosePolicy: [3],
    attestCredential: [cast.practitioner, digest, NO_END],
    publishKey: [digest],
    enroll: [cast.stranger, 0],
    enrollSelf: [cast.organization],
    offerHandover: [alice, cast.stranger],
    acceptHandover: [dora],
    claim: [held],
    chooseRecovery: [alice, cast.stranger, 86_400],
    requestRecovery: [alice, cast.stranger],
    vetoRecovery: [dora],
    recover: [dora],
    appoint: [appointment],
    dismiss: [alice, cast.consentingProxy],
    declareIncapacity: [alice, NO_END],
    endIncapacity: [alice],
    register: [registration],
    registerMany: [[registration]],
    amend: [record, zero.replace("0x0", "0x1"), 4],
    relate: [laterRecord, 0, record],
    contribute: [contribution],
    dispose: [record, 1, 0],
    permit: [terms],
    revoke: [terms.patient, terms.scope, terms.grantee],
    revokeMany: [alice, [{ scope: terms.scope, grantee: terms.grantee }]],
    voidSignatures: [alice],
    anchorBook: [digest],
    heartbeat: [zero, NO_END],
    retire: [cast.gateway],
    review: [record, 1, 1, digest],
    logOwn: [entry],
    logAccesses: [1, [entry]],
    actBySignature: [act, { signers: [cast.controller], signatures: [signature], deadline: NO_END }],
  };
}
