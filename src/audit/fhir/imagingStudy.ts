import type { Status } from "../../consent/statuses.ts";
import type { StudyManifest } from "../../dicom/manifest.ts";
import type { RegisteredRecord } from "../../indexer/queries/records.ts";
import { patientReference, type RegistryPlace, recordId, registrySystem } from "./identifiers.ts";
import type { ImagingStudy } from "./resources.ts";
import { coding, SYSTEMS } from "./systems.ts";

export type ImagingStudyContext = {
  readonly registry: RegistryPlace;
  /** The status of the record's head; that of its registration when not given. */
  readonly status?: Status | undefined;
  /** What the vault knows of it, where the reader may know it. */
  readonly manifest?: StudyManifest | undefined;
};

const STATUS: Readonly<Record<Status, ImagingStudy["status"]>> = {
  registered: "registered",
  partial: "available",
  preliminary: "available",
  final: "available",
  amended: "available",
  corrected: "available",
  appended: "available",
  cancelled: "cancelled",
  "entered-in-error": "entered-in-error",
};

/**
 * Builds the ImagingStudy of a record: by its commitment alone, and with UIDs, series and modalities where the vault's manifest is given.
 *
 * @returns `undefined` for a record of another kind.
 */
export function findImagingStudy(record: RegisteredRecord, context: ImagingStudyContext): ImagingStudy | undefined {
  if (record.kind !== 0) return undefined;
  const { registry, status = record.status, manifest } = context;
  return {
    resourceType: "ImagingStudy",
    id: recordId(record.record),
    identifier: [
      { system: registrySystem(registry, "record"), value: record.record },
      ...(manifest === undefined ? [] : [{ system: SYSTEMS.dicomUid, value: `urn:oid:${manifest.studyUid}` }]),
    ],
    status: STATUS[status],
    ...(manifest !== undefined && describe(manifest)),
    subject: patientReference(registry, record.patient),
  };
}

function describe({ series }: StudyManifest) {
  const modalities = [...new Set(series.map(({ modality }) => modality ?? "OT"))];
  return {
    modality: modalities.map((modality) => coding(SYSTEMS.dicom, modality)),
    numberOfSeries: series.length,
    numberOfInstances: series.reduce((sum, { instances }) => sum + instances.length, 0),
    series: series.map(({ seriesUid, modality, instances }) => ({
      uid: seriesUid,
      modality: coding(SYSTEMS.dicom, modality ?? "OT"),
      numberOfInstances: instances.length,
    })),
  };
}
