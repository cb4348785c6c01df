import { type Address, type Hex, zeroAddress } from "viem";
import { type Claim, encodeAccessWord } from "../../../consent/accessWord.ts";
import { type ActionName, actionNumber } from "../../../consent/actions.ts";
import { wholeRecord } from "../../../consent/commitments.ts";
import { type PurposeCode, purposeNumber } from "../../../consent/purposes.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** An access, as its accessor states it. */
export type OwnAccess = {
  readonly record: Hex;
  /** A commitment to the series, instance or section that was accessed; the whole record where it is left out. */
  readonly part?: Hex | undefined;
  /** When it happened (unix seconds). */
  readonly time: number;
  readonly purpose: PurposeCode;
  readonly action: ActionName;
  /** The leave it rests on. With a permit also to whom it was given, the accessor where that is left out, and whether for all records. */
  readonly claim: Pick<Claim, "basis"> & Partial<Claim>;
  /** The group's number with a permit to a group; the coded reason's number and the seconds since the glass was broken with an emergency. */
  readonly detail?: number | undefined;
};

/** An access, as a gateway states it. */
export type AccessStatement = OwnAccess & { readonly accessor: Address };

/** A gateway's batch. */
export type BatchParameters = {
  /** One more than `entryCountOf` the gateway. */
  readonly first: number;
  /** 1 to `MAX_BATCH`. */
  readonly entries: readonly AccessStatement[];
};

/** Builds the call of `logOwn`. */
export function buildLogOwnCall(parameters: CallParameters & OwnAccess): RegistryCall {
  // The contract takes the sender, whatever the entry says.
  return buildCall(parameters.registry, "logOwn", [buildEntry({ ...parameters, accessor: zeroAddress })]);
}

/** Builds the call of `logAccesses`. */
export function buildLogAccessesCall({ registry, first, entries }: CallParameters & BatchParameters): RegistryCall {
  return buildCall(registry, "logAccesses", [first, entries.map(buildEntry)]);
}

/** Builds an entry as the contract takes it. */
export function buildEntry(statement: AccessStatement) {
  const { record, part = wholeRecord, accessor, time, purpose, action, claim, detail = 0 } = statement;
  const what = encodeAccessWord({
    account: accessor,
    time,
    purpose: purposeNumber(purpose),
    action: actionNumber(action),
    claim: { grantee: "accessor", allRecords: false, ...claim },
    detail,
  });
  return { record, part, what };
}
