import { describeUnlessLacking } from "../lacking.ts";
import { anvil } from "./anvil.ts";
import { hardhatNode } from "./hardhatNode.ts";
import type { NodeKind } from "./node.ts";

/** The implementations that every journey runs on. */
export const nodes: readonly NodeKind[] = [hardhatNode, anvil];

/** Like `describe`, once for each node. Where a node is not there its tests are skipped, with a word on how to get it; in CI they fail. */
export function describeOnEachNode(title: string, tests: (kind: NodeKind) => void): void {
  for (const kind of nodes) {
    describeUnlessLacking(kind.findLack(), `${title}, on ${kind.name}`, () => tests(kind));
  }
}
