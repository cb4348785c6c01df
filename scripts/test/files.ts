import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What takes longest, so that no process is left alone with one at the end: `npm test` tells which. */
export const LONGEST = [
  ...["web/journeys", "indexer/rollBack", "cli/gatewayStarts", "cli/journey", "cli/connect", "cli/gatewayJourney"],
  ...["gateway/server/tap", "cli/up", "simulation/simulation", "cli/audit", "api/fhirSearch", "cli/up/demo"],
  ...["cli/gatewayViewer", "cli/interrupted", "demo", "cli/api", "audit/tampering", "cli/gatewayReconcile"],
  ...["cli/postgres", "cli/badInput", "gateway/server/hostile", "cli/gatewayParts", "gateway/server/slowClients"],
  ...[
    "indexer/queries/whoAccessed",
    "gateway/anchor/kills",
    "cli/findings",
    "indexer/queries/content",
    "proofs/proofs",
  ],
].map((name) => `test/${name}.test.ts`);

/** Rooms whose tests read no compiled contract, and start no program that does. */
export const WITHOUT_CONTRACTS = /^test\/(?:dicom|simulation|sql|vault)\//;

/**
 * Lists the test files in the order in which they should begin.
 *
 * @param root - The project's folder.
 */
export function listTestFiles(root: string): readonly string[] {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name.replaceAll("\\", "/")}`)
    .sort();
  return [...LONGEST, ...files.filter((file) => !LONGEST.includes(file))];
}

/**
 * Hands files out to whoever asks next, until none is left. Those that need the contracts wait for `built`; the others can run while these are compiled.
 *
 * @returns takes the next file; nothing when none is left, or when nothing was built
 */
export function handOut(files: readonly string[], built: Promise<boolean>): () => Promise<string | undefined> {
  const waiting = [...files];
  let isBuilt: boolean | undefined;
  void built.then((is) => {
    isBuilt = is;
  });
  return async () => {
    if (isBuilt === undefined) {
      const at = waiting.findIndex((file) => WITHOUT_CONTRACTS.test(file));
      if (at !== -1) return waiting.splice(at, 1)[0];
    }
    return (await built) ? waiting.shift() : undefined;
  };
}
