import type { PurposeCode } from "../../src/consent/purposes.ts";
import { Notice } from "../parts/Notice.tsx";
import { useWords } from "../words/useWords.ts";
import { type Branch, choiceOf, PURPOSE_TREE, togglePurpose, widePurposes } from "./purposeTree.ts";

type Props = {
  chosen: readonly PurposeCode[];
  problem: string | undefined;
  onChange: (chosen: readonly PurposeCode[]) => void;
};

/** How many branches stand open to see; the others are behind a button. */
const shown = 3;

/** What for: purposes in words, in HL7's tree, treatment first. What is wide is said to be. */
export function PurposeField({ chosen, problem, onChange }: Props) {
  const { t } = useWords();
  const wide = widePurposes(chosen);
  const [first, rest] = [PURPOSE_TREE.slice(0, shown), PURPOSE_TREE.slice(shown)];
  const isOpen = rest.some(({ code }) => choiceOf(chosen, code) !== "none");
  const branches = (list: readonly Branch[]) =>
    list.map((branch) => <BranchItem key={branch.code} {...{ branch, chosen, onChange }} />);
  return (
    <fieldset className="form-part">
      <legend>{t("form.purposes.title")}</legend>
      <p className="soft small">{t("form.purposes.hint")}</p>
      <ul className="purposes">{branches(first)}</ul>
      <details className="details" open={isOpen}>
        <summary>{t("form.purposes.more")}</summary>
        <ul className="purposes">{branches(rest)}</ul>
      </details>
      {problem !== undefined && (
        <p className="field-problem small" role="alert">
          {problem}
        </p>
      )}
      <div aria-live="polite" className="stack">
        {wide.map((code) => (
          <Notice key={code} tone="warning">
            {t(`form.wide.${code}`)}
          </Notice>
        ))}
      </div>
    </fieldset>
  );
}

function BranchItem({ branch: { code, below }, chosen, onChange }: { branch: Branch } & Omit<Props, "problem">) {
  const { t, has } = useWords();
  const choice = choiceOf(chosen, code);
  const isOn = choice === "chosen" || choice === "included";
  return (
    <li>
      <label className="tick" data-included={choice === "included"}>
        <input
          type="checkbox"
          checked={isOn}
          disabled={choice === "included"}
          ref={(box) => {
            if (box !== null) box.indeterminate = choice === "partly";
          }}
          onChange={() => onChange(togglePurpose(chosen, code))}
        />
        <span>
          <span className="tick-words">{t(`purpose.${code}`)}</span>
          {has(`form.purpose.${code}`) && <span className="soft small choice-hint">{t(`form.purpose.${code}`)}</span>}
        </span>
      </label>
      {below.length > 0 && (
        <details className="details purposes-below" open={choice === "partly"}>
          <summary>{t("form.purposes.below", { count: below.length })}</summary>
          <ul className="purposes">
            {below.map((branch) => (
              <BranchItem key={branch.code} {...{ branch, chosen, onChange }} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
