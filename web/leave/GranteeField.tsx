import { useEffect, useRef, useState } from "react";
import { isAddress } from "viem";
import type { Account } from "../api/types.ts";
import { useNames } from "../names/useNames.ts";
import { Who } from "../names/Who.tsx";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Notice } from "../parts/Notice.tsx";
import { useWords } from "../words/useWords.ts";
import { findNames } from "./findNames.ts";

type Props = { to: string; problem: string | undefined; onChange: (to: string) => void };

const most = 6;

/** To whom leave is given: somebody with a published name, or an account. */
export function GranteeField({ to, problem, onChange }: Props) {
  const { t } = useWords();
  const isChosen = isAddress(to, { strict: false });
  const place = useRef<HTMLFieldSetElement>(null);
  const wasChosen = useRef(isChosen);
  useEffect(() => {
    if (wasChosen.current === isChosen) return;
    wasChosen.current = isChosen;
    place.current?.querySelector<HTMLElement>("input, button")?.focus(); // what was pressed is gone
  }, [isChosen]);
  return (
    <fieldset ref={place} className="form-part">
      <legend>{t("form.to.title")}</legend>
      {isChosen ? (
        <Chosen account={to.toLowerCase() as Account} problem={problem} onChange={() => onChange("")} />
      ) : (
        <Search typed={to} problem={problem} onChange={onChange} />
      )}
    </fieldset>
  );
}

function Chosen({
  account,
  problem,
  onChange,
}: {
  account: Account;
  problem: string | undefined;
  onChange: () => void;
}) {
  const { t } = useWords();
  const { nameOf } = useNames();
  const { isPublished } = nameOf(account);
  return (
    <>
      <div className="row chosen">
        <Icon name="person" />
        <span>
          <Who account={account} />
        </span>
        <Button look="quiet" onClick={onChange}>
          {t("form.to.change")}
        </Button>
      </div>
      {problem !== undefined && (
        <p className="field-problem small" role="alert">
          {problem}
        </p>
      )}
      {!isPublished && (
        <Notice tone="warning" title={t("form.to.unknown.title")}>
          <p>{t("form.to.unknown.text")}</p>
          <p>
            <code>{account}</code>
          </p>
        </Notice>
      )}
    </>
  );
}

function Search({
  typed,
  problem,
  onChange,
}: {
  typed: string;
  problem: string | undefined;
  onChange: (to: string) => void;
}) {
  const { t } = useWords();
  const { names, say } = useNames();
  const [text, setText] = useState(typed);
  const found = findNames(text.trim() === "" ? names.filter(({ kind }) => kind !== "device") : names, text, most);
  const looksLikeAccount = /^0x/i.test(text.trim());

  function type(next: string): void {
    setText(next);
    if (isAddress(next.trim(), { strict: false })) onChange(next.trim());
    else if (/^0x/i.test(next.trim())) onChange(next.trim());
  }

  return (
    <>
      <Field label={t("form.to.label")} hint={t("form.to.hint")} problem={problem}>
        {(props) => (
          <input
            {...props}
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={({ target }) => type(target.value)}
          />
        )}
      </Field>
      <p className="visually-hidden" role="status">
        {t("form.to.found", { count: found.length })}
      </p>
      {!looksLikeAccount && found.length > 0 && (
        <ul className="choices found-names">
          {found.map(({ account, kind }) => (
            <li key={account}>
              <Button
                icon={kind === "organization" ? "hospital" : kind === "device" ? "flask" : "person"}
                onClick={() => onChange(account)}
              >
                {say(account)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {!looksLikeAccount && found.length === 0 && (
        <p className="soft small">{t(names.length === 0 ? "form.to.noNames" : "form.to.none")}</p>
      )}
    </>
  );
}
