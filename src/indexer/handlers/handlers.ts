import type { EventName } from "../decode.ts";
import type { Handler } from "../handler.ts";
import { bookAnchored } from "./books.ts";
import { permitted, revoked } from "./consents.ts";
import { contributed, disposed } from "./contributions.ts";
import { credentialAttested, keyPublished } from "./credentials.ts";
import {
  admitted,
  excluded,
  included,
  organizationAdmitted,
  organizationSuspended,
  policyChosen,
  suspended,
} from "./directory.ts";
import { heartbeat, retired } from "./gateways.ts";
import { claimed, enrolled, handedOver, handoverOffered, signaturesVoided } from "./patients.ts";
import { appointed, dismissed, incapacityDeclared, incapacityEnded } from "./proxies.ts";
import { amended, registered, related } from "./records.ts";
import { recovered, recoveryChosen, recoveryRequested, recoveryVetoed } from "./recoveries.ts";
import { reviewed } from "./reviews.ts";

/** What becomes of each event of the registry but the access, which `cutAccess` reads. */
export const handlers: { readonly [Name in Exclude<EventName, "Accessed">]: Handler<Name> } = {
  Admitted: admitted,
  Amended: amended,
  Appointed: appointed,
  // Who may admit organizations is the AccessManager's matter; whom it admitted is in OrganizationAdmitted.
  AuthorityUpdated: () => undefined,
  BookAnchored: bookAnchored,
  Claimed: claimed,
  Contributed: contributed,
  CredentialAttested: credentialAttested,
  Dismissed: dismissed,
  Disposed: disposed,
  Enrolled: enrolled,
  Excluded: excluded,
  HandedOver: handedOver,
  HandoverOffered: handoverOffered,
  Heartbeat: heartbeat,
  IncapacityDeclared: incapacityDeclared,
  IncapacityEnded: incapacityEnded,
  Included: included,
  KeyPublished: keyPublished,
  OrganizationAdmitted: organizationAdmitted,
  OrganizationSuspended: organizationSuspended,
  Permitted: permitted,
  PolicyChosen: policyChosen,
  Recovered: recovered,
  RecoveryChosen: recoveryChosen,
  RecoveryRequested: recoveryRequested,
  RecoveryVetoed: recoveryVetoed,
  Registered: registered,
  Related: related,
  Retired: retired,
  Reviewed: reviewed,
  Revoked: revoked,
  SignaturesVoided: signaturesVoided,
  Suspended: suspended,
};
