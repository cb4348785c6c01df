import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { BASES } from "../../../src/consent/bases.ts";
import { PURPOSES } from "../../../src/consent/purposes.ts";
import { useNames } from "../../names/useNames.ts";
import { Icon } from "../../parts/Icon.tsx";
import { useWords } from "../../words/useWords.ts";
import type { Filters } from "../filters/filters.ts";
import { addSuggestion, type Suggestion, suggest } from "../filters/suggest.ts";
import { shortenValue } from "./shortenValue.ts";

/** A field in which anything may be typed; what it may mean is chosen from a list below it. */
export function SearchBox({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useWords();
  const { names } = useNames();
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const known = useMemo(
    () => ({
      names,
      purposes: PURPOSES.map(({ code }) => ({ code, words: t(`purpose.${code}`) })),
      bases: BASES.map((code) => ({ code, words: t(`basis.${code}`) })),
    }),
    [names, t],
  );
  const found = useMemo(() => suggest(text, known), [text, known]);
  const isShown = isOpen && text.trim() !== "";

  function choose(suggestion: Suggestion | undefined): void {
    if (suggestion === undefined) return;
    onChange(addSuggestion(filters, suggestion));
    setText("");
    setOpen(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + step + found.length) % found.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(found[active]);
    }
    if (event.key === "Escape") setOpen(false);
  }

  return (
    <div className="audit-search">
      <label htmlFor={id}>{t("audit.search.label")}</label>
      <div className="audit-search-field">
        <Icon name="search" />
        <input
          id={id}
          className="input"
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          placeholder={t("audit.search.placeholder")}
          aria-expanded={isShown && found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && found[active] !== undefined ? `${id}-${active}` : undefined}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setActive(0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t("audit.search.found")}
        hidden={!isShown || found.length === 0}
      >
        {found.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={`${suggestion.field} ${suggestion.value}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            <span className="soft small">{t(`audit.field.${suggestion.field}`)}</span>
            <span>{suggestion.label ?? shortenValue(suggestion.value)}</span>
          </div>
        ))}
      </div>
      {isShown && found.length === 0 && (
        <p className="audit-search-none small" role="status">
          {t("audit.search.none")}
        </p>
      )}
    </div>
  );
}
