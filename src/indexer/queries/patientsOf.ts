import type { Address } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf } from "../hex.ts";

/**
 * Lists the numbers of all patients that were enrolled with an organization, the smallest first: those whom its sealed book has a leaf for. A patient
 * never changes the organization, whoever acts for them.
 */
export async function patientsOf(reader: Reader, custodian: Address): Promise<readonly number[]> {
  const rows = await reader.all<{ patient: number }>(
    "SELECT patient FROM patients WHERE custodian = ? AND event = 'enrolled' ORDER BY patient",
    [bytesOf(custodian)],
  );
  return rows.map(({ patient }) => patient);
}
