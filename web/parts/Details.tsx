import type { ReactNode } from "react";
import { useWords } from "../words/useWords.ts";

/** What only some want to see: codes, hashes, accounts. */
export function Details({ summary, children }: { summary?: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <details className="details">
      <summary>{summary ?? t("parts.details")}</summary>
      {children}
    </details>
  );
}

/** Terms and what they are. */
export function DetailList({ items }: { items: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className="detail-list">
      {items.map(([term, value]) => (
        <div key={term} style={{ display: "contents" }}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
