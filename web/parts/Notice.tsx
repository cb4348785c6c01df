import type { ReactNode } from "react";
import type { Tone } from "./Badge.tsx";
import { Icon, type IconName } from "./Icon.tsx";

const icons: Readonly<Record<Tone, IconName>> = {
  neutral: "info",
  info: "info",
  good: "check",
  warning: "alert",
  danger: "alert",
};

type Props = {
  tone?: Tone;
  title?: string;
  icon?: IconName;
  children?: ReactNode;
  actions?: ReactNode;
  /** Where it comes up while somebody reads: `status` waits for a pause, `alert` does not. */
  role?: "status" | "alert";
};

/** A few sentences that stand out. */
export function Notice({ tone = "neutral", title, icon = icons[tone], children, actions, role }: Props) {
  return (
    <div className="notice" data-tone={tone} role={role}>
      <Icon name={icon} />
      <div className="notice-body">
        {title !== undefined && <strong>{title}</strong>}
        {typeof children === "string" ? <p>{children}</p> : children}
        {actions && <div className="row">{actions}</div>}
      </div>
    </div>
  );
}
