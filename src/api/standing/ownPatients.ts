import type { Address } from "viem";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import { incapacityOf, proxiesOf } from "../../indexer/queries/proxies.ts";
import type { Reader } from "../../sql/database.ts";

/** Lists the patients whose side an account ever was on: as the controller, or as a proxy. */
export async function findCandidates(reader: Reader, account: Address): Promise<readonly number[]> {
  const bytes = bytesOf(account);
  const rows = await reader.all<{ patient: number }>(
    `SELECT patient FROM patients WHERE controller = ? AND event <> 'offered'
      UNION SELECT patient FROM proxies WHERE proxy = ? ORDER BY patient`,
    [bytes, bytes],
  );
  return rows.map(({ patient }) => patient);
}

/**
 * Lists of some patients those as whom an account reads at a time: it controls them by a key that is the patient's own, or is a proxy with the power to
 * read.
 *
 * @param time - Unix seconds.
 * @see src/consent/actsFor.ts
 */
export async function findOwnPatients(
  reader: Reader,
  account: Address,
  candidates: readonly number[],
  time: number,
): Promise<readonly number[]> {
  const own: number[] = [];
  for (const patient of candidates) {
    if ((await isController(reader, account, patient)) || (await isReadingProxy(reader, account, patient, time))) {
      own.push(patient);
    }
  }
  return own;
}

/** A key in the custodian's hold consents for the patient, but never reads as the patient. */
async function isController(reader: Reader, account: Address, patient: number): Promise<boolean> {
  const rows = await reader.all<{ event: string; controller: Uint8Array; hold: number | null }>(
    `SELECT event, controller, hold FROM patients WHERE patient = ? AND event IN ('enrolled', 'handed over', 'claimed', 'recovered')
      ORDER BY block_number, log_index`,
    [patient],
  );
  const last = rows.at(-1);
  const hold = rows.findLast(({ event }) => event === "enrolled" || event === "claimed")?.hold;
  return last !== undefined && hexOf(last.controller) === account && hold !== 1;
}

async function isReadingProxy(reader: Reader, account: Address, patient: number, time: number): Promise<boolean> {
  const terms = (await proxiesOf(reader, patient)).find(({ proxy }) => proxy === account);
  if (terms === undefined || !terms.powers.includes("access")) return false;
  if (time < terms.from || time >= terms.until) return false;
  if (!terms.springing) return true;
  const incapacity = await incapacityOf(reader, patient);
  return incapacity !== undefined && incapacity.from <= time && time < incapacity.until;
}
