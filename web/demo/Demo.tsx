import { type ReactNode, useState, useSyncExternalStore } from "react";
import type { Registry } from "../api/types.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useWords } from "../words/useWords.ts";
import { DemoDialog } from "./DemoDialog.tsx";
import { changePerson, readWaiting, startDemoWallet, watchWaiting } from "./demoWallet.ts";
import "./demo.css";

/** What a demonstration has around every page: the word that it is one, and its wallet, which is announced before the page looks for wallets. */
export default function Demo({ registry, children }: { registry: Registry; children: ReactNode }) {
  const { t } = useWords();
  const waiting = useSyncExternalStore(watchWaiting, readWaiting);
  useState(() => startDemoWallet(registry));
  return (
    <>
      <aside className="demo-banner" aria-label={t("demo.wallet")}>
        <Icon name="flask" />
        <span>{t("demo.banner")}</span>
        <Button look="quiet" onClick={changePerson}>
          {t("demo.change")}
        </Button>
      </aside>
      {children}
      <DemoDialog waiting={waiting} />
    </>
  );
}
