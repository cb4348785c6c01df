import type { AuditEvent, CodeableConcept, Coding, Reference } from "./resources.ts";
import { SYSTEMS } from "./systems.ts";

/** The profiles of IHE BALP that an access can meet. */
export type BalpProfile = "PatientRead" | "PatientCreate" | "PatientUpdate";

type Rules = {
  readonly action: AuditEvent["action"];
  /** Any of these interactions. */
  readonly interactions: readonly string[];
  /** DICOM codes: the client, then the server. */
  readonly roles: readonly [client: string, server: string];
  /** What the user may have been. */
  readonly user: readonly string[];
};

const WRITING = { roles: ["110153", "110152"], user: ["AUT", "INF", "CST"] } as const;

const RULES: Readonly<Record<BalpProfile, Rules>> = {
  PatientRead: { action: "R", interactions: ["read", "vread"], roles: ["110152", "110153"], user: ["IRCP"] },
  PatientCreate: { action: "C", interactions: ["create"], ...WRITING },
  PatientUpdate: { action: "U", interactions: ["update", "patch"], ...WRITING },
};

/** Gets the canonical URL of a profile. */
export function profileUrl(profile: BalpProfile): string {
  return `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${profile}`;
}

/**
 * Holds an AuditEvent to a profile of BALP, beyond what R4 itself asks.
 *
 * @returns What is not met, by the element; empty where the profile is met.
 * @see https://profiles.ihe.net/ITI/BALP/artifacts.html
 */
export function findBalpProblems(event: AuditEvent, profile: BalpProfile): readonly string[] {
  const { action, interactions, roles, user } = RULES[profile];
  const subtypes = event.subtype ?? [];
  const entities = (code: string) => event.entity.filter(({ type }) => is(type, SYSTEMS.entityType, code));
  const checks: readonly (readonly [element: string, isMet: boolean])[] = [
    ["type", is(event.type, SYSTEMS.auditEventType, "rest")],
    ["subtype", subtypes.some(({ system, code }) => system === SYSTEMS.interaction && interactions.includes(code))],
    ["action", event.action === action],
    ["outcome", event.outcome === "0"],
    ["agent:client", isPeer(event, roles[0])],
    ["agent:server", isPeer(event, roles[1])],
    ["agent:user", areUsers(event, user)],
    ["entity:data", isOne(entities("2"), ["3", "4", "20"])],
    ["entity:patient", isOne(entities("1"), ["1"]) && isOfPatient(entities("1")[0]?.what)],
  ];
  return checks.filter(([, isMet]) => !isMet).map(([element]) => element);
}

/** There is one such agent, with who it was and where in the network. */
function isPeer({ agent }: AuditEvent, code: string): boolean {
  const [peer, another] = agent.filter(({ type }) => has(type, SYSTEMS.dicom, [code]));
  return peer?.network !== undefined && peer.who !== undefined && another === undefined;
}

/** At most one agent is the user; it asked, and is no place in a network. */
function areUsers({ agent }: AuditEvent, codes: readonly string[]): boolean {
  const users = agent.filter(({ type }) => has(type, SYSTEMS.participation, codes));
  return users.length <= 1 && users.every(({ requestor, network, who }) => requestor && !network && who !== undefined);
}

function isOne(entities: AuditEvent["entity"], roles: readonly string[]): boolean {
  const [entity, another] = entities;
  if (entity?.what === undefined || another !== undefined) return false;
  return entity.role?.system === SYSTEMS.entityRole && roles.includes(entity.role.code);
}

function isOfPatient(what: Reference | undefined): boolean {
  return what?.type === "Patient" || (what?.reference?.startsWith("Patient/") ?? false);
}

function has({ coding = [] }: CodeableConcept, system: string, codes: readonly string[]): boolean {
  return coding.some((one) => one.system === system && codes.includes(one.code));
}

function is(coding: Coding, system: string, code: string): boolean {
  return coding.system === system && coding.code === code;
}
