import { type Address, getAddress } from "viem";
import type { Power } from "../consent/powers.ts";
import { incapacityOf, type ProxyTerms, proxiesOf } from "../indexer/queries/proxies.ts";
import type { Reader } from "../sql/database.ts";
import { readNames } from "./recordHistory.ts";
import { readChainTime, type Session } from "./session.ts";

/** A proxy of a patient with the terms that stand. */
export type NamedProxy = {
  readonly proxy: Address;
  readonly name: string | null;
  readonly powers: readonly Power[];
  readonly springing: boolean;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
  readonly state:
    | "in force"
    | "begins later"
    | "waits for an incapacity"
    | "ended"
    | "dismissed"
    | "ended by the claim";
};

/** Lists everybody who was ever appointed to act beside a patient, with the last terms and whether they are in force now. */
export async function listProxies(session: Session, reader: Reader, patient: number): Promise<readonly NamedProxy[]> {
  const names = await readNames(session);
  const present = await readChainTime(session);
  const incapacity = await incapacityOf(reader, patient);
  const isIncapable = incapacity !== undefined && incapacity.from <= present && present < incapacity.until;
  return (await proxiesOf(reader, patient)).map((terms) => ({
    ...{ proxy: getAddress(terms.proxy), name: names.find(terms.proxy), powers: terms.powers },
    ...{ springing: terms.springing, from: terms.from, until: terms.until },
    state: stateOf(terms, present, isIncapable),
  }));
}

function stateOf(terms: ProxyTerms, present: number, isIncapable: boolean): NamedProxy["state"] {
  const { from, until, springing, endedBy } = terms;
  if (present >= until && endedBy !== undefined) return endedBy === "claim" ? "ended by the claim" : "dismissed";
  if (present >= until) return "ended";
  if (present < from) return "begins later";
  return springing && !isIncapable ? "waits for an incapacity" : "in force";
}
