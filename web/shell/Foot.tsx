import { useId, useState } from "react";
import { Link } from "wouter";
import type { Registry } from "../api/types.ts";
import { LANGUAGES } from "../words/language.ts";
import { useWords } from "../words/useWords.ts";
import { useLanguage } from "../words/WordsProvider.tsx";
import { chooseTheme, readTheme, THEMES } from "./theme.ts";

/** The foot of every page: language, colours, and what the pages are about. */
export function Foot({ registry }: { registry: Registry }) {
  const { t } = useWords();
  const { language, choose } = useLanguage();
  const [theme, setTheme] = useState(readTheme);
  const ids = { language: useId(), theme: useId() };
  return (
    <footer className="shell-foot">
      <div>
        <div className="row">
          <span>{t(registry.demo ? "shell.aboutDemo" : "shell.about", { chain: registry.chainName })}</span>
          <Link href="/check">{t("shell.check")}</Link>
        </div>
        <div className="row">
          <span className="choice">
            <label htmlFor={ids.language}>{t("shell.language")}</label>
            <select
              id={ids.language}
              value={language}
              onChange={({ target }) => {
                const next = LANGUAGES.find(({ code }) => code === target.value);
                if (next !== undefined) choose(next.code);
              }}
            >
              {LANGUAGES.map(({ code, name }) => (
                <option key={code} value={code} lang={code}>
                  {name}
                </option>
              ))}
            </select>
          </span>
          <span className="choice">
            <label htmlFor={ids.theme}>{t("shell.theme")}</label>
            <select
              id={ids.theme}
              value={theme}
              onChange={({ target }) => {
                const next = THEMES.find((one) => one === target.value) ?? "system";
                chooseTheme(next);
                setTheme(next);
              }}
            >
              {THEMES.map((one) => (
                <option key={one} value={one}>
                  {t(`shell.theme.${one}`)}
                </option>
              ))}
            </select>
          </span>
        </div>
      </div>
    </footer>
  );
}
