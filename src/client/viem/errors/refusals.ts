import { decodeErrorResult, type Hex, slice } from "viem";
import { fiducialRegistryAbi } from "../../../abi/fiducialRegistryAbi.ts";
import * as accessLog from "./accessLog.ts";
import * as accessManager from "./accessManager.ts";
import * as books from "./books.ts";
import * as consents from "./consents.ts";
import * as contributions from "./contributions.ts";
import * as credentials from "./credentials.ts";
import * as deployment from "./deployment.ts";
import * as directory from "./directory.ts";
import * as gateways from "./gateways.ts";
import * as patients from "./patients.ts";
import * as proxies from "./proxies.ts";
import * as records from "./records.ts";
import * as recoveries from "./recoveries.ts";
import type { RefusalArgs, RefusalName, RefusedError } from "./refusal.ts";
import * as reviews from "./reviews.ts";
import * as signatures from "./signatures.ts";
import { UnknownRefusalError } from "./transaction.ts";

/** The class of every error that the contract declares. A declared error without a class does not compile. */
export const REFUSALS = {
  AccessManagedInvalidAuthority: directory.AccessManagedInvalidAuthorityError,
  AccessManagedRequiredDelay: directory.AccessManagedRequiredDelayError,
  AccessManagedUnauthorized: directory.AccessManagedUnauthorizedError,
  AddressEmptyCode: deployment.AddressEmptyCodeError,
  AlreadyAnchored: books.AlreadyAnchoredError,
  AlreadyRegistered: records.AlreadyRegisteredError,
  AlreadyReviewed: reviews.AlreadyReviewedError,
  BelongsToAnother: directory.BelongsToAnotherError,
  EmptyWindow: directory.EmptyWindowError,
  FailedCall: deployment.FailedCallError,
  GatewayRetired: gateways.GatewayRetiredError,
  InFuture: accessLog.InFutureError,
  InsufficientBalance: deployment.InsufficientBalanceError,
  NextByInPast: gateways.NextByInPastError,
  NoController: patients.NoControllerError,
  NoCredential: credentials.NoCredentialError,
  NoGrantee: consents.NoGranteeError,
  NoOutcome: reviews.NoOutcomeError,
  NoProxy: proxies.NoProxyError,
  NoReviewDue: reviews.NoReviewDueError,
  NoRoot: books.NoRootError,
  NotActingFor: patients.NotActingForError,
  NotAuthor: contributions.NotAuthorError,
  NotController: patients.NotControllerError,
  NotCustodial: patients.NotCustodialError,
  NotCustodian: records.NotCustodianError,
  NotCustodiansGateway: accessLog.NotCustodiansGatewayError,
  NotGateway: gateways.NotGatewayError,
  NotInDirectory: accessLog.NotInDirectoryError,
  NotItsOrganization: directory.NotItsOrganizationError,
  NotItsPatient: patients.NotItsPatientError,
  NotOffered: patients.NotOfferedError,
  NotOlder: records.NotOlderError,
  NotOrganization: directory.NotOrganizationError,
  NotRecoveryAccount: recoveries.NotRecoveryAccountError,
  NotRegistrar: directory.NotRegistrarError,
  NotReviewer: reviews.NotReviewerError,
  NotSignable: signatures.NotSignableError,
  OutlastsPower: proxies.OutlastsPowerError,
  OwnAccess: reviews.OwnAccessError,
  PermitOver: consents.PermitOverError,
  PermitsNothing: consents.PermitsNothingError,
  RecoveryNotReady: recoveries.RecoveryNotReadyError,
  RecoveryPending: recoveries.RecoveryPendingError,
  SameDigest: records.SameDigestError,
  SignatureExpired: signatures.SignatureExpiredError,
  UnknownContribution: contributions.UnknownContributionError,
  UnknownKind: records.UnknownKindError,
  UnknownPowers: proxies.UnknownPowersError,
  UnknownRecord: records.UnknownRecordError,
  UnknownRoles: directory.UnknownRolesError,
  WrongActorKind: directory.WrongActorKindError,
  WrongDelay: recoveries.WrongDelayError,
  WrongLength: records.WrongLengthError,
  WrongNumber: accessLog.WrongNumberError,
  WrongSignature: signatures.WrongSignatureError,
  WrongSigners: signatures.WrongSignersError,
  WrongStatus: records.WrongStatusError,
  WrongTool: contributions.WrongToolError,
} as const satisfies { [Name in RefusalName]: new (args: RefusalArgs<Name>) => RefusedError & { readonly code: Name } };

/** The class of each error that the consortium's AccessManager adds to those; see `accessManagerAbi`. */
const MANAGER_REFUSALS = {
  AccessManagerExpired: accessManager.AccessManagerExpiredError,
  AccessManagerNotReady: accessManager.AccessManagerNotReadyError,
  AccessManagerNotScheduled: accessManager.AccessManagerNotScheduledError,
};

const classes: Readonly<Record<string, unknown>> = { ...REFUSALS, ...MANAGER_REFUSALS };
const abi = [...fiducialRegistryAbi, ...accessManager.accessManagerAbi];

/**
 * Builds the error that the data of a revert stands for.
 *
 * @param data - What the contract answered: a selector and the encoded values.
 * @returns an instance of the class in `REFUSALS` or of one of the AccessManager's, or an `UnknownRefusalError` for what neither ABI declares
 */
export function decodeRefusal(data: Hex): RefusedError {
  const declared = findDeclared(data);
  if (declared === undefined) return new UnknownRefusalError(data.length < 10 ? undefined : slice(data, 0, 4));

  const { abiItem, args = [] } = declared;
  const named = Object.fromEntries(abiItem.inputs.map(({ name }, index) => [name, args[index]]));
  // The values are named by the ABI item that names the class, so they are the ones its constructor takes.
  const Refusal = classes[abiItem.name] as new (named: object) => RefusedError;
  return new Refusal(named);
}

function findDeclared(data: Hex) {
  try {
    const found = decodeErrorResult({ abi, data });
    // viem decodes Solidity's own Error and Panic too.
    return found.abiItem.name in classes ? found : undefined;
  } catch {
    return undefined; // in no ABI that is known here: the caller says so
  }
}
