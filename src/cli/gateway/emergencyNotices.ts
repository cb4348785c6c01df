import { appendFile } from "node:fs/promises";
import type { Emergency } from "../../gateway/index.ts";

/**
 * Builds what writes each access in an emergency down for the custodian's own systems, one line of JSON each, in a file that only its owner reads:
 * whoever follows it tells the patient and asks for the review at once, before the chain has the access.
 *
 * @param onFailure - Is told when the file can't be written. The access stands in the journal and comes to the chain all the same.
 */
export function buildEmergencyNotices(
  file: string,
  onFailure: (error: unknown) => void,
): (emergency: Emergency) => void {
  return (emergency) => {
    appendFile(file, `${JSON.stringify(emergency)}\n`, { mode: 0o600 }).catch(onFailure);
  };
}
