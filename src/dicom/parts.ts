import type { StudyManifest } from "./manifest.ts";
import type { Uid } from "./uid.ts";

/** A study, a series or an instance, and what it stands in. */
export type Part = {
  readonly level: "study" | "series" | "instance";
  readonly uid: Uid;
  /** `null` for the study. */
  readonly parent: Uid | null;
  /** How many frames an instance has, numbered from 1; 0 for an instance without pixels and for the levels above. */
  readonly frames: number;
};

/** Lists the study, its series and their instances, each after what it stands in. Frames are counted, not listed: a number names them. */
export function listParts(manifest: StudyManifest): readonly Part[] {
  return [
    { level: "study", uid: manifest.studyUid, parent: null, frames: 0 },
    ...manifest.series.flatMap(({ seriesUid, instances }): Part[] => [
      { level: "series", uid: seriesUid, parent: manifest.studyUid, frames: 0 },
      ...instances.map(
        ({ sopInstanceUid, frames }): Part => ({ level: "instance", uid: sopInstanceUid, parent: seriesUid, frames }),
      ),
    ]),
  ];
}
