const patient = { name: "patient", type: "uint48" } as const;
const scope = { name: "scope", type: "bytes32" } as const;
const grantee = { name: "grantee", type: "address" } as const;
const from = { name: "from", type: "uint40" } as const;
const until = { name: "until", type: "uint40" } as const;
const to = { name: "to", type: "address" } as const;
const proxy = { name: "proxy", type: "address" } as const;
const version = { name: "version", type: "uint32" } as const;
const bounds = [
  { name: "epoch", type: "uint32" },
  { name: "deadline", type: "uint40" },
] as const;

/** The EIP-712 types of each act, with those of its members. */
export const ACT_TYPES = {
  Permit: {
    Permit: [
      ...[patient, scope, grantee],
      { name: "purposes", type: "uint88" },
      { name: "kinds", type: "uint48" },
      ...[from, until, version],
      ...bounds,
    ],
  },
  Revocation: { Revocation: [patient, scope, grantee, version, ...bounds] },
  Revocations: {
    Revocations: [patient, { name: "targets", type: "Target[]" }, ...bounds],
    Target: [scope, grantee, version],
  },
  SignatureVoiding: { SignatureVoiding: [patient, ...bounds] },
  HandoverOffer: { HandoverOffer: [patient, to, ...bounds] },
  HandoverAcceptance: { HandoverAcceptance: [patient, ...bounds] },
  Claim: { Claim: [patient, ...bounds] },
  Appointment: {
    Appointment: [
      ...[patient, proxy],
      { name: "powers", type: "uint8" },
      { name: "springing", type: "bool" },
      ...[from, until],
      ...bounds,
    ],
  },
  Dismissal: { Dismissal: [patient, proxy, ...bounds] },
  IncapacityEnd: { IncapacityEnd: [patient, ...bounds] },
  RecoveryChoice: {
    RecoveryChoice: [patient, { name: "account", type: "address" }, { name: "delay", type: "uint32" }, ...bounds],
  },
  RecoveryRequest: { RecoveryRequest: [patient, to, ...bounds] },
  RecoveryVeto: { RecoveryVeto: [patient, ...bounds] },
} as const;

/** The name of an act's EIP-712 type. */
export type ActType = keyof typeof ACT_TYPES;

/** An act of a patient that can be signed, so that somebody else may send it. */
export type SignedAct = {
  /** The contract's function, whose call is sent as `act`. */
  readonly functionName: string;
  /** The EIP-712 type; its fields are `ACT_TYPES[typeName][typeName]`. */
  readonly typeName: ActType;
  /** Whether the present version of the permit is signed too: of the one permit, or of each in the list. */
  readonly versions: "none" | "one" | "each";
  /** Whether one member of a joint account is enough; where not, all sign. */
  readonly oneIsEnough: boolean;
};

/**
 * Every act that can be signed.
 *
 * @see contracts/Signatures.sol
 */
export const SIGNED_ACTS = [
  { functionName: "permit", typeName: "Permit", versions: "one", oneIsEnough: false },
  { functionName: "revoke", typeName: "Revocation", versions: "one", oneIsEnough: true },
  { functionName: "revokeMany", typeName: "Revocations", versions: "each", oneIsEnough: true },
  { functionName: "voidSignatures", typeName: "SignatureVoiding", versions: "none", oneIsEnough: true },
  { functionName: "offerHandover", typeName: "HandoverOffer", versions: "none", oneIsEnough: false },
  { functionName: "acceptHandover", typeName: "HandoverAcceptance", versions: "none", oneIsEnough: false },
  { functionName: "claim", typeName: "Claim", versions: "none", oneIsEnough: false },
  { functionName: "appoint", typeName: "Appointment", versions: "none", oneIsEnough: false },
  { functionName: "dismiss", typeName: "Dismissal", versions: "none", oneIsEnough: false },
  { functionName: "endIncapacity", typeName: "IncapacityEnd", versions: "none", oneIsEnough: false },
  { functionName: "chooseRecovery", typeName: "RecoveryChoice", versions: "none", oneIsEnough: false },
  { functionName: "requestRecovery", typeName: "RecoveryRequest", versions: "none", oneIsEnough: false },
  { functionName: "vetoRecovery", typeName: "RecoveryVeto", versions: "none", oneIsEnough: false },
] as const satisfies readonly SignedAct[];
