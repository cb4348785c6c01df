import { useEffect, useRef } from "react";
import { Notice } from "../parts/Notice.tsx";
import { useWords } from "../words/useWords.ts";
import type { Fault } from "./draft.ts";
import type { LinkField } from "./link.ts";

/** What is missing, all in one place; the focus goes there. */
export function Faults({ faults, tries }: { faults: readonly Fault[]; tries: number }) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tries > 0) place.current?.focus();
  }, [tries]);
  if (faults.length === 0) return null;
  return (
    <div ref={place} tabIndex={-1}>
      <Notice tone="danger" title={t("form.faults", { count: faults.length })} role="alert">
        <ul>
          {faults.map(({ field, fault }) => (
            <li key={`${field} ${fault}`}>{t(`form.fault.${field}.${fault}`)}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

/** Says that a link filled the form in, and what of it was not taken. */
export function Linked({ refused }: { refused: readonly LinkField[] }) {
  const { t, list } = useWords();
  return (
    <Notice tone={refused.length > 0 ? "warning" : "info"} title={t("form.linked.title")}>
      <p>{t("form.linked.text")}</p>
      {refused.length > 0 && (
        <p>{t("form.linked.refused", { fields: list(refused.map((field) => t(`form.linked.${field}`))) })}</p>
      )}
    </Notice>
  );
}
