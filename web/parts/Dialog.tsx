import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../words/useWords.ts";
import { Button } from "./Button.tsx";

type Props = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at its end, the one to go on with last. */
  actions?: ReactNode;
};

/** A dialog over the page. The browser keeps the focus in it and gives it back; Escape closes it. */
export function Dialog({ title, isOpen, onClose, children, actions }: Props) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      {isOpen && (
        <>
          <div className="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <Button look="quiet" icon="close" onClick={onClose} aria-label={t("parts.close")} />
          </div>
          <div className="dialog-body">
            {children}
            {actions !== undefined && <div className="dialog-actions">{actions}</div>}
          </div>
        </>
      )}
    </dialog>
  );
}
