import type { Basis } from "../../../src/consent/bases.ts";
import { ALL_KINDS } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import type { Restriction } from "../../../src/consent/restrictions.ts";
import type { ConsentState, Patient, Permit } from "../../../src/consent/state.ts";
import { parseUid } from "../../../src/dicom/index.ts";
import type { Head } from "../../../src/gateway/leave/head.ts";
import { buildLeave } from "../../../src/gateway/leave/leave.ts";
import type { Question, Statement } from "../../../src/gateway/leave/question.ts";
import { hospital, radiologist, study } from "../../consent/anyState.ts";
import { buildState } from "../../consent/mapState.ts";

export const noon = 1_772_366_400;
export const hashOf = (number: number) => `0x${number.toString(16).padStart(64, "0")}` as const;
export const blockAt = (number: number, time = noon): Head => ({
  number,
  hash: hashOf(number),
  time,
  heardAt: noon,
  lagSeconds: 0,
});

export const permit: Permit = {
  ...{ from: 0, until: noon + 100, version: 3, replaced: false },
  ...{ purposes: coverPurposes(["TREAT"]), kinds: ALL_KINDS },
};

export function stateOf(terms: Permit | undefined, roles = 0): ConsentState {
  const actor = { organization: hospital, roles, from: 0, until: 2 * noon };
  return buildState({
    actors: [
      [hospital, { ...actor, kind: "organization" }],
      [radiologist, { ...actor, kind: "practitioner" }],
    ],
    ...{ memberships: [], policies: [], patients: [], proxies: [], incapacities: [] },
    records: [[study, { custodian: hospital, patient: 1, kind: 0 }]],
    permits: terms === undefined ? [] : [[1, study, radiologist, terms]],
  });
}

/** The radiologist is the patient, with a key of their own. */
export function ofPatient(): ConsentState {
  const patient: Patient = {
    ...{ controller: radiologist, since: 0, epoch: 0, replaced: false, hold: "self" },
    ...{ custodian: hospital, claimedAt: 0 },
  };
  return { ...stateOf(permit), findPatient: () => patient };
}

export const hiddenPart = hashOf(99);
export const hiddenSeries = parseUid("1.2.840.1.7");

export const question: Question = {
  ...{ session: hashOf(7), accessor: radiologist, record: study, patient: 1 },
  ...{ purpose: "TREAT", action: "read" },
};

/** Builds a desk in a world that a test turns as it likes. */
export function buildWorld() {
  const world = {
    ...{ head: blockAt(1) as Head | undefined, present: noon, reads: 0, most: 100 },
    ...{ latest: stateOf(permit), settled: undefined as ConsentState | undefined, inTime: true },
    ...{
      restrictionsOf: 0,
      restrictions: [] as Restriction[],
      asked: [] as Statement[],
      basis: "PERMIT" as Basis | Error,
    },
    whileAsked: () => undefined as unknown,
  };
  const desk = buildLeave({
    head: () => world.head,
    limits: { maxAgeSeconds: 60, maxSilenceSeconds: 10 },
    readStates: async () => {
      world.reads += 1;
      return world.inTime ? { latest: world.latest, settled: world.settled ?? world.latest } : undefined;
    },
    readLastState: async () => world.latest,
    restrictionsAt: async (time, patient) => {
      world.restrictionsOf = time;
      return patient === 1 ? world.restrictions : [];
    },
    findParts: async (record, parts) =>
      record === study && parts.includes(hiddenPart) ? [{ series: hiddenSeries }] : [],
    basisOf: async (statement) => {
      world.asked.push(statement);
      world.whileAsked();
      if (world.basis instanceof Error) throw world.basis;
      return world.basis;
    },
    now: () => world.present,
    most: world.most,
  });
  return { world, desk };
}
