import { recoverMessageAddress } from "viem";
import { buildHistory } from "../replay/history.ts";
import { describeFindings, type Findings, type Trust, verifyBundle } from "../verify/index.ts";
import { canonicalJson, digestOf } from "./canonical.ts";
import { type Evidence, type EvidenceContent, sealMessage } from "./evidence.ts";
import { fits } from "./fits.ts";
import { eventOf, standingOf } from "./standing.ts";

/** What can be wrong with an evidence beside its proof. */
export const EVIDENCE_CODES = [
  "SealBroken",
  "OtherSeal",
  "NotSigned",
  "OtherSigner",
  "OtherBlock",
  "OtherRegistry",
  "OtherRecords",
  "AnswersWrong",
  "StandingWrong",
] as const;

export type EvidenceProblem = { readonly code: (typeof EVIDENCE_CODES)[number]; readonly words: string };

/** What the auditor knows from elsewhere; the digest and the signer too, where they were written down. */
export type EvidenceTrust = Trust & { readonly digest?: string | undefined; readonly signer?: string | undefined };

export type EvidenceFindings = {
  readonly holds: boolean;
  /** What the proof proves. */
  readonly proof: Findings;
  readonly problems: readonly EvidenceProblem[];
};

/**
 * Checks an evidence: its seal, its proof, and that the answers are those of the proof that fit the question. Reads nothing else.
 *
 * @throws {InvalidTrustError} when the trust is not written as it should be
 */
export async function checkEvidence(evidence: Evidence, trust: EvidenceTrust): Promise<EvidenceFindings> {
  const { seal, ...content } = evidence;
  const { digest: pinned, signer, ...proofTrust } = trust;
  const proof = verifyBundle(content.proof, proofTrust);
  const problems: EvidenceProblem[] = [];
  const find = (code: EvidenceProblem["code"], words: string) => problems.push({ code, words });

  const digest = digestOf(content);
  if (digest !== seal.digest) find("SealBroken", "the evidence was changed after it was sealed");
  if (pinned !== undefined && pinned.toLowerCase() !== digest) {
    find("OtherSeal", `its digest is ${digest}, not the one that was written down`);
  }
  const signedBy = await findSigner(evidence);
  if (seal.signature !== null && signedBy !== seal.signer)
    find("OtherSigner", "its signature is not that of its signer");
  if (signer !== undefined && signedBy === undefined) find("NotSigned", "nobody signed it");
  else if (signer !== undefined && signer.toLowerCase() !== signedBy) find("OtherSigner", "another account signed it");
  checkFrame(content, proof, find);
  checkAnswers(content, find);
  return { holds: proof.holds && problems.length === 0, proof, problems };
}

/** Says in words what an evidence proves and what not, one sentence a line. */
export function describeEvidence(
  { holds, proof, problems }: EvidenceFindings,
  { seal, answers, directory, differences, question }: Evidence,
): readonly string[] {
  const [first = "", ...lines] = describeFindings(proof);
  return [
    holds ? "This evidence holds." : "This evidence does not hold.",
    ...problems.map(({ code, words }) => `WRONG (${code}): ${words}.`),
    ...(proof.holds ? [] : [first]),
    ...lines,
    `Answers: ${answers.length} of ${proof.rows.length} rows, ${problems.some(({ code }) => code === "AnswersWrong") ? "not those" : "exactly those"} that fit the question.`,
    ...(proof.records.length < question.records.length
      ? ["Completeness is not claimed for every record asked about."]
      : []),
    `Stated, not proven: ${directory.length} statements of the directory, each with its place on the chain, and what the replay found.`,
    ...differences.map((words) => `The replay found: ${words}`),
    `Sealed: sha256 ${seal.digest}${seal.signer === null ? "" : `, signed by ${seal.signer}`}.`,
  ];
}

type Find = (code: EvidenceProblem["code"], words: string) => void;

function checkFrame(
  { chainId, registry, block, question, proof }: EvidenceContent,
  findings: Findings,
  find: Find,
): void {
  if (chainId !== proof.chainId || registry !== proof.registry)
    find("OtherRegistry", "its proof is of another registry");
  const { upTo } = findings;
  if (upTo !== undefined && canonicalJson(upTo) !== canonicalJson(block)) {
    find("OtherBlock", "the block it names is not the one of its proof");
  }
  // Without counts an evidence claims no completeness, which is said.
  const proven = proof.records.map(({ record }) => record);
  if (proven.length > 0 && canonicalJson(proven) !== canonicalJson(question.records)) {
    find("OtherRecords", "its proof is of other records than were asked about");
  }
}

function checkAnswers({ question, answers, directory, proof }: EvidenceContent, find: Find): void {
  const fitting = proof.rows.flatMap((row, index) => (fits(row, question) ? [index] : []));
  if (canonicalJson(fitting) !== canonicalJson(answers.map(({ row }) => row))) {
    find("AnswersWrong", "its answers are not those of the proof that fit the question");
  }
  const history = buildHistory();
  for (const statement of directory) history.tell(eventOf(statement));
  const wrong = answers.filter(({ row: index, accessor }) => {
    const row = proof.rows[index];
    return (
      row === undefined ||
      canonicalJson(standingOf(row.accessor, history.asOf(row.time), row.time)) !== canonicalJson(accessor)
    );
  });
  if (wrong.length > 0) {
    find(
      "StandingWrong",
      `of ${wrong.length} answers the accessor's standing is not what the directory's statements say`,
    );
  }
}

async function findSigner({ seal }: Evidence): Promise<string | undefined> {
  if (seal.signature === null) return undefined;
  try {
    const { signature, digest } = seal;
    return (await recoverMessageAddress({ message: sealMessage(digest), signature })).toLowerCase();
  } catch {
    return undefined; // no signature at all: nobody's
  }
}
