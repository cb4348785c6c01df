import type { Reader } from "../sql/database.ts";
import type { Organizations } from "./handler.ts";
import { digitsOf } from "./hex.ts";

/** Reads the organization that last spoke for each actor. */
export async function readOrganizations(reader: Reader): Promise<Organizations> {
  const rows = await reader.all<{ actor: Uint8Array; organization: Uint8Array }>(
    "SELECT actor, organization FROM actors WHERE event = 'admitted' ORDER BY block_number, log_index",
  );
  return new Map(rows.map(({ actor, organization }) => [digitsOf(actor), organization]));
}
