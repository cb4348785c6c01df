import { useState } from "react";
import { ApiProblem } from "../api/client.ts";
import { useLiveState } from "../api/live.ts";
import type { Registry } from "../api/types.ts";
import { useNames } from "../names/useNames.ts";
import { Button } from "../parts/Button.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Notice } from "../parts/Notice.tsx";
import { useSession } from "../session/useSession.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { problemOfWallet } from "../wallet/walletProblem.ts";
import { useWords } from "../words/useWords.ts";

/** What stands in the way whatever the page: no server, a wallet at another chain, a wallet at another account. */
export function Banners({ registry }: { registry: Registry }) {
  const live = useLiveState();
  const { account, isRightChain } = useWallet();
  const { me } = useSession();
  return (
    <div className="shell-banners">
      {live === "lost" && <Lost />}
      {account !== undefined && !isRightChain && <WrongChain registry={registry} />}
      {me !== undefined && account !== undefined && account !== me.account && <OtherAccount />}
    </div>
  );
}

function Lost() {
  const { t } = useWords();
  return (
    <Notice tone="warning" icon="offline" title={t("banner.lost.title")} role="status">
      {t("banner.lost.text")}
    </Notice>
  );
}

function WrongChain({ registry }: { registry: Registry }) {
  const { t } = useWords();
  const { switchChain } = useWallet();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function change(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    await switchChain().catch((error: unknown) => setProblem(problemOfWallet(error)));
    setBusy(false);
  }

  return (
    <Notice
      tone="warning"
      title={t("banner.chain.title")}
      role="status"
      actions={
        <Button look="primary" isBusy={isBusy} onClick={() => void change()}>
          {t("banner.chain.change", { chain: registry.chainName })}
        </Button>
      }
    >
      <p>{t("banner.chain.text", { chain: registry.chainName })}</p>
      {problem !== undefined && <p role="alert">{t(`wallet.problem.${problem}`)}</p>}
    </Notice>
  );
}

function OtherAccount() {
  const { t } = useWords();
  const { say } = useNames();
  const { account, isStarting } = useWallet();
  const { me, signIn, problem } = useSession();
  const [isBusy, setBusy] = useState(false);
  if (account === undefined || me === undefined) return null;

  async function change(): Promise<void> {
    setBusy(true);
    await signIn();
    setBusy(false);
  }

  return (
    <Notice
      tone="info"
      title={t("banner.account.title")}
      role="status"
      actions={
        <Button isBusy={isBusy || isStarting} onClick={() => void change()}>
          {t("banner.account.change", { name: say(account) })}
        </Button>
      }
    >
      <p>{t("banner.account.text", { name: say(me.account, me.actor?.organization ?? null) })}</p>
      {typeof problem === "string" && <p role="alert">{t(`wallet.problem.${problem}`)}</p>}
      {problem instanceof ApiProblem && <Failure error={problem} />}
    </Notice>
  );
}
