import type { Hex } from "viem";
import { type KindCode, kindNumber } from "../../../consent/kinds.ts";
import { RELATIONS, type Relation } from "../../../consent/relations.ts";
import { STATUSES, type Status } from "../../../consent/statuses.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** A new record, as a registrar states it. */
export type Registration = {
  /** A commitment keyed with a secret of the record. */
  readonly record: Hex;
  readonly patient: number;
  readonly kind: KindCode;
  /** How far it has come; "final" where it is left out, as of an imaging study that is there to be read. */
  readonly status?: "registered" | "partial" | "preliminary" | "final" | undefined;
  /** Commits to the content; not zero. */
  readonly digest: Hex;
};

/** A new head revision: another content, another status, or both. */
export type AmendParameters = {
  readonly record: Hex;
  /** Commits to the content; the digest the record has where only its status is new. */
  readonly digest: Hex;
  /** What may follow the status that the record has. */
  readonly status: Status;
};

/** How a record relates to an older one. */
export type RelateParameters = { readonly record: Hex; readonly relation: Relation; readonly target: Hex };

/** Builds the call of `register`. */
export function buildRegisterCall(parameters: CallParameters & Registration): RegistryCall {
  return buildCall(parameters.registry, "register", [numbered(parameters)]);
}

/** Builds the call of `registerMany`. */
export function buildRegisterManyCall(
  parameters: CallParameters & { readonly registrations: readonly Registration[] },
): RegistryCall {
  return buildCall(parameters.registry, "registerMany", [parameters.registrations.map(numbered)]);
}

/** Builds the call of `amend`. */
export function buildAmendCall({ registry, record, digest, status }: CallParameters & AmendParameters): RegistryCall {
  return buildCall(registry, "amend", [record, digest, STATUSES.indexOf(status)]);
}

/** Builds the call of `relate`. */
export function buildRelateCall(parameters: CallParameters & RelateParameters): RegistryCall {
  const { registry, record, relation, target } = parameters;
  return buildCall(registry, "relate", [record, RELATIONS.indexOf(relation), target]);
}

function numbered({ record, patient, kind, status = "final", digest }: Registration) {
  return { record, patient, kind: kindNumber(kind), status: STATUSES.indexOf(status), digest };
}
