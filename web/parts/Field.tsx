import { type ReactNode, useId } from "react";

export type FieldProps = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean | undefined;
  readonly className: string;
};

type Props = {
  label: string;
  hint?: string | undefined;
  /** What is wrong with what stands in it. */
  problem?: string | undefined;
  /** Makes the control itself, with what ties it to its label and hint. */
  children: (props: FieldProps) => ReactNode;
};

/** A control of a form with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, problem, children }: Props) {
  const id = useId();
  const describedBy = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="soft small">
          {hint}
        </span>
      )}
      {children({
        id,
        className: "input",
        "aria-describedby": describedBy.length === 0 ? undefined : describedBy.join(" "),
        "aria-invalid": problem === undefined ? undefined : true,
      })}
      {problem !== undefined && (
        <span id={`${id}-problem`} className="field-problem small" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
