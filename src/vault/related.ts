import { type Hex, wholeRecord } from "../consent/commitments.ts";
import { UnknownPartError } from "./errors.ts";

/** What stands in a line with a part in its record's tree; the part itself is in neither list. */
export type RelatedParts = {
  /** The parts that contain it, from the nearest up to zero, the record itself. */
  readonly containing: readonly Hex[];
  /** The parts it contains, in the order of the tree given. */
  readonly contained: readonly Hex[];
};

/**
 * Finds the parts that contain `part` and the parts it contains.
 *
 * @param tree - Every part of a record with the part that holds it, which comes before it; zero is the record itself.
 * @param part - One of them, or zero.
 * @throws {UnknownPartError} when it is neither
 */
export function findRelatedParts(
  tree: readonly { readonly part: Hex; readonly parent: Hex }[],
  part: Hex,
): RelatedParts {
  const parents = new Map(tree.map((node) => [node.part, node.parent]));
  if (part !== wholeRecord && !parents.has(part)) throw new UnknownPartError(part);

  const containing: Hex[] = [];
  for (let above = parents.get(part); above !== undefined; above = parents.get(above)) containing.push(above);

  const inside = new Set<Hex>([part]);
  const contained: Hex[] = [];
  for (const node of tree) {
    if (!inside.has(node.parent)) continue;
    inside.add(node.part);
    contained.push(node.part);
  }
  return { containing, contained };
}
