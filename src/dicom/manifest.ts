import { FiducialError } from "../errors.ts";
import type { DigestedInstance, InstanceEntry } from "./digests.ts";
import type { Uid } from "./uid.ts";

/** A series and its instances, these in the code unit order of their UIDs. */
export type SeriesEntry = {
  readonly seriesUid: Uid;
  /** That of the first instance which has one. */
  readonly modality: string | null;
  readonly instances: readonly InstanceEntry[];
};

/** What was found of a study, series in the code unit order of their UIDs. Plain JSON: it can be stored and read back as it is. */
export type StudyManifest = {
  readonly studyUid: Uid;
  readonly series: readonly SeriesEntry[];
};

/** Thrown when the instances belong to more than one study. */
export class SeveralStudiesError extends FiducialError {
  readonly code = "SeveralStudies";
}

/** Thrown when two files carry one SOP Instance UID and differ. */
export class DuplicateInstanceError extends FiducialError {
  readonly code = "DuplicateInstance";
}

/** Thrown when there is no instance at all. */
export class EmptyStudyError extends FiducialError {
  readonly code = "EmptyStudy";
}

/**
 * Builds the manifest of a study. The order of `instances` does not matter, and the same instance twice counts once.
 *
 * @throws {EmptyStudyError} when there are none. @throws {SeveralStudiesError} when they are of more than one study.
 * @throws {DuplicateInstanceError} when one SOP Instance UID comes with different digests.
 */
export function buildManifest(instances: readonly DigestedInstance[]): StudyManifest {
  const [first] = instances;
  if (first === undefined)
    throw new EmptyStudyError("There is no DICOM instance here. Name a folder with the files of one study.");

  const bySeries = new Map<Uid, DigestedInstance[]>();
  for (const instance of withoutRepeats(instances)) {
    if (instance.studyUid !== first.studyUid) {
      throw new SeveralStudiesError("The files belong to more than one study. Register each study by itself.");
    }
    bySeries.set(instance.seriesUid, [...(bySeries.get(instance.seriesUid) ?? []), instance]);
  }
  const series = [...bySeries].map(([seriesUid, members]) => buildSeries(seriesUid, members));
  return { studyUid: first.studyUid, series: series.sort((a, b) => compareUids(a.seriesUid, b.seriesUid)) };
}

function buildSeries(seriesUid: Uid, members: readonly DigestedInstance[]): SeriesEntry {
  const sorted = [...members].sort((a, b) => compareUids(a.sopInstanceUid, b.sopInstanceUid));
  return {
    seriesUid,
    modality: sorted.find((member) => member.modality !== null)?.modality ?? null,
    instances: sorted.map(({ sopInstanceUid, sopClassUid, frames, dataset, pixels, meta }) => ({
      ...{ sopInstanceUid, sopClassUid, frames, dataset, pixels, meta },
    })),
  };
}

function withoutRepeats(instances: readonly DigestedInstance[]): Iterable<DigestedInstance> {
  const byUid = new Map<Uid, DigestedInstance>();
  for (const instance of instances) {
    const known = byUid.get(instance.sopInstanceUid);
    if (known !== undefined && !isSame(known, instance)) {
      throw new DuplicateInstanceError(
        "Two files carry the same SOP Instance UID and differ. Remove the one that does not belong.",
      );
    }
    byUid.set(instance.sopInstanceUid, instance);
  }
  return byUid.values();
}

function isSame(one: DigestedInstance, other: DigestedInstance): boolean {
  return (
    one.dataset === other.dataset &&
    one.meta === other.meta &&
    JSON.stringify(one.pixels) === JSON.stringify(other.pixels)
  );
}

/** Compares by code units, so that the order is the same in every locale. */
function compareUids(a: Uid, b: Uid): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
