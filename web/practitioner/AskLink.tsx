import { useState } from "react";
import type { Account } from "../api/types.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { useWords } from "../words/useWords.ts";
import { buildAskLink, type Question } from "./question.ts";

/** A link to hand over: the patient opens it, finds the form filled in, changes it as they like, and signs or doesn't. */
export function AskLink({ question, from }: { question: Question; from: Account }) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const link = buildAskLink(location.origin, from, question);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false), // the browser does not allow it: the link can be marked by hand
    );
  }

  return (
    <section className="card stack" aria-labelledby="ask-link">
      <h2 id="ask-link">{t("ask.link.title")}</h2>
      <p className="soft">{t("ask.link.text")}</p>
      <Field label={t("ask.link.label")}>
        {(props) => <input {...props} readOnly value={link} onFocus={({ target }) => target.select()} />}
      </Field>
      <div className="row">
        <Button icon="document" onClick={() => void copy()}>
          {t("ask.link.copy")}
        </Button>
        <span role="status" className="soft small">
          {isCopied && t("ask.link.copied")}
        </span>
      </div>
    </section>
  );
}
