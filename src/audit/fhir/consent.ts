import type { Address } from "viem";
import { groupNumber } from "../../consent/actors.ts";
import { ALL_KINDS, KINDS, listKinds } from "../../consent/kinds.ts";
import { listPurposes, PURPOSES } from "../../consent/purposes.ts";
import { ALL_RECORDS, NO_END } from "../../consent/typedData.ts";
import type { PermitEvent } from "../../indexer/queries/permitsOf.ts";
import {
  accountReference,
  consentId,
  type KnownActor,
  patientReference,
  type RegistryPlace,
  recordReference,
  registrySystem,
} from "./identifiers.ts";
import { instant } from "./instant.ts";
import type { Consent } from "./resources.ts";
import { coding, concept, SYSTEMS } from "./systems.ts";

/** What a patient's side permitted. */
export type Permitted = Extract<PermitEvent, { readonly event: "permitted" }>;

export type ConsentContext = {
  readonly registry: RegistryPlace;
  readonly patient: number;
  /** Who enrolled the patient and enforces the permit. */
  readonly custodian: Address;
  /** What was said of the same grantee and scope next; `undefined` where this is the last word. */
  readonly next?: PermitEvent | undefined;
  readonly findActor?: ((account: Address) => KnownActor | undefined) | undefined;
  /** The kind number of the record that it is for, where it is for one. */
  readonly kind?: number | undefined;
  /** The privacy policy that the custodian presented. */
  readonly policyUri?: string | undefined;
};

/** Those that IHE PCF takes in its basic profile. */
const BASIC_PURPOSES: readonly string[] = ["TREAT", "HPAYMT", "HOPERAT", "BTG"];

/**
 * Builds the Consent of a permit.
 *
 * A period of FHIR includes its end and a permit does not, so it ends a second earlier. One that was revoked or replaced is inactive; one that is over
 * stays active, with a period that tells. A profile of IHE PCF is claimed where its rules are met: the custodian's policy is known, and every kind is meant,
 * since PCF has no element for kinds.
 *
 * @see https://profiles.ihe.net/ITI/PCF/content.html
 */
export function buildConsent(permit: Permitted, context: ConsentContext): Consent {
  const { registry, patient, custodian, next, findActor = () => undefined, kind, policyUri } = context;
  const { scope, grantee, version, by, place, purposes, kinds, from, until } = permit;
  const codes = listPurposes(purposes);
  const isForAll = scope === ALL_RECORDS;
  const isGroup = groupNumber(grantee) !== undefined;
  const meets = policyUri !== undefined && kinds === ALL_KINDS;
  const isBasic = isForAll && codes.every((code) => BASIC_PURPOSES.includes(code));
  return {
    resourceType: "Consent",
    id: consentId({ patient, scope, grantee, version }),
    ...(meets && { meta: { profile: [pcfUrl(isBasic ? "consentBasic" : "consentIntermediate")] } }),
    identifier: [
      { system: registrySystem(registry, "permit"), value: `${patient}/${scope}/${grantee.toLowerCase()}/${version}` },
    ],
    status: next === undefined ? "active" : "inactive",
    scope: concept(SYSTEMS.consentScope, "patient-privacy", "Privacy Consent"),
    category: [concept(SYSTEMS.loinc, "59284-0", "Consent")],
    patient: patientReference(registry, patient),
    dateTime: instant(place.blockTime),
    performer: [accountReference(registry, by, findActor(by))],
    organization: [accountReference(registry, custodian, { ...findActor(custodian), kind: "organization" })],
    sourceReference: {
      type: "DocumentReference",
      identifier: { system: registrySystem(registry, "event"), value: `${place.txHash}/${place.logIndex}` },
    },
    policy: [{ uri: policyUri ?? registrySystem(registry, "permits") }],
    provision: {
      type: "permit",
      period: { start: instant(from), ...(until < NO_END && { end: instant(Math.max(until - 1, from)) }) },
      actor: [
        {
          role: concept(SYSTEMS.participation, "IRCP", "information recipient"),
          reference: accountReference(registry, grantee, {
            ...findActor(grantee),
            ...(isGroup && { kind: "group" as const }),
          }),
        },
      ],
      purpose: codes.map((code) =>
        coding(SYSTEMS.purpose, code, PURPOSES.find((purpose) => purpose.code === code)?.display),
      ),
      ...(kinds !== ALL_KINDS && {
        class: listKinds(kinds).map((code) => coding(SYSTEMS.kind, code, displayOf(code))),
      }),
      ...(!isForAll && {
        data: [{ meaning: "instance" as const, reference: recordReference(registry, scope, kind) }],
      }),
    },
  };
}

function pcfUrl(profile: string): string {
  return `https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.${profile}`;
}

function displayOf(kind: string): string | undefined {
  return KINDS.find(({ code }) => code === kind)?.display;
}
