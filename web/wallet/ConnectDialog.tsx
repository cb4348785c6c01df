import { useState } from "react";
import { type Connector, useConnect, useConnectors } from "wagmi";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Notice } from "../parts/Notice.tsx";
import { useWords } from "../words/useWords.ts";
import { problemOfWallet } from "./walletProblem.ts";

/** Lets whoever reads choose one of the wallets that announced themselves in this browser. */
export function ConnectDialog({ isOpen, onClose, isDemo }: { isOpen: boolean; onClose: () => void; isDemo: boolean }) {
  const { t } = useWords();
  const connectors = useConnectors();
  const { mutateAsync: connect } = useConnect();
  const [waiting, setWaiting] = useState<string>();
  const [problem, setProblem] = useState<string>();

  async function choose(connector: Connector): Promise<void> {
    setProblem(undefined);
    setWaiting(connector.uid);
    try {
      await connect({ connector });
      onClose();
    } catch (error) {
      if (error instanceof Error && error.name === "ConnectorAlreadyConnectedError") onClose();
      else setProblem(problemOfWallet(error));
    } finally {
      setWaiting(undefined);
    }
  }

  return (
    <Dialog title={t("wallet.choose")} isOpen={isOpen} onClose={onClose}>
      {problem !== undefined && <Notice tone="warning">{t(`wallet.problem.${problem}`)}</Notice>}
      {connectors.length === 0 ? (
        <NoWallet isDemo={isDemo} />
      ) : (
        <>
          <p className="soft">{t("wallet.chooseLead")}</p>
          <ul className="choices">
            {connectors.map((connector) => (
              <li key={connector.uid}>
                <Button isBusy={waiting === connector.uid} onClick={() => void choose(connector)}>
                  {connector.icon !== undefined && <img src={connector.icon.trim()} alt="" width="24" height="24" />}
                  {connector.name}
                </Button>
              </li>
            ))}
          </ul>
          {waiting !== undefined && <p role="status">{t("wallet.waiting")}</p>}
        </>
      )}
    </Dialog>
  );
}

function NoWallet({ isDemo }: { isDemo: boolean }) {
  const { t } = useWords();
  return (
    <Notice tone="info" title={t("wallet.none")}>
      <p>{t("wallet.whatItIs")}</p>
      <p>{t(isDemo ? "wallet.noneInDemo" : "wallet.whereToGo")}</p>
    </Notice>
  );
}
