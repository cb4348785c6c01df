import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { IntlProvider } from "react-intl";
import { chooseLanguage, chooseLocale, type Language } from "./language.ts";
import { loadMessages, type Messages } from "./messages.ts";

const key = "fiducial.language";

const LanguageContext = createContext<{ readonly language: Language; readonly choose: (language: Language) => void }>({
  language: "en",
  choose: () => undefined,
});

/** Says which language the pages are in, and changes it. */
export function useLanguage() {
  return useContext(LanguageContext);
}

/** Brings the words of the reader's language to all below it. Nothing is shown before they are there. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => chooseLanguage(localStorage.getItem(key), navigator.languages));
  const [loaded, setLoaded] = useState<{ readonly language: Language; readonly messages: Messages }>();

  useEffect(() => {
    let isCurrent = true;
    void loadMessages(language).then((messages) => {
      if (isCurrent) setLoaded({ language, messages });
    });
    return () => {
      isCurrent = false;
    };
  }, [language]);

  useEffect(() => {
    if (loaded !== undefined) document.documentElement.lang = loaded.language;
  }, [loaded]);

  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        localStorage.setItem(key, next);
        setLanguage(next);
      },
    }),
    [language],
  );

  if (loaded === undefined) return null;
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={chooseLocale(loaded.language, navigator.languages)} messages={{ ...loaded.messages }}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}
