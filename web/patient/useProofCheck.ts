import { useState } from "react";
import { ApiProblem } from "../api/client.ts";
import { problemOfWallet } from "../wallet/walletProblem.ts";
import { type Checked, checkProof, type ProofTerms, type Step, type Trusted } from "./checkProof.ts";

/** Where a check stands. `problem` is the end of a message's id, or what the API refused. */
export type Check =
  | { readonly state: "none" }
  | { readonly state: "running"; readonly step: Step }
  | { readonly state: "done"; readonly checked: Checked }
  | { readonly state: "failed"; readonly problem: string | ApiProblem };

/** Checks proofs, one at a time. */
export function useProofCheck(): {
  readonly check: Check;
  readonly run: (readProof: () => Promise<string>, terms: ProofTerms, trusted: Trusted) => Promise<void>;
} {
  const [check, setCheck] = useState<Check>({ state: "none" });

  async function run(readProof: () => Promise<string>, terms: ProofTerms, trusted: Trusted): Promise<void> {
    setCheck({ state: "running", step: { name: "fetching", done: 0, of: 1 } });
    try {
      const text = await readProof();
      const checked = await checkProof(text, terms, trusted, (step) => setCheck({ state: "running", step }));
      setCheck({ state: "done", checked });
    } catch (error) {
      setCheck({ state: "failed", problem: error instanceof ApiProblem ? error : nameProblem(error) });
    }
  }

  return { check, run };
}

function nameProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const known = ["BlockUnknown", "InvalidBundle", "InvalidTrust"].find((name) => name === code);
  return known ?? `wallet-${problemOfWallet(error)}`;
}
