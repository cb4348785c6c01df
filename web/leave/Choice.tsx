import { type ReactNode, useId } from "react";

type Props = {
  /** Ties radio buttons together. */
  name?: string;
  type?: "radio" | "checkbox";
  isChosen: boolean;
  onChoose: () => void;
  hint?: string | undefined;
  children: ReactNode;
};

/** One of several things to choose, with what it means beneath. */
export function Choice({ name, type = "radio", isChosen, onChoose, hint, children }: Props) {
  const id = useId();
  return (
    <label className="choice" data-chosen={isChosen}>
      <input
        type={type}
        {...(name !== undefined && { name })}
        checked={isChosen}
        onChange={onChoose}
        aria-describedby={hint === undefined ? undefined : id}
      />
      <span>
        {children}
        {hint !== undefined && (
          <span id={id} className="soft small choice-hint">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
