import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { FiducialError } from "../errors.ts";
import type { InstanceEntry } from "./digests.ts";
import type { SeriesEntry, StudyManifest } from "./manifest.ts";
import type { Hex } from "./sha256.ts";
import type { Uid } from "./uid.ts";

/** Hides a UID in 32 bytes under the caller's key, so that a root tells nothing to who has no key. The same UID must give the same bytes. */
export type Commit = (uid: Uid) => Hex;

/** The roots of a study and of its series, the latter in the manifest's order. */
export type StudyDigests = {
  readonly study: Hex;
  readonly series: readonly { readonly uid: Uid; readonly root: Hex }[];
};

/** Shows that one instance is in a study, to who knows the study's root. Holds commitments, no UID. */
export type InstanceProof = {
  /** Commitment, dataset, pixels or zero, meta. */
  readonly instance: readonly [Hex, Hex, Hex, Hex];
  readonly instancePath: readonly Hex[];
  /** Commitment and root of the series. */
  readonly series: readonly [Hex, Hex];
  readonly seriesPath: readonly Hex[];
};

/** Thrown when the manifest does not list the instance asked for. */
export class UnknownInstanceError extends FiducialError {
  readonly code = "UnknownInstance";
}

const ZERO: Hex = `0x${"00".repeat(32)}`;
const INSTANCE_TYPES = ["bytes32", "bytes32", "bytes32", "bytes32"];
const SERIES_TYPES = ["bytes32", "bytes32"];

/**
 * Computes the Merkle roots of a study.
 *
 * A series' tree has a leaf (commitment of SOP Instance UID, dataset, pixels, meta) per instance, pixels being zero where there is no such
 * digest. The study's tree has a leaf (commitment of Series Instance UID, root of the series) per series. Both are OpenZeppelin standard
 * trees: leaves are hashed twice and sorted, so order does not matter.
 */
export function computeDigests(manifest: StudyManifest, commit: Commit): StudyDigests {
  const roots = manifest.series.map((series) => ({
    uid: series.seriesUid,
    root: seriesTree(series, commit).root as Hex,
  }));
  return { study: studyTree(roots, commit).root as Hex, series: roots };
}

/**
 * Proves that an instance is in the study.
 *
 * @throws {UnknownInstanceError} when the manifest does not list it.
 */
export function proveInstance(manifest: StudyManifest, commit: Commit, uid: Uid): InstanceProof {
  for (const series of manifest.series) {
    const entry = series.instances.find((candidate) => candidate.sopInstanceUid === uid);
    if (entry === undefined) continue;
    const tree = seriesTree(series, commit);
    const leaf = instanceLeaf(entry, commit);
    const seriesLeaf: [Hex, Hex] = [commit(series.seriesUid), tree.root as Hex];
    const study = studyTree(computeDigests(manifest, commit).series, commit);
    return {
      instance: leaf,
      instancePath: tree.getProof(leaf) as Hex[],
      series: seriesLeaf,
      seriesPath: study.getProof(seriesLeaf) as Hex[],
    };
  }
  throw new UnknownInstanceError("The manifest of this study does not list the instance.");
}

/** Verifies a proof against the root of a study. A proof that is no 32-byte hexadecimal throughout is false, not an error. */
export function verifyInstance(study: Hex, proof: InstanceProof): boolean {
  const { instance, instancePath, series, seriesPath } = proof;
  if (![study, ...instance, ...instancePath, ...series, ...seriesPath].every((hex) => /^0x[0-9a-f]{64}$/.test(hex)))
    return false;
  return (
    StandardMerkleTree.verify(series[1], INSTANCE_TYPES, [...instance], [...instancePath]) &&
    StandardMerkleTree.verify(study, SERIES_TYPES, [...series], [...seriesPath])
  );
}

function seriesTree(series: SeriesEntry, commit: Commit): StandardMerkleTree<[Hex, Hex, Hex, Hex]> {
  return StandardMerkleTree.of(
    series.instances.map((entry) => instanceLeaf(entry, commit)),
    INSTANCE_TYPES,
  );
}

function studyTree(roots: StudyDigests["series"], commit: Commit): StandardMerkleTree<[Hex, Hex]> {
  return StandardMerkleTree.of(
    roots.map(({ uid, root }): [Hex, Hex] => [commit(uid), root]),
    SERIES_TYPES,
  );
}

function instanceLeaf(entry: InstanceEntry, commit: Commit): [Hex, Hex, Hex, Hex] {
  const pixels = entry.pixels?.status === "decoded" ? entry.pixels.digest : ZERO;
  return [commit(entry.sopInstanceUid), entry.dataset, pixels, entry.meta];
}
