import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../words/useWords.ts";

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page: its heading takes the focus when somebody comes to it, and names the window. */
export function Page({ title, lead, actions, children }: Props) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t("parts.windowTitle", { title });
  }, [t, title]);
  useEffect(() => {
    // Not on the first page of a visit: there the browser starts at the top, where the skip link is.
    if (hasNavigated) heading.current?.focus();
    hasNavigated = true;
  }, []);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {typeof lead === "string" ? <p className="soft">{lead}</p> : lead}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

let hasNavigated = false;
