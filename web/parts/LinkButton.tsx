import type { ReactNode } from "react";
import { Link } from "wouter";
import type { ButtonLook } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";

/** A link to another page of the app that looks like a button. */
export function LinkButton({
  href,
  look = "plain",
  icon,
  children,
}: {
  href: string;
  look?: ButtonLook;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <Link href={href} className="button" data-look={look}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Link>
  );
}
