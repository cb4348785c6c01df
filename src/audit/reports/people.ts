import type { Address } from "viem";
import type { DescribedAccess } from "./report.ts";
import { HOW_TO_CHECK, type Table } from "./sheet.ts";

/** Names an account for a person: by its name, else by the ends of its address. */
export function tellAccount(account: Address, name: string | null): string {
  return name ?? `unnamed account ${account.slice(0, 6)}…${account.slice(-4)}`;
}

/** Names who accessed: the accessor, and under it the organization. */
export function tellWho(one: DescribedAccess): string {
  const { accessor, accessorName, organization, organizationName } = one;
  const who =
    accessorName === null && one.basis === "PATIENT" ? "the patient's side" : tellAccount(accessor, accessorName);
  if (organization === null || organization === accessor) return who;
  return `${who}\n${tellAccount(organization, organizationName)}`;
}

/** Names a patient for a person. */
export function tellPatient(patient: number, name: string | null): string {
  return name === null ? `patient ${patient}` : `${name} (patient ${patient})`;
}

/** Lists where each row stands on the chain, for whoever checks it. */
export function tellPlaces(
  rows: readonly Pick<DescribedAccess, "record" | "number" | "block" | "transaction">[],
): Table {
  return {
    heading: "For whoever checks this",
    columns: [
      { title: "Line", share: 5 },
      { title: "Record, and number of the access", share: 43 },
      { title: "Block", share: 9 },
      { title: "Transaction", share: 43 },
    ],
    rows: rows.map(({ record, number, block, transaction }, i) => ({
      cells: [String(i + 1), `${record} ${number}`, String(block), transaction],
    })),
    empty: "There is nothing to check.",
    isAppendix: true,
    note: HOW_TO_CHECK,
  };
}
