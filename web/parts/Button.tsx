import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon.tsx";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  icon?: IconName;
  /** It was pressed and is at work: it stays where the focus is, and does nothing more. */
  isBusy?: boolean;
};

/** A button. */
export function Button({ look = "plain", icon, isBusy = false, children, onClick, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${className ?? ""}`.trim()}
      data-look={look}
      aria-disabled={isBusy || rest["aria-disabled"]}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
