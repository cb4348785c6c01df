import { useState } from "react";
import { Button } from "../parts/Button.tsx";
import { useWords } from "../words/useWords.ts";

/** Takes the lists that the demonstration's hospitals would have given their patients, as if they were opened from files. */
export function DemoLists({ onText }: { onText: (text: string) => Promise<void> }) {
  const { t } = useWords();
  const [isBusy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);

  async function load(): Promise<void> {
    setBusy(true);
    const response = await fetch("/app/demo/labels.json").catch(() => undefined);
    const lists: unknown = response?.ok === true ? await response.json().catch(() => undefined) : undefined;
    if (Array.isArray(lists)) for (const list of lists) await onText(JSON.stringify(list));
    else setMissing(true);
    setBusy(false);
  }

  if (isMissing) return <p className="soft">{t("labels.noDemo")}</p>;
  return (
    <Button look="quiet" icon="flask" isBusy={isBusy} onClick={() => void load()}>
      {t("labels.demo")}
    </Button>
  );
}
