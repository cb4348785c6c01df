import { Button } from "../../parts/Button.tsx";
import { useWords } from "../../words/useWords.ts";
import type { Filters } from "../filters/filters.ts";
import { useNewAccesses } from "./useNewAccesses.ts";

/** Says that there are new ones. They come when the reader wants them. */
export function NewAccesses({ filters, onShow }: { filters: Filters; onShow: () => void }) {
  const { t } = useWords();
  const count = useNewAccesses(filters);
  return (
    <div className="audit-pill" role="status">
      {count > 0 && (
        <Button
          look="primary"
          onClick={() => {
            scrollTo({ top: 0 });
            onShow();
          }}
        >
          {t("audit.search.new", { count })}
        </Button>
      )}
    </div>
  );
}
