import { useWords } from "../words/useWords.ts";

/** Stands where rows will be. It shows only after a moment, and tells screen readers at once. */
export function Loading({ rows = 3, label }: { rows?: number; label?: string }) {
  const { t } = useWords();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label ?? t("parts.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike
        <div key={row} className="skeleton" />
      ))}
    </div>
  );
}
