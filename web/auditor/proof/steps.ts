import type { Bundle, BundleRow, FaultCode, Findings } from "../../../src/audit/verify/index.ts";
import type { Access } from "../../api/types.ts";

/** The links of the chain of proof, from what the page shows to what the reader's own node says. */
export const stepNames = ["shown", "event", "receipt", "receiptsRoot", "header", "trusted"] as const;

export type StepName = (typeof stepNames)[number];

/** One link: whether it held, and what was wrong. `unknown` is what nobody looked at, since a link before it broke. */
export type Step = {
  readonly name: StepName;
  readonly state: "held" | "failed" | "unknown";
  readonly faults: readonly Fault[];
};

/** What the verifier finds wrong, and what the page does beside: the row that it shows is not in the proof, or says something else there. */
export type Fault = FaultCode | "RowNotProven" | "ShownOtherwise";

const stepOf: Readonly<Partial<Record<FaultCode, StepName>>> = {
  OtherChain: "event",
  OtherRegistry: "event",
  OtherContract: "event",
  OtherEvent: "event",
  RowAltered: "event",
  RowOutOfPlace: "event",
  RowTooLate: "event",
  LogMissing: "receipt",
  ReceiptUnreadable: "receipt",
  ReceiptMissing: "receiptsRoot",
  NodeMissing: "receiptsRoot",
  NodeUnreadable: "receiptsRoot",
  NodeOutOfPlace: "receiptsRoot",
  HeaderUnreadable: "header",
  HeaderOutOfPlace: "header",
};

/**
 * Says of each link from an access to the trusted block whether it held. The verifier goes from the trusted block down, so what is below a broken
 * link was not looked at; what is above it held. Whether the page shows what is in the proof is seen without it.
 *
 * @param access - As the page shows it.
 */
export function followProof(access: Access, bundle: Bundle, findings: Findings): readonly Step[] {
  const shown = findShownFaults(access, bundle);
  // A fault with no step of its own is about what is trusted.
  const found = findings.problems.map(({ code }) => ({ code, at: stepNames.indexOf(stepOf[code] ?? "trusted") }));
  const broken = Math.max(-1, ...found.map(({ at }) => at));
  return stepNames.map((name, at): Step => {
    if (name === "shown") return { name, state: shown.length === 0 ? "held" : "failed", faults: shown };
    const own = found.filter((one) => one.at === at).map(({ code }) => code);
    return { name, state: at > broken ? "held" : at === broken ? "failed" : "unknown", faults: [...new Set(own)] };
  });
}

/** Finds the row of a bundle that an access is. */
export function findBundleRow(
  { record, number }: Pick<Access, "record" | "number">,
  bundle: Bundle,
): BundleRow | undefined {
  return bundle.rows.find((row) => row.record === record && row.number === number);
}

function findShownFaults(access: Access, bundle: Bundle): readonly Fault[] {
  const row = findBundleRow(access, bundle);
  if (row === undefined) return ["RowNotProven"];
  const isSame =
    row.patient === access.patient &&
    row.accessor === access.accessor &&
    row.part === access.part &&
    row.time === access.time &&
    row.purpose === access.purpose.number &&
    row.action === access.action.number &&
    row.claim.basis === access.claimed &&
    row.detail === access.detail &&
    row.basis === access.basis &&
    row.permitVersion === access.permitVersion &&
    row.gateway === access.gateway &&
    row.entryNumber === access.entryNumber &&
    row.block === access.place.blockNumber;
  return isSame ? [] : ["ShownOtherwise"];
}
