import type { Command } from "commander";
import { getAddress, type Hex } from "viem";
import { commitToolVersion } from "../../../consent/commitments.ts";
import { type TouchedRecord, touchedByTool } from "../../../indexer/queries/touchedByTool.ts";
import type { Reader } from "../../../sql/database.ts";
import { reading } from "../../act.ts";
import { resolveAccount } from "../../names.ts";
import { renderCount, renderTable, renderTime, shorten } from "../../output.ts";
import { readNames } from "../../recordHistory.ts";
import { openIndex } from "../../session.ts";
import { parseToolVersion } from "../../toolVersion.ts";

/** Adds `recall`. */
export function addRecallCommand(records: Command): void {
  records
    .command("recall")
    .description("list every record that one version of a tool wrote in, what people made of it, and who read it since")
    .requiredOption("--tool-version <text>", "manufacturer/name/version, as the manufacturer writes them")
    .option("--tool <account>", "what this device made alone; all devices with this version without it")
    .addHelpText("after", "\nExample:\n  fiducial records recall --tool-version 'Acme/LungCAD/2.1'")
    .action(
      reading<{ toolVersion: string; tool?: string }, []>(async ({ session, options }) => {
        const toolVersion = commitToolVersion(parseToolVersion(options.toolVersion));
        const tool = options.tool === undefined ? undefined : await resolveAccount(session.directory, options.tool);
        const database = await openIndex(session);
        try {
          const names = await readNames(session);
          const touched = (await listTouched(database, { toolVersion, tool })).map(
            ({ record, patient, custodian, contributions, readers }) => ({
              ...{ record, patient, custodian: getAddress(custodian) },
              contributions: contributions.map(({ number, dispositions }) => {
                const last = dispositions.at(-1);
                return { number, disposition: last?.disposition ?? null };
              }),
              readers: readers.map(({ accessor, accesses, firstAt, lastAt }) => ({
                ...{ accessor: getAddress(accessor), accessorName: names.find(accessor), accesses, firstAt, lastAt },
              })),
            }),
          );
          session.output.answer({ toolVersion, records: touched }, renderRecall(touched));
        } finally {
          await database.close();
        }
      }),
    );
}

type Recalled = {
  readonly record: Hex;
  readonly patient: number;
  readonly contributions: readonly { readonly number: number; readonly disposition: string | null }[];
  readonly readers: readonly {
    readonly accessor: Hex;
    readonly accessorName: string | null;
    readonly accesses: number;
    readonly lastAt: number;
  }[];
};

async function listTouched(
  reader: Reader,
  asked: { readonly toolVersion: Hex; readonly tool: Hex | undefined },
): Promise<readonly TouchedRecord[]> {
  const touched: TouchedRecord[] = [];
  for (let after: Hex | undefined; ; ) {
    const page = await touchedByTool(reader, asked, { limit: 1000, after });
    touched.push(...page.records);
    after = page.next;
    if (after === undefined) return touched;
  }
}

function renderRecall(records: readonly Recalled[]): string {
  if (records.length === 0) {
    return "This version of the tool touched no record on this chain. It is looked up exactly as it was written at the contribution.";
  }
  const rows = records.flatMap(({ record, patient, contributions, readers }) => {
    const said = contributions.map(({ number, disposition }) => `${number} ${disposition ?? "OPEN"}`).join(", ");
    const first = { record, patient, contributions: said };
    const read = readers.map(({ accessor, accessorName, accesses, lastAt }) => ({
      ...{ reader: accessorName ?? shorten(accessor), accesses: String(accesses), last: renderTime(lastAt) },
    }));
    return (read.length === 0 ? [{ reader: "nobody yet", accesses: "", last: "" }] : read).map((one, i) => ({
      ...(i === 0 ? first : { record: "", patient: "", contributions: "" }),
      ...one,
    }));
  });
  const readers = new Set(records.flatMap((record) => record.readers.map(({ accessor }) => accessor))).size;
  return [
    renderTable(["record", "patient", "contributions", "reader", "accesses", "last"], rows),
    "",
    `${renderCount(records.length, "record")} touched, read since by ${renderCount(readers, "account")}.`,
  ].join("\n");
}
