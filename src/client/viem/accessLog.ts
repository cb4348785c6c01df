import { type Address, encodeFunctionData, type Hex, zeroAddress } from "viem";
import { fiducialRegistryAbi as abi } from "../../abi/fiducialRegistryAbi.ts";
import { type Claim, encodeAccessWord } from "../../consent/accessWord.ts";
import { type ActionName, actionNumber } from "../../consent/actions.ts";
import { type Basis, basisOf as basisWord } from "../../consent/bases.ts";
import { wholeRecord } from "../../consent/commitments.ts";
import { type PurposeCode, purposeNumber } from "../../consent/purposes.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write, writeForAll } from "./write.ts";

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
  /** The group's number with a permit to a group, the coded reason's number with an emergency. */
  readonly detail?: number | undefined;
};

/** An access, as a gateway states it. */
export type AccessStatement = OwnAccess & { readonly accessor: Address };

/**
 * Reads how the contract would judge an access now, without logging it.
 *
 * @returns the basis, and the version of the permit it rests on (zero for other bases)
 * @throws {UnknownRecordError} when the record is not registered
 */
export async function basisOf(
  client: RegistryClient,
  parameters: ReadParameters & AccessStatement,
): Promise<{ basis: Basis; version: number }> {
  const [basis, version] = await read(client, parameters, "basisOf", [buildEntry(parameters)]);
  return { basis: basisWord(basis), version };
}

/** Reads the number of a gateway's last entry; they are numbered 1 to this. */
export async function entryCountOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly gateway: Address },
): Promise<number> {
  return read(client, parameters, "entryCountOf", [parameters.gateway]);
}

/**
 * Logs an access of the sender.
 *
 * @returns the transaction, and the access as the contract judged and numbered it
 */
export async function logOwn(client: RegistryClient, parameters: WriteParameters & OwnAccess) {
  // The contract takes the sender, whatever the entry says.
  const entry = buildEntry({ ...parameters, accessor: zeroAddress });
  const data = encodeFunctionData({ abi, functionName: "logOwn", args: [entry] });
  return write(client, parameters, data, "Accessed");
}

/**
 * Logs accesses in the accessors' names, as a gateway of the records' custodian, all or none.
 *
 * @param parameters - `first` is one more than `entryCountOf` the gateway: a batch sent twice is refused the second time. `entries` are 1 to
 * `MAX_BATCH`.
 * @returns the transaction, and in `accesses` each as the contract judged and numbered it, in the order given
 */
export async function logAccesses(
  client: RegistryClient,
  parameters: WriteParameters & { readonly first: number; readonly entries: readonly AccessStatement[] },
) {
  const args = [parameters.first, parameters.entries.map(buildEntry)] as const;
  const data = encodeFunctionData({ abi, functionName: "logAccesses", args });
  const { events, ...sent } = await writeForAll(client, parameters, data, "Accessed");
  return { ...sent, accesses: events };
}

function buildEntry({
  record,
  part = wholeRecord,
  accessor,
  time,
  purpose,
  action,
  claim,
  detail = 0,
}: AccessStatement) {
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
