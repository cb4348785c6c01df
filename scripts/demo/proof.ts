import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hex } from "viem";
import { type Findings, parseBundle, type Trust, verifyBundle } from "../../src/audit/verify/index.ts";
import { shorten } from "../../src/cli/output.ts";
import { writeProof } from "../../src/cli/proof.ts";
import { openIndex } from "../../src/cli/session.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

/** What the checks of the proof came to. */
export type Proven = { readonly holds: boolean; readonly forgedHolds: boolean; readonly forgedNamed: number | null };

/** Writes a proof of every access of a record, and checks it as somebody does who has neither node nor index nor vault. */
export async function proveAccesses(stage: Stage, narrator: Narrator, record: Hex, folder: string): Promise<Proven> {
  narrator.act("The answer, for somebody who believes neither the hospital nor its index");
  const file = join(folder, "proof.json");
  const database = await openIndex(stage.session);
  const { block, accesses, bytes } = await writeProof(stage.session, database, record, file).finally(() =>
    database.close(),
  );
  narrator.say(
    `The hospital writes a proof of all ${accesses} accesses to a file of ${Math.ceil(bytes / 1024)} KiB. No name, UID or key is in it.`,
  );

  const { chainId, registry } = stage.chain;
  const trust: Trust = { chainId, registry, blocks: [block.hash], records: [record] };
  const text = await readFile(file, "utf8");
  const whole = verifyBundle(parseBundle(text), trust);
  narrator.say(
    `Checked offline, with nothing but the hash of block ${block.number} from a source of one's own (${shorten(block.hash)}): ${whole.holds ? "it holds, and no access is left out" : "it does NOT hold"}.`,
  );
  const forged = JSON.parse(text);
  forged.rows[3].accessor = stage.session.directory.nodeAccounts[3]?.toLowerCase();
  const found: Findings = verifyBundle(parseBundle(JSON.stringify(forged)), trust);
  const [problem] = found.problems;
  narrator.say(
    `Now somebody else is written into line 4. Checked again: ${found.holds ? "it holds" : "it does not hold"}.`,
  );
  narrator.show(`Line 4: ${problem?.words ?? "nothing is wrong"}`);
  return {
    holds: whole.holds,
    forgedHolds: found.holds,
    forgedNamed: problem && "index" in problem ? Number(problem.index) + 1 : null,
  };
}
