import type { Access } from "../../indexer/queries/access.ts";
import type { AuditContext } from "./auditEvent.ts";
import { accountReference } from "./identifiers.ts";
import type { AuditAgent, CodeableConcept } from "./resources.ts";
import { basisUri, codePurpose, concept, SYSTEMS } from "./systems.ts";

const SOURCE = concept(SYSTEMS.dicom, "110153", "Source Role ID");
const DESTINATION = concept(SYSTEMS.dicom, "110152", "Destination Role ID");

/**
 * Lists who took part in an access: the accessor, the organization that spoke for it, the gateway that served, and the accessor's software where its
 * address is known.
 *
 * Data flows from the server to the client when it is read, and the other way when it is written: the DICOM roles follow the data.
 */
export function buildAgents(access: Access, context: AuditContext): readonly AuditAgent[] {
  const { registry, findActor = () => undefined, network = {} } = context;
  const { accessor, organization, gateway } = access;
  const isWritten = isWrite(access.action);
  const [server, client] = isWritten ? [DESTINATION, SOURCE] : [SOURCE, DESTINATION];
  const known = findActor(accessor);
  const roles = known?.roles ?? [];
  const agents: AuditAgent[] = [
    {
      type: isWritten
        ? concept(SYSTEMS.participation, "AUT", "author (originator)")
        : concept(SYSTEMS.participation, "IRCP", "information recipient"),
      ...(roles.length > 0 && { role: roles.map((role): CodeableConcept => concept(SYSTEMS.role, role)) }),
      // The accessor acts for the patient; whether as the patient or as a proxy is said by the patient's own history.
      who: accountReference(registry, accessor, known),
      ...(known?.name !== undefined && { name: known.name }),
      requestor: true,
      policy: [basisUri(access.basis)],
      purposeOfUse: [codePurpose(access.purpose)],
    },
  ];
  if (organization !== undefined) {
    agents.push({
      type: concept(SYSTEMS.roleClass, "PROV", "healthcare provider"),
      who: accountReference(registry, organization, { ...findActor(organization), kind: "organization" }),
      requestor: false,
    });
  }
  if (gateway === undefined) return agents;
  agents.push({
    type: server,
    who: accountReference(registry, gateway, { ...findActor(gateway), kind: "device" }),
    requestor: false,
    ...(network.server !== undefined && { network: { address: network.server, type: "5" } }),
  });
  if (network.client !== undefined) {
    agents.push({
      type: client,
      who: { type: "Device", display: network.client },
      requestor: false,
      network: { address: network.client, type: /^[\d.]+$|:/.test(network.client) ? "2" : "1" },
    });
  }
  return agents;
}

/** Says whether an action, by its number, writes: creates or updates. */
export function isWrite(action: number): boolean {
  return action === 2 || action === 3;
}
