import type { InstanceEntry } from "./digests.ts";
import type { StudyManifest } from "./manifest.ts";
import { type Located, type Pair, pairInstances, pixelsOf } from "./pairs.ts";
import type { Uid } from "./uid.ts";
import { describeUndecodable } from "./undecodable.ts";

/**
 * What a found instance is to the registered one. The two about content are for objects without pixels. None says "tampered": an archive that
 * compresses anew changes the pixels too.
 */
export type Verdict =
  | "same"
  | "same image, header changed"
  | "not the registered image"
  | "same content, stored differently"
  | "not the registered content"
  | "undecoded"
  | "missing"
  | "added";

/** Which digests match. `pixels` is null where a side has none. */
export type Matches = { readonly dataset: boolean; readonly pixels: boolean | null; readonly meta: boolean };

/** One instance, compared. */
export type InstanceComparison = {
  /** As registered; of an added instance as found. */
  readonly sopInstanceUid: Uid;
  readonly seriesUid: Uid;
  /** The UID it was found under; `null` when it is missing. */
  readonly foundAs: Uid | null;
  readonly verdict: Verdict;
  /** `null` when the instance is missing or added. */
  readonly matches: Matches | null;
  /** A sentence or two that say which digests match and what follows. They hold no UID. */
  readonly words: string;
};

/** A study, compared. */
export type ManifestComparison = {
  /** Registered instances in the manifest's order, then the added ones. */
  readonly instances: readonly InstanceComparison[];
  /** How many instances have each verdict; only verdicts that occur. */
  readonly counts: Readonly<Partial<Record<Verdict, number>>>;
  /** Whether every registered instance is here unchanged, and nothing else. */
  readonly same: boolean;
  /** The counts in a sentence. */
  readonly words: string;
};

/** Compares what was registered of a study with what was found. */
export function compareManifests(registered: StudyManifest, found: StudyManifest): ManifestComparison {
  const instances = pairInstances(registered, found).map(comparePair);
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of instances) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const total = instances.filter(({ verdict }) => verdict !== "added").length;
  const parts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  return {
    instances,
    counts,
    same: instances.every(({ verdict }) => verdict === "same"),
    words: `${total} registered: ${parts.join("; ")}.`,
  };
}

function comparePair({ registered, found }: Pair): InstanceComparison {
  if (registered === null) {
    const words = "This instance is not among the registered ones.";
    return { ...nameOf(found), foundAs: found.entry.sopInstanceUid, verdict: "added", matches: null, words };
  }
  if (found === null) {
    const words = "This registered instance was not found.";
    return { ...nameOf(registered), foundAs: null, verdict: "missing", matches: null, words };
  }
  return compareInstance(registered, found);
}

function nameOf({ seriesUid, entry }: Located): { readonly sopInstanceUid: Uid; readonly seriesUid: Uid } {
  return { sopInstanceUid: entry.sopInstanceUid, seriesUid };
}

function compareInstance(registered: Located, found: Located): InstanceComparison {
  const expected = registered.entry;
  const actual = found.entry;
  const pixels = pixelsOf(expected);
  const foundPixels = pixelsOf(actual);
  const matches = {
    dataset: expected.dataset === actual.dataset,
    pixels: pixels === null || foundPixels === null ? null : pixels === foundPixels,
    meta: expected.meta === actual.meta,
  };
  const verdict = judge(expected, actual, matches);
  const renamed =
    expected.sopInstanceUid === actual.sopInstanceUid ? "" : " It was found under another SOP Instance UID.";
  return {
    ...nameOf(registered),
    foundAs: actual.sopInstanceUid,
    verdict,
    matches,
    words: explain(verdict, matches, expected, actual) + renamed,
  };
}

type FoundVerdict = Exclude<Verdict, "missing" | "added">;

function judge(expected: InstanceEntry, actual: InstanceEntry, matches: Matches): FoundVerdict {
  if (matches.dataset) return "same"; // whatever decodes it: the bytes are those registered
  if (matches.pixels !== null) return matches.pixels ? "same image, header changed" : "not the registered image";
  if (expected.pixels === null && actual.pixels === null) {
    return matches.meta ? "same content, stored differently" : "not the registered content";
  }
  return expected.pixels === null || actual.pixels === null ? "not the registered image" : "undecoded";
}

function explain(verdict: FoundVerdict, matches: Matches, expected: InstanceEntry, actual: InstanceEntry): string {
  const attributes = `The standard attributes ${matches.meta ? "match" : "differ"}`;
  const rest = "only private elements, the transfer syntax or other details of storage differ";
  switch (verdict) {
    case "same":
      return "Every byte of the data set is as registered.";
    case "same image, header changed":
      return matches.meta
        ? `The pixels and the standard attributes match; ${rest}.`
        : "The pixels match; the standard attributes differ.";
    case "not the registered image":
      return `The pixels are not those registered; lossy compression does this too. ${attributes}.`;
    case "same content, stored differently":
      return `${attributes}; ${rest}. The object has no pixels.`;
    case "not the registered content":
      return `${attributes}. The object has no pixels.`;
    case "undecoded":
      return `Whether the pixels match cannot be told: ${whyUndecoded(expected, actual)}. ${attributes}.`;
  }
}

function whyUndecoded(expected: InstanceEntry, actual: InstanceEntry): string {
  if (actual.pixels?.status === "undecoded") return describeUndecodable(actual.pixels.reason);
  if (expected.pixels?.status === "undecoded") return `when registered, ${describeUndecodable(expected.pixels.reason)}`;
  return "there is no pixel digest";
}
