import { ApiProblem, askText } from "../api/client.ts";
import { useRegistry } from "../api/registry.ts";
import type { Access, Digest } from "../api/types.ts";
import { Button, Details } from "../parts/index.ts";
import { askBlockHash } from "../wallet/askBlockHash.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { useWords } from "../words/useWords.ts";
import { CheckProgress, CheckResult } from "./CheckResult.tsx";
import { useProofCheck } from "./useProofCheck.ts";

/** Checks in this browser that the list of a record's accesses is genuine and complete. */
export function ProofOfRecord({ record, shown }: { record: Digest; shown: readonly Access[] }) {
  const { t } = useWords();
  const { data: registry } = useRegistry();
  const { account, provider, isRightChain, isStarting, connect } = useWallet();
  const { check, run } = useProofCheck();

  async function start(): Promise<void> {
    if (provider === undefined || registry === undefined) return;
    const terms = { chainId: registry.chainId, registry: registry.registry, records: [record] };
    await run(
      () => readProof(record),
      terms,
      (block) => askBlockHash(provider, block),
    );
  }

  const isBusy = check.state === "running";
  return (
    <section className="card stack" aria-labelledby="proof">
      <h2 id="proof">{t("proof.title")}</h2>
      <p>{t("proof.text")}</p>
      {account === undefined && !isStarting ? (
        <div className="stack">
          <p className="soft">{t("proof.needsWallet")}</p>
          <div className="row">
            <Button icon="wallet" onClick={connect}>
              {t("signIn.connect")}
            </Button>
          </div>
        </div>
      ) : (
        <div className="row">
          <Button
            look={check.state === "none" ? "primary" : "plain"}
            icon="shield"
            isBusy={isBusy}
            disabled={!isRightChain || provider === undefined}
            onClick={() => void start()}
          >
            {t(check.state === "none" ? "proof.check" : "proof.again")}
          </Button>
          {!isRightChain && <span className="soft small">{t("proof.wrongChain")}</span>}
        </div>
      )}
      {check.state === "running" && <CheckProgress step={check.step} />}
      <CheckResult check={check} shown={shown} onRetry={() => void start()} />
      <Details summary={t("proof.howTitle")}>
        <p>{t("proof.how")}</p>
      </Details>
    </section>
  );
}

/** Asks for a proof that stands on one block; where the record's accesses lie too far below it, for one that stands on each of their blocks. */
async function readProof(record: Digest): Promise<string> {
  const path = `/records/${record}/proof`;
  return askText(path).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.code === "WrongQuestion")
      return askText(path, { query: { trust: "each" } });
    throw error;
  });
}
