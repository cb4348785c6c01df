/** The thread in which one evidence is made for the API, out of every event of the chain: `openEvidence` starts it. */
import { parentPort, workerData } from "node:worker_threads";
import type { Hex } from "viem";
import { renderEvidence } from "../../audit/evidence/index.ts";
import { FiducialError } from "../../errors.ts";
import { makeEvidence } from "../audit/writeEvidence.ts";
import type { Settings } from "../home.ts";

/** Of which record, up to which block. */
export type EvidenceTask = { readonly settings: Settings; readonly record: Hex; readonly block: number };

/** The evidence as a file, or the code of what went wrong. */
export type EvidenceReply = { readonly text: string } | { readonly failed: string };

const { settings, record, block } = workerData as EvidenceTask;
const wish = {
  ...{ records: [record], filter: { accessor: null, since: null, until: null, purposes: null }, at: block },
  ...{ trusted: [], genuineOnly: false, sign: undefined, readNames: undefined },
};
const reply = await makeEvidence(settings, { progress: () => undefined }, wish).then(
  (evidence): EvidenceReply => ({ text: renderEvidence(evidence) }),
  (error: unknown): EvidenceReply => ({ failed: error instanceof FiducialError ? error.code : "Unforeseen" }),
);
parentPort?.postMessage(reply);
