import { open } from "node:fs/promises";
import type { LeaveRequest, RequestStore } from "../../api/index.ts";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import type { Migration, Reader } from "../../sql/database.ts";
import { openSqlite } from "../../sql/sqlite.ts";
import { SetupError } from "../errors.ts";

const migrations: readonly Migration[] = [
  {
    name: "requests",
    statements: [
      `CREATE TABLE requests (
        id TEXT PRIMARY KEY,
        asker BYTEA NOT NULL,
        patient BIGINT NOT NULL,
        asked_at BIGINT NOT NULL,
        content TEXT
      )`,
      "CREATE INDEX requests_by_patient ON requests (patient, asked_at)",
      "CREATE INDEX requests_by_asker ON requests (asker, asked_at)",
    ],
  },
];

type RequestRow = {
  readonly id: string;
  readonly asker: Uint8Array;
  readonly patient: number;
  readonly asked_at: number;
  readonly content: string;
};

/**
 * Opens the requests for leave of a home folder: a database of their own that its owner alone can read, since the index is rebuilt at will and read by many.
 *
 * @param path - A file.
 * @throws {SetupError} when it can't be made or read
 */
export async function openRequestStore(path: string): Promise<RequestStore & { readonly close: () => Promise<void> }> {
  try {
    await (await open(path, "a", 0o600)).close(); // SQLite would make it as open as the folder lets it
  } catch (cause) {
    throw new SetupError(`The requests for leave are kept in ${path}, which can't be written.`, { cause });
  }
  const database = await openSqlite({ path, durability: "full" });
  try {
    await database.all("PRAGMA secure_delete = ON"); // what was put away is gone
    await database.migrate(migrations);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    close: database.close,
    add: ({ id, from, patient, at, ...said }, since, bounds) =>
      database.transaction(async (writer) => {
        await writer.run("DELETE FROM requests WHERE asked_at < ?", [since]);
        const asker = bytesOf(from);
        if ((await countWhere(writer, "asker = ?", [asker])) >= bounds.ofAsker) return "tooMany";
        const both = await countWhere(writer, "asker = ? AND patient = ?", [asker, patient]);
        if (both >= bounds.ofAskerAndPatient) return "tooMany";
        const isFull = (await countWhere(writer, "patient = ? AND content IS NOT NULL", [patient])) >= bounds.ofPatient;
        // One that does not reach the patient is kept without its words: to the asker it is one like the others.
        const content = isFull ? null : JSON.stringify(said);
        await writer.run("INSERT INTO requests (id, asker, patient, asked_at, content) VALUES (?, ?, ?, ?, ?)", [
          ...[id, asker, patient, at, content],
        ]);
        return "taken";
      }),
    list: async (patient, since) => {
      const rows = await database.all<RequestRow>(
        "SELECT * FROM requests WHERE patient = ? AND asked_at >= ? AND content IS NOT NULL ORDER BY asked_at DESC, id",
        [patient, since],
      );
      return rows.map(({ id, asker, asked_at: at, content }) => {
        return { id, from: hexOf(asker), patient, at, ...(JSON.parse(content) as Said) };
      });
    },
    dismiss: async (patient, id, since) => {
      const { changes } = await database.run(
        "UPDATE requests SET content = NULL WHERE patient = ? AND id = ? AND asked_at >= ? AND content IS NOT NULL",
        [patient, id, since],
      );
      return changes === 1;
    },
  };
}

/** What a request says, as it is kept; it was checked when it came. */
type Said = Omit<LeaveRequest, "id" | "from" | "patient" | "at">;

async function countWhere(
  reader: Reader,
  condition: string,
  values: readonly (Uint8Array | number)[],
): Promise<number> {
  const row = await reader.get<{ count: number }>(`SELECT count(*) AS count FROM requests WHERE ${condition}`, values);
  return row?.count ?? 0;
}
