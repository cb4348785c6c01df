import { BASIS_WORDS } from "../../consent/bases.ts";
import type { Position, ReplayFinding } from "./findings.ts";
import type { NoLeave, ReplayedAccess } from "./replay.ts";

/** Why there was no leave, in words. */
const NO_LEAVE_WORDS: Readonly<Record<NoLeave, string>> = {
  NoPermit: "there was no permit",
  Ended: "the permit had ended",
  NotYetInForce: "the permit had not begun",
  PurposeNotCovered: "the permit did not cover the purpose",
  KindNotCovered: "the permit did not cover this kind of record",
  AccessorNotValid: "the accessor was not valid then",
  EmergencyOver: "the emergency was over",
  UnknownRecord: "the record was not registered",
  OtherLeave: "the leave it names did not hold, though another did",
};

/** Says in words what is wrong, one sentence a line, in the order given; one line where nothing is. */
export function describeReplay(findings: readonly ReplayFinding[]): readonly string[] {
  if (findings.length === 0) return ["Nothing is wrong."];
  return findings.map(({ code, position, words }) => {
    const where = placeOf(position);
    return `${code === "Restricted" ? "REFUSABLE" : `WRONG (${code})`}${where === "" ? "" : ` in ${where}`}: ${words}.`;
  });
}

/** Says in words how the replay resolved each access that the contract left UNDETERMINED. */
export function describeResolved(accesses: readonly ReplayedAccess[]): readonly string[] {
  return accesses
    .filter(({ access }) => access.basis === "UNDETERMINED")
    .map(({ access, judged, reason }) => {
      const { blockNumber, logIndex } = access.place;
      const where = placeOf({ record: access.record, number: access.number, place: { blockNumber, logIndex } });
      const version = judged.basis === "PERMIT" ? `, version ${judged.version}` : "";
      const why = reason === undefined ? "" : `: ${NO_LEAVE_WORDS[reason]}`;
      return `RESOLVED ${where}: ${judged.basis} (${BASIS_WORDS[judged.basis]}${version})${why}.`;
    });
}

/** Rows are counted from 1, as people count. */
function placeOf({ record, number, gateway, place, row, table }: Position): string {
  return [
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(number === undefined ? [] : [`access ${number}`]),
    ...(record === undefined ? [] : [`record ${record}`]),
    ...(gateway === undefined ? [] : [`gateway ${gateway}`]),
    ...(place === undefined ? [] : [`block ${place.blockNumber}`, `log ${place.logIndex}`]),
    ...(row === undefined ? [] : [`row ${row + 1}`]),
  ].join(", ");
}
