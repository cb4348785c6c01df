import type { Command } from "commander";
import type { Hex } from "viem";
import type { Status } from "../../../consent/statuses.ts";
import type { RecordEntry } from "../../../vault/records.ts";
import { renderTable, shorten } from "../../output.ts";
import { type Session, withSession } from "../../session.ts";
import { globalOptions } from "../options.ts";

/** Adds `list`. */
export function addRecordListCommand(records: Command): void {
  records
    .command("list")
    .description("list the records that the vault knows, and whether they are registered on this chain")
    .action(async (_options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        const rows = await listRecords(session);
        const short = rows.map((row) => ({ ...row, record: shorten(row.record) }));
        const columns = ["record", "kind", "patient", "state", "status", "accesses", "uid"];
        const text = rows.length === 0 ? "The vault knows no record yet." : renderTable(columns, short);
        session.output.answer(rows, text);
      });
    });
}

/** A record of the vault: `pending` while its registration is under way or was cut off, `elsewhere` when it is on another chain. */
type ListedRecord = {
  readonly record: Hex;
  readonly uid: string;
  readonly kind: string;
  readonly patient: number;
  readonly state: "pending" | "registered" | "elsewhere";
  /** How far it has come; `null` where the contract does not know the record. */
  readonly status: Status | null;
  /** How many accesses the contract numbered; `null` where it does not know the record. */
  readonly accesses: number | null;
};

function listRecords({ vault, chain }: Session): Promise<ListedRecord[]> {
  const list = async ({ record, uid, kind, patient, state }: RecordEntry): Promise<ListedRecord> => {
    const onChain = await chain.recordOf({ record });
    if (onChain) {
      const { patient: number, accessCount: accesses } = onChain;
      const status = (await chain.historyOf({ record }))?.status ?? null;
      return { record, uid, kind, patient: number, state: "registered", status, accesses };
    }
    const elsewhere = state === "pending" ? "pending" : "elsewhere";
    return { record, uid, kind, patient, state: elsewhere, status: null, accesses: null };
  };
  return vault.listRecords().then((entries) => Promise.all(entries.map(list)));
}
