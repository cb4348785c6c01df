import type { Account } from "../api/types.ts";
import { useNames } from "./useNames.ts";

/** Says who an account is: the name that was published, with the organization; the account itself on hovering. */
export function Who({ account, organization }: { account: Account; organization?: Account | null }) {
  const { nameOf } = useNames();
  const { name, organization: of } = nameOf(account, organization);
  return (
    <span title={account}>
      <strong>{name}</strong>
      {of !== undefined && <span className="soft"> ({of})</span>}
    </span>
  );
}
