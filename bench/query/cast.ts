import { type Address, type Hex, keccak256, numberToHex, stringToHex } from "viem";

export const named = (what: string, count: number): readonly Hex[] =>
  Array.from({ length: count }, (_, i) => keccak256(stringToHex(`${what} ${i}`)));
export const accountsOf = (what: string, count: number): readonly Address[] =>
  named(what, count).map((hash): Address => `0x${hash.slice(26)}`);

/** Who and what the accesses are of: 50,000 records of 20,000 patients, 2,000 accessors of 20 organizations, each with a gateway. */
export const cast = {
  records: named("record", 50_000),
  patients: 20_000,
  accessors: accountsOf("accessor", 2_000),
  organizations: accountsOf("organization", 20),
  gateways: accountsOf("gateway", 20),
  tools: accountsOf("tool", 10),
  toolVersions: named("tool version", 500),
  firstTime: 1_700_000_000,
  secondsPerBlock: 12,
};

export const partOf = (record: Hex, part: number): Hex =>
  keccak256(`${record}${numberToHex(part, { size: 1 }).slice(2)}`);
