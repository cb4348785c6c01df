import type { Hex } from "viem";
import type { PlacedEvent, Replayed } from "../replay/index.ts";
import { describeReplay } from "../replay/index.ts";
import type { Bundle, BundleRow } from "../verify/index.ts";
import { digestOf } from "./canonical.ts";
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  type Evidence,
  type EvidenceAnswer,
  type EvidenceContent,
  type EvidenceNames,
  type EvidenceQuestion,
} from "./evidence.ts";
import { fits } from "./fits.ts";
import { listStatements, standingOf } from "./standing.ts";
import { HOW_TO_CHECK, SCHEMA } from "./words.ts";

/** What an evidence is made of. */
export type Told = {
  readonly question: EvidenceQuestion;
  /** The block of the proof. */
  readonly block: EvidenceContent["block"];
  /** Proves every access of the records asked about. */
  readonly proof: Bundle;
  /** All events up to the block, and what a replay of them came to. */
  readonly events: readonly PlacedEvent[];
  readonly replayed: Replayed;
  readonly names: EvidenceNames | null;
};

/** Puts an evidence together. For one question at one block there is one, whoever makes it; names aside. */
export function buildEvidence({ question, block, proof, events, replayed, names }: Told): EvidenceContent {
  const judged = new Map(replayed.accesses.map((one) => [`${one.access.record} ${one.access.number}`, one]));
  const accounts = new Set(
    proof.rows.flatMap(({ accessor, gateway }) => (gateway === null ? [accessor] : [accessor, gateway])),
  );
  const wrong = replayed.findings.filter(
    ({ position: { record } }) => record === undefined || question.records.includes(record),
  );
  const answer = (row: BundleRow, index: number): EvidenceAnswer[] => {
    const found = judged.get(`${row.record} ${row.number}`);
    if (!fits(row, question) || found === undefined) return [];
    const { basis, version } = found.judged;
    return [
      {
        row: index,
        accessor: standingOf(row.accessor, replayed.asOf(row.time), row.time),
        replayed: { basis, permitVersion: version, reason: found.reason ?? null },
      },
    ];
  };
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    howToCheck: HOW_TO_CHECK,
    schema: SCHEMA,
    ...{ chainId: proof.chainId, registry: proof.registry, block, question },
    answers: proof.rows.flatMap(answer),
    directory: listStatements(events, accounts),
    differences: wrong.length === 0 ? [] : describeReplay(wrong),
    ...{ names, proof },
  };
}

/** Seals an evidence, as it is or with a signature. */
export async function sealEvidence(
  content: EvidenceContent,
  sign?: (digest: Hex) => Promise<{ readonly signer: Hex; readonly signature: Hex }>,
): Promise<Evidence> {
  const digest = digestOf(content);
  const signed = sign === undefined ? { signer: null, signature: null } : await sign(digest);
  return { ...content, seal: { algorithm: "sha256", digest, ...signed } };
}

/** Writes an evidence as the text that `parseEvidence` reads. */
export function renderEvidence(evidence: Evidence): string {
  return `${JSON.stringify(evidence, undefined, 1)}\n`;
}
