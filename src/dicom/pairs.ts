import type { InstanceEntry } from "./digests.ts";
import type { StudyManifest } from "./manifest.ts";
import type { Hex } from "./sha256.ts";
import type { Uid } from "./uid.ts";

/** An instance and the series it stands in. */
export type Located = { readonly seriesUid: Uid; readonly entry: InstanceEntry };

/** A registered instance and the one found for it, if any; or a found instance that is not registered. */
export type Pair =
  | { readonly registered: Located; readonly found: Located | null }
  | { readonly registered: null; readonly found: Located };

/**
 * Pairs registered with found instances: by SOP Instance UID, and what is left by pixel digest, since some archives give new UIDs. Of several
 * with the same pixels, one is as good as another; they are paired in the manifests' order.
 *
 * @returns The registered instances in the manifest's order, then the found ones that have no counterpart.
 */
export function pairInstances(registered: StudyManifest, found: StudyManifest): readonly Pair[] {
  const expected = locate(registered);
  const actual = locate(found);
  const byUid = new Map(actual.map((place) => [place.entry.sopInstanceUid, place]));
  const named = new Set(expected.map(({ entry }) => entry.sopInstanceUid));

  const renamed = new Map<Hex, Located[]>();
  for (const place of actual) {
    const pixels = pixelsOf(place.entry);
    if (pixels === null || named.has(place.entry.sopInstanceUid)) continue;
    renamed.set(pixels, [...(renamed.get(pixels) ?? []), place]);
  }
  const used = new Set<Located>();
  const pairs = expected.map((place): Pair => {
    const pixels = pixelsOf(place.entry);
    const match = byUid.get(place.entry.sopInstanceUid) ?? (pixels === null ? undefined : renamed.get(pixels)?.shift());
    if (match !== undefined) used.add(match);
    return { registered: place, found: match ?? null };
  });
  const added = actual.filter((place) => !used.has(place));
  return [...pairs, ...added.map((place): Pair => ({ registered: null, found: place }))];
}

/** The pixel digest of an instance; `null` when it has none. */
export function pixelsOf(entry: InstanceEntry): Hex | null {
  return entry.pixels?.status === "decoded" ? entry.pixels.digest : null;
}

function locate(manifest: StudyManifest): readonly Located[] {
  return manifest.series.flatMap(({ seriesUid, instances }) => instances.map((entry) => ({ seriesUid, entry })));
}
