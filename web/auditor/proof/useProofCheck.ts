import { useState } from "react";
import { toHex } from "viem";
import type { Bundle, Findings } from "../../../src/audit/verify/index.ts";
import { askText } from "../../api/client.ts";
import type { Query } from "../../api/query.ts";
import { useRegistry } from "../../api/registry.ts";
import { BlockUnknownError, listBlocksToTrust } from "../../patient/checkProof.ts";
import { useWallet } from "../../wallet/useWallet.ts";

/** What a check came to, and on whose word: the hashes by block, as the reader's node or the reader gave them. */
export type Checked = {
  readonly bundle: Bundle;
  readonly findings: Findings;
  readonly hashes: ReadonlyMap<number, string>;
  /** What the wallet calls itself; `undefined` where the reader typed the hashes. */
  readonly source: string | undefined;
};

export type ProofState =
  | { readonly state: "idle" }
  | { readonly state: "asking"; readonly what: "proof" | "hashes" }
  /** There is no wallet to ask: the reader has to say the hashes of these blocks. */
  | { readonly state: "needs hashes"; readonly blocks: readonly number[]; readonly bundle: Bundle }
  | { readonly state: "done"; readonly checked: Checked }
  | { readonly state: "failed"; readonly error: unknown };

/**
 * Brings a proof and checks it in this page. What is trusted comes from the node of the reader's own wallet, or from the reader: never from the server that
 * the proof is from.
 *
 * @param records - Those that it has to be complete for.
 */
export function useProofCheck(
  path: string,
  query: Query,
  records: readonly string[] = [],
): {
  readonly proof: ProofState;
  readonly start: () => Promise<void>;
  readonly checkBy: (hashes: readonly string[]) => Promise<void>;
} {
  const { provider, name, isRightChain } = useWallet();
  const { data: registry } = useRegistry();
  const [proof, setProof] = useState<ProofState>({ state: "idle" });

  async function check(bundle: Bundle, hashes: ReadonlyMap<number, string>, source: string | undefined): Promise<void> {
    if (registry === undefined) return;
    const { verifyBundle } = await import("../../../src/audit/verify/index.ts");
    const pins = { chainId: registry.chainId, registry: registry.registry, records, upTo: bundle.block };
    const findings = verifyBundle(bundle, { ...pins, blocks: [...hashes.values()] });
    setProof({ state: "done", checked: { bundle, findings, hashes, source } });
  }

  const fail = (error: unknown): void => setProof({ state: "failed", error });

  return {
    proof,
    start: async () => {
      try {
        setProof({ state: "asking", what: "proof" });
        const { parseBundle } = await import("../../../src/audit/verify/index.ts");
        const bundle = parseBundle(await askText(path, { query }));
        const blocks = listBlocksToTrust(bundle);
        if (provider === undefined || !isRightChain) {
          setProof({ state: "needs hashes", blocks, bundle });
          return;
        }
        setProof({ state: "asking", what: "hashes" });
        await check(bundle, await askAll(blocks, askHashBy(provider)), name ?? "");
      } catch (error) {
        fail(error);
      }
    },
    checkBy: async (given) => {
      if (proof.state !== "needs hashes") return;
      const { bundle, blocks } = proof;
      await check(bundle, new Map(blocks.map((block, i) => [block, given[i]?.trim() ?? ""])), undefined).catch(fail);
    },
  };
}

type Asked = NonNullable<ReturnType<typeof useWallet>["provider"]>;

function askHashBy(provider: Asked) {
  return async (block: number): Promise<string | undefined> => {
    const found = await provider.request({ method: "eth_getBlockByNumber", params: [toHex(block), false] });
    return found?.hash ?? undefined;
  };
}

/** @throws {BlockUnknownError} when the node does not know one of them */
async function askAll(
  blocks: readonly number[],
  askHash: ReturnType<typeof askHashBy>,
): Promise<ReadonlyMap<number, string>> {
  const hashes = new Map<number, string>();
  for (const block of blocks) {
    const hash = await askHash(block);
    if (hash === undefined) throw new BlockUnknownError(block);
    hashes.set(block, hash);
  }
  return hashes;
}
