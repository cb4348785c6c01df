import type { ReactNode } from "react";

/** Says that there is nothing, why, and what to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {typeof children === "string" ? <p className="soft">{children}</p> : children}
      {action}
    </div>
  );
}
