import type { Address } from "viem";
import { BASIS_WORDS } from "../../consent/bases.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { buildAgents } from "./auditAgents.ts";
import { buildEntities } from "./auditEntities.ts";
import { type BalpProfile, findBalpProblems, profileUrl } from "./balp.ts";
import { accountReference, type KnownActor, numberedId, type RegistryPlace } from "./identifiers.ts";
import { instant } from "./instant.ts";
import type { AuditEvent, Coding } from "./resources.ts";
import { codePurpose, coding, OUTCOME_OF_BASIS, SYSTEMS } from "./systems.ts";

/** What is known beside the row. All but the registry may be missing; what is not known is left out, and never made up. */
export type AuditContext = {
  readonly registry: RegistryPlace;
  /** The record's kind number. */
  readonly kind?: number | undefined;
  /** Asked for the accessor, its organization and the gateway. Names only where the reader may know them. */
  readonly findActor?: ((account: Address) => KnownActor | undefined) | undefined;
  /** UIDs that the vault gave for record and part, where the reader may know them. */
  readonly uids?:
    | { readonly StudyInstanceUID?: string; readonly SeriesInstanceUID?: string; readonly SOPInstanceUID?: string }
    | undefined;
  /** Network addresses, of which the chain knows none: the gateway's URL, and where its reader connected from. */
  readonly network?: { readonly server?: string; readonly client?: string } | undefined;
};

const ACTIONS = { 1: "R", 2: "C", 3: "U", 4: "D", 5: "E" } as const;
const INTERACTIONS = { R: "read", C: "create", U: "update", D: "delete", E: undefined } as const;
const PROFILES: Readonly<Partial<Record<AuditEvent["action"], BalpProfile>>> = {
  R: "PatientRead",
  C: "PatientCreate",
  U: "PatientUpdate",
};

/**
 * Builds the AuditEvent of an access.
 *
 * `recorded` is the time of the block, by which ITI-81 searches; `period` is when the access happened. A BALP profile is claimed where all of its rules are
 * met, which takes a gateway's entry, a leave, and both network addresses.
 *
 * @see https://profiles.ihe.net/ITI/BALP/content.html
 */
export function buildAuditEvent(access: Access, context: AuditContext): AuditEvent {
  const { registry } = context;
  // The contract takes any number for an action, and FHIR five letters: what is none of them was executed at least.
  const action = ACTIONS[access.action as keyof typeof ACTIONS] ?? "E";
  const happened = instant(access.time);
  const event: AuditEvent = {
    resourceType: "AuditEvent",
    id: numberedId(access),
    ...buildTypes(access, action, context.kind),
    action,
    period: { start: happened, end: happened },
    recorded: instant(access.place.blockTime),
    outcome: OUTCOME_OF_BASIS[access.basis],
    outcomeDesc: BASIS_WORDS[access.basis],
    purposeOfEvent: [codePurpose(access.purpose)],
    agent: buildAgents(access, context),
    source: {
      site: `chain ${registry.chainId}`,
      observer: { ...accountReference(registry, registry.registry, { kind: "device" }), display: "access registry" },
      type: [coding(SYSTEMS.sourceType, "6", "Security Server")],
    },
    entity: buildEntities(access, context),
  };
  const profile = PROFILES[action];
  if (profile === undefined || findBalpProblems(event, profile).length > 0) return event;
  return { ...event, meta: { profile: [profileUrl(profile)] } };
}

/** A gateway serves by REST; what an accessor logged of its own is images accessed, or a patient's record. */
function buildTypes({ gateway, basis }: Access, action: AuditEvent["action"], kind: number | undefined) {
  const emergency = coding(SYSTEMS.dicom, "110127", "Emergency Override Started");
  const broken = basis === "EMERGENCY" ? [emergency] : [];
  const accessed = kind === 0 ? imagesAccessed : patientRecord;
  if (gateway === undefined) return { type: accessed, ...(broken.length > 0 && { subtype: broken }) };
  const interaction = INTERACTIONS[action];
  const rest = coding(SYSTEMS.auditEventType, "rest", "Restful Operation");
  const done: Coding[] = interaction === undefined ? [] : [coding(SYSTEMS.interaction, interaction, interaction)];
  return { type: rest, subtype: [...done, accessed, ...broken] };
}

const imagesAccessed = coding(SYSTEMS.dicom, "110103", "DICOM Instances Accessed");
const patientRecord = coding(SYSTEMS.dicom, "110110", "Patient Record");
