import type { Address, Hex } from "viem";
import type { DescribedAccess } from "./report.ts";
import { HOW_TO_CHECK, type Table } from "./sheet.ts";

/** Names an account for a person: by its name, else by the ends of its address. */
export function tellAccount(account: Address | null, name: string | null): string {
  if (account === null) return name ?? "unnamed account";
  return name ?? `unnamed account ${account.slice(0, 6)}…${account.slice(-4)}`;
}

type Accessor = Pick<DescribedAccess, "accessorName" | "organization" | "organizationName" | "basis"> & {
  readonly accessor: Address | null;
};

/** Names who accessed: the accessor, and under it the organization. */
export function tellWho(one: Accessor): string {
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

type Placed = Pick<DescribedAccess, "record" | "number"> & {
  readonly block: number | null;
  readonly transaction: Hex | null;
};

/** Lists where each row stands on the chain, for whoever checks it. */
export function tellPlaces(rows: readonly Placed[]): Table {
  return {
    heading: "For whoever checks this",
    columns: [
      { title: "Line", share: 5 },
      { title: "Record, and number of the access", share: 43 },
      { title: "Block", share: 9 },
      { title: "Transaction", share: 43 },
    ],
    rows: rows.map(({ record, number, block, transaction }, i) => ({
      cells: [String(i + 1), `${record} ${number}`, String(block ?? "withheld"), transaction ?? "withheld"],
    })),
    empty: "There is nothing to check.",
    isAppendix: true,
    note: HOW_TO_CHECK,
  };
}

const NUMBERS_IN_A_ROW = 200;

/** Lists which accesses stand behind each row of a table, for whoever checks them: a record in a row, with the numbers. */
export function tellAccesses(
  rows: readonly { readonly accesses: readonly { readonly record: Hex; readonly number: number }[] }[],
): Table {
  return {
    heading: "For whoever checks this",
    columns: [
      { title: "Line", share: 7 },
      { title: "Record", share: 52 },
      { title: "Numbers of the accesses", share: 41 },
    ],
    rows: rows.flatMap(({ accesses }, line) =>
      [...Map.groupBy(accesses, ({ record }) => record)].flatMap(([record, those]) => {
        const numbers = those.map(({ number }) => number);
        const chunks = Array.from({ length: Math.ceil(numbers.length / NUMBERS_IN_A_ROW) }, (_, i) =>
          numbers.slice(i * NUMBERS_IN_A_ROW, (i + 1) * NUMBERS_IN_A_ROW),
        );
        return chunks.map((some) => ({ cells: [String(line + 1), record, some.join(", ")] }));
      }),
    ),
    empty: "There is nothing to check.",
    isAppendix: true,
    note: HOW_TO_CHECK,
  };
}
