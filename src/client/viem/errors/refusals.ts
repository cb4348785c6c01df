import { decodeErrorResult, type Hex, slice } from "viem";
import { fiducialRegistryAbi } from "../../../abi/fiducialRegistryAbi.ts";
import * as accessLog from "./accessLog.ts";
import * as consents from "./consents.ts";
import * as deployment from "./deployment.ts";
import * as directory from "./directory.ts";
import * as patients from "./patients.ts";
import * as records from "./records.ts";
import type { RefusalArgs, RefusalName, RefusedError } from "./refusal.ts";
import { UnknownRefusalError } from "./transaction.ts";

/** The class of every error that the contract declares. A declared error without a class does not compile. */
export const REFUSALS = {
  AccessManagedInvalidAuthority: directory.AccessManagedInvalidAuthorityError,
  AccessManagedRequiredDelay: directory.AccessManagedRequiredDelayError,
  AccessManagedUnauthorized: directory.AccessManagedUnauthorizedError,
  AlreadyRegistered: records.AlreadyRegisteredError,
  BelongsToAnother: directory.BelongsToAnotherError,
  EmptyWindow: directory.EmptyWindowError,
  InFuture: accessLog.InFutureError,
  InvalidShortString: deployment.InvalidShortStringError,
  NoController: patients.NoControllerError,
  NoGrantee: consents.NoGranteeError,
  NotController: patients.NotControllerError,
  NotCustodian: records.NotCustodianError,
  NotCustodiansGateway: accessLog.NotCustodiansGatewayError,
  NotGateway: accessLog.NotGatewayError,
  NotInDirectory: accessLog.NotInDirectoryError,
  NotItsOrganization: directory.NotItsOrganizationError,
  NotItsPatient: records.NotItsPatientError,
  NotOffered: patients.NotOfferedError,
  NotOrganization: directory.NotOrganizationError,
  NotRegistrar: directory.NotRegistrarError,
  PermitOver: consents.PermitOverError,
  PermitsNothing: consents.PermitsNothingError,
  SameDigest: records.SameDigestError,
  SelfRelation: records.SelfRelationError,
  SignatureExpired: consents.SignatureExpiredError,
  StringTooLong: deployment.StringTooLongError,
  UnknownKind: records.UnknownKindError,
  UnknownRecord: records.UnknownRecordError,
  UnknownRoles: directory.UnknownRolesError,
  WrongActorKind: directory.WrongActorKindError,
  WrongLength: records.WrongLengthError,
  WrongNumber: accessLog.WrongNumberError,
  WrongSignature: consents.WrongSignatureError,
} as const satisfies { [Name in RefusalName]: new (args: RefusalArgs<Name>) => RefusedError & { readonly code: Name } };

/**
 * Builds the error that the data of a revert stands for.
 *
 * @param data - What the contract answered: a selector and the encoded values.
 * @returns an instance of the class in `REFUSALS`, or an `UnknownRefusalError` for what the ABI does not declare
 */
export function decodeRefusal(data: Hex): RefusedError {
  const declared = findDeclared(data);
  if (declared === undefined) return new UnknownRefusalError(data.length < 10 ? undefined : slice(data, 0, 4));

  const { abiItem, args = [] } = declared;
  const named = Object.fromEntries(abiItem.inputs.map(({ name }, index) => [name, args[index]]));
  // The values are named by the ABI item that names the class, so they are the ones its constructor takes.
  const Refusal = REFUSALS[abiItem.name as RefusalName] as new (named: object) => RefusedError;
  return new Refusal(named);
}

function findDeclared(data: Hex) {
  try {
    const found = decodeErrorResult({ abi: fiducialRegistryAbi, data });
    // viem decodes Solidity's own Error and Panic too.
    return found.abiItem.name in REFUSALS ? found : undefined;
  } catch {
    return undefined; // in no ABI that is known here: the caller says so
  }
}
