import { ApiProblem } from "../api/problem.ts";
import { useWords } from "../words/useWords.ts";
import { Button } from "./Button.tsx";
import { Details } from "./Details.tsx";
import { nameFailure } from "./failureWords.ts";
import { Notice } from "./Notice.tsx";

/** Says what went wrong and what to do, in words; the server's own words are in the details. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, has } = useWords();
  const name = nameFailure(error, has);
  return (
    <Notice
      tone={name === "NotFound" ? "info" : "warning"}
      {...(name === "Unreachable" && { icon: "offline" as const })}
      title={t(`failure.${name}.title`)}
      role="alert"
      actions={onRetry !== undefined && name !== "NotFound" && <Button onClick={onRetry}>{t("parts.retry")}</Button>}
    >
      <p>{t(`failure.${name}.text`)}</p>
      {error instanceof ApiProblem && error.detail !== "" && (
        <Details>
          <p lang="en">
            {error.detail} <code>{error.code}</code>
          </p>
          {error.fields.map(({ field, must }) => (
            <p key={field} lang="en">
              <code>{field}</code> {must}
            </p>
          ))}
        </Details>
      )}
    </Notice>
  );
}
