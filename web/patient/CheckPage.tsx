import { useState } from "react";
import { useRegistry } from "../api/registry.ts";
import { Button, Field, Notice, Page } from "../parts/index.ts";
import { askBlockHash } from "../wallet/askBlockHash.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { useWords } from "../words/useWords.ts";
import { CheckProgress, CheckResult } from "./CheckResult.tsx";
import { useProofCheck } from "./useProofCheck.ts";

/** Checks a proof file from the reader's disk. The file stays in this browser. */
export function CheckPage() {
  const { t } = useWords();
  const { data: registry } = useRegistry();
  const { provider, isRightChain, connect, account } = useWallet();
  const { check, run } = useProofCheck();
  const [file, setFile] = useState<File>();
  const [typed, setTyped] = useState("");
  const hashes = typed.split(/[\s,]+/).filter((hash) => hash !== "");
  const byWallet = hashes.length === 0 && provider !== undefined && isRightChain;

  async function start(): Promise<void> {
    if (file === undefined || registry === undefined) return;
    const { chainId, registry: address } = registry;
    const trusted = byWallet ? (block: number) => askBlockHash(provider, block) : hashes;
    await run(() => file.text(), { chainId, registry: address }, trusted);
  }

  return (
    <Page title={t("proof.file.title")} lead={t("proof.file.lead")}>
      <div className="card stack">
        <Field label={t("proof.file.file")} hint={t("proof.file.fileHint")}>
          {(props) => (
            <input
              {...props}
              type="file"
              accept=".json,application/json"
              onChange={({ target }) => setFile(target.files?.[0])}
            />
          )}
        </Field>
        {account === undefined && (
          <Notice
            tone="info"
            actions={
              <Button icon="wallet" onClick={connect}>
                {t("signIn.connect")}
              </Button>
            }
          >
            {t("proof.file.noWallet")}
          </Notice>
        )}
        <Field label={t("proof.file.hash")} hint={t("proof.file.hashHint")}>
          {(props) => (
            <input
              {...props}
              className="input mono"
              value={typed}
              spellCheck={false}
              autoComplete="off"
              placeholder="0x…"
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <div className="row">
          <Button
            look="primary"
            icon="shield"
            isBusy={check.state === "running"}
            disabled={file === undefined || (hashes.length === 0 && !byWallet)}
            onClick={() => void start()}
          >
            {t("proof.file.check")}
          </Button>
        </div>
        {check.state === "running" && <CheckProgress step={check.step} />}
        <CheckResult check={check} onRetry={() => void start()} />
      </div>
    </Page>
  );
}
