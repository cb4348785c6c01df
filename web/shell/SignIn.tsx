import { ApiProblem } from "../api/client.ts";
import type { Registry } from "../api/types.ts";
import { shortenAccount } from "../names/nameIndex.ts";
import { Button } from "../parts/Button.tsx";
import { Details } from "../parts/Details.tsx";
import { Failure } from "../parts/Failure.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { useSession } from "../session/useSession.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { useWords } from "../words/useWords.ts";

/** The page of somebody who is not signed in: what this is, and the way in. */
export function SignIn({ registry }: { registry: Registry }) {
  const { t } = useWords();
  const { account, name, isStarting, connect, disconnect } = useWallet();
  const { state, signIn, problem } = useSession();
  return (
    <Page title={t("signIn.title")} lead={t("signIn.lead")}>
      {registry.demo && <Notice tone="info">{t("signIn.demo")}</Notice>}
      {problem instanceof ApiProblem && <Failure error={problem} />}
      {typeof problem === "string" && (
        <Notice tone="warning" role="alert">
          {t(`wallet.problem.${problem}`)}
        </Notice>
      )}
      <section className="card stack" aria-labelledby="way-in">
        <h2 id="way-in">{t(account === undefined ? "signIn.connectTitle" : "signIn.signTitle")}</h2>
        {account === undefined ? (
          <>
            <p>{t("signIn.connectText")}</p>
            <div className="row">
              <Button look="primary" icon="wallet" onClick={connect}>
                {t("signIn.connect")}
              </Button>
            </div>
          </>
        ) : (
          <>
            <p>{t("signIn.signText", { wallet: name ?? "", account: shortenAccount(account) })}</p>
            <div className="row">
              <Button look="primary" isBusy={state === "signing" || isStarting} onClick={() => void signIn()}>
                {t("signIn.sign")}
              </Button>
              <Button look="quiet" onClick={disconnect}>
                {t("signIn.otherWallet")}
              </Button>
            </div>
            {state === "signing" && <p role="status">{t("wallet.waiting")}</p>}
          </>
        )}
        <Details summary={t("signIn.whatTitle")}>
          <div className="stack">
            <p>{t("wallet.whatItIs")}</p>
            <p>{t("signIn.nothingSent")}</p>
          </div>
        </Details>
      </section>
      <div className="row">
        <LinkButton href="/check" look="quiet" icon="shield">
          {t("shell.check")}
        </LinkButton>
      </div>
    </Page>
  );
}
