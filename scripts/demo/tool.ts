import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { type Hex, sha256 } from "viem";
import { openIndex } from "../../src/cli/session.ts";
import { commitContent, commitSection, commitToolVersion } from "../../src/consent/commitments.ts";
import { touchedByTool } from "../../src/indexer/queries/touchedByTool.ts";
import { type Cast, NAMES } from "./cast.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

const VERSION = { manufacturer: "Acme", name: NAMES.tool, version: "2.1" } as const;
const FINDINGS = "No focal lesion. Ventricles of normal width.";
const MODEL = "the weights of the model";

/** Lets the radiologist write the findings of a study with a tool's help. */
export async function writeWithTool(stage: Stage, narrator: Narrator, cast: Cast, record: Hex): Promise<void> {
  narrator.act("Findings are written with the help of an AI tool");
  const { session } = stage;
  const { key } = await session.vault.getRecord(record);
  const digest = (await session.chain.recordOf({ record }))?.digest ?? record;
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  await cast.drAdams.contribute({
    ...{ record, section: commitSection(key, "findings"), digest: commitContent(key, bytes(FINDINGS)) },
    ...{ origin: "ai-assisted", tool: cast.tool.address, toolVersion: commitToolVersion(VERSION) },
    ...{ model: sha256(bytes(MODEL)), inputs: StandardMerkleTree.of([[digest]], ["bytes32"]).root as Hex },
  });
  narrator.say(
    `${NAMES.drAdams} writes the findings with ${NAMES.tool} ${VERSION.version}. On chain stand who wrote, with which version and model, and from which images.`,
  );
  narrator.say("The text itself does not: only whoever holds the record's key can check that it is this one.");
}

/** Who read what a version of a tool helped to write: what a recall asks. */
export type Recalled = { readonly records: number; readonly readers: readonly { name: string; accesses: number }[] };

/** Asks what a version of the tool touched, and who has read it since. */
export async function recallTool(stage: Stage, narrator: Narrator, { msLee }: Cast): Promise<Recalled> {
  narrator.act(`The manufacturer calls ${NAMES.tool} ${VERSION.version} back`);
  const database = await openIndex(stage.session);
  try {
    const { records } = await touchedByTool(database, { toolVersion: commitToolVersion(VERSION) }, { limit: 100 });
    const labels = await stage.session.vault.listLabels("actor");
    const names = new Map([
      [msLee.address.toLowerCase(), NAMES.msLee],
      ...labels.map(({ id, text }) => [id, text] as const),
    ]);
    const readers = records
      .flatMap((touched) => touched.readers)
      .map(({ accessor, accesses }) => ({ name: names.get(accessor) ?? accessor, accesses }))
      .sort((one, other) => other.accesses - one.accesses || one.name.localeCompare(other.name));
    const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
    narrator.say(
      `It helped to write ${records.length === 1 ? "one record" : `${records.length} records`}. Who has read that since: ${readers.map(({ name, accesses }) => `${name} ${times(accesses)}`).join(", ")}.`,
    );
    narrator.say("They can be told. One search finds them at every hospital, since a tool's version is no secret.");
    return { records: records.length, readers };
  } finally {
    await database.close();
  }
}
