import type { SIGNED_ACTS } from "../../consent/signedActs.ts";
import { selectorOf } from "./calls/call.ts";
import { buildActBySignatureCall, type SignedCall } from "./calls/signable.ts";
import type { RegistryClient, WriteParameters } from "./client.ts";
import { WrongActError } from "./errors/act.ts";
import { send, write, writeForAll } from "./write.ts";

type ActName = (typeof SIGNED_ACTS)[number]["functionName"];

/**
 * Sends any act that was signed, as anybody. The contract refuses it as it would refuse the act itself.
 *
 * @returns the transaction, and in `events` what the act logged
 */
export async function relay(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return send(client, parameters, buildActBySignatureCall(parameters));
}

/** Grants a permit that was signed, as anybody; see `signPermit`. */
export async function permitBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "permit"), "Permitted");
}

/** Ends a permit by a signature, as anybody; see `signRevocation`. */
export async function revokeBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "revoke"), "Revoked");
}

/**
 * Ends several permits by one signature, as anybody; see `signRevocations`.
 *
 * @returns the transaction, and in `revocations` the end of each permit, in the order signed
 */
export async function revokeManyBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  const signedCall = buildSignedCall(parameters, "revokeMany");
  const { events, ...sent } = await writeForAll(client, parameters, signedCall, "Revoked");
  return { ...sent, revocations: events };
}

/** Voids by a signature everything signed before it and not yet sent, sent by anybody; see `signSignatureVoiding`. */
export async function voidSignaturesBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "voidSignatures"), "SignaturesVoided");
}

/** Offers control by a signature, sent by anybody; see `signHandoverOffer`. */
export async function offerHandoverBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "offerHandover"), "HandoverOffered");
}

/** Accepts control by a signature, sent by anybody; see `signHandoverAcceptance`. */
export async function acceptHandoverBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "acceptHandover"), "HandedOver");
}

/** Claims a custodial enrolment by a signature, so that a patient needs no ether for it, sent by anybody; see `signClaim`. */
export async function claimBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "claim"), "Claimed");
}

/** Appoints a proxy by a signature, sent by anybody; see `signAppointment`. */
export async function appointBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "appoint"), "Appointed");
}

/** Ends a proxy's powers by a signature, sent by anybody; see `signDismissal`. */
export async function dismissBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "dismiss"), "Dismissed");
}

/** Ends a stated incapacity by a signature, sent by anybody; see `signIncapacityEnd`. */
export async function endIncapacityBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "endIncapacity"), "IncapacityEnded");
}

/** Chooses a recovery account by a signature, sent by anybody; see `signRecoveryChoice`. */
export async function chooseRecoveryBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "chooseRecovery"), "RecoveryChosen");
}

/** Asks for a recovery by a signature, sent by anybody; see `signRecoveryRequest`. */
export async function requestRecoveryBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "requestRecovery"), "RecoveryRequested");
}

/** Refuses a recovery by a signature, sent by anybody; see `signRecoveryVeto`. */
export async function vetoRecoveryBySignature(client: RegistryClient, parameters: WriteParameters & SignedCall) {
  return write(client, parameters, buildSignedCall(parameters, "vetoRecovery"), "RecoveryVetoed");
}

/** Builds the call that sends a signed act, after a look at which act it is: what is sent can't be taken back. */
function buildSignedCall(parameters: WriteParameters & SignedCall, functionName: ActName) {
  if (!parameters.act.toLowerCase().startsWith(selectorOf(functionName))) throw new WrongActError(functionName);
  return buildActBySignatureCall(parameters);
}
