import { type ChangeEvent, useRef, useState } from "react";
import { FiducialError } from "../../src/errors.ts";
import { useRegistry } from "../api/registry.ts";
import { Who } from "../names/Who.tsx";
import { Button } from "../parts/Button.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Notice } from "../parts/Notice.tsx";
import { useWords } from "../words/useWords.ts";
import { DemoLists } from "./DemoLists.tsx";
import { useLabels } from "./useLabels.ts";

type Outcome = { readonly taken: number; readonly refused: number } | { readonly error: unknown };

/** Opens a hospital's signed list of the reader's records, shows which are kept in this browser, and forgets them again. */
export function LabelLists() {
  const { t, date } = useWords();
  const { lists, open, forget } = useLabels();
  const { data: registry } = useRegistry();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const input = useRef<HTMLInputElement>(null);

  async function take(text: Promise<string>): Promise<void> {
    setBusy(true);
    try {
      const { labels, refused } = await open(await text);
      setOutcome({ taken: labels.length, refused });
    } catch (error) {
      setOutcome({ error });
    }
    setBusy(false);
  }

  function choose({ target }: ChangeEvent<HTMLInputElement>): void {
    const [file] = target.files ?? [];
    if (file !== undefined) void take(file.text());
    target.value = ""; // the same file can be chosen again
  }

  return (
    <section className="card stack" aria-labelledby="label-lists">
      <h2 id="label-lists">{t("labels.title")}</h2>
      <p className="soft">{t("labels.lead")}</p>
      {lists.length > 0 && (
        <ul className="stack">
          {lists.map(({ organization, issuedAt, labels }) => (
            <li key={[organization, issuedAt, ...labels.map(({ record }) => record)].join(" ")}>
              <Who account={organization} />{" "}
              <span className="soft">{t("labels.list", { records: labels.length, day: date(issuedAt) })}</span>
            </li>
          ))}
        </ul>
      )}
      <div aria-live="polite">{outcome !== undefined && <Told outcome={outcome} />}</div>
      <div className="row">
        <input ref={input} type="file" accept=".json,application/json" hidden onChange={choose} />
        <Button icon="document" isBusy={isBusy} onClick={() => input.current?.click()}>
          {t("labels.open")}
        </Button>
        {lists.length > 0 && (
          <Button
            look="quiet"
            onClick={() => {
              forget();
              setOutcome(undefined);
            }}
          >
            {t("labels.forget")}
          </Button>
        )}
        {registry?.demo === true && lists.length === 0 && <DemoLists onText={(text) => take(Promise.resolve(text))} />}
      </div>
    </section>
  );
}

function Told({ outcome }: { outcome: Outcome }) {
  const { t, has } = useWords();
  if ("taken" in outcome) {
    const { taken, refused } = outcome;
    return (
      <Notice tone="good" title={t("labels.taken", { records: taken })}>
        {refused > 0 ? t("labels.refused", { records: refused }) : t("labels.checked")}
      </Notice>
    );
  }
  const { error } = outcome;
  const code = error instanceof FiducialError ? error.code : "";
  if (!has(`labels.problem.${code}`)) return <Failure error={error} />;
  return (
    <Notice tone="warning" title={t("labels.problem.title")}>
      {t(`labels.problem.${code}`)}
    </Notice>
  );
}
