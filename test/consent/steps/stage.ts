import { type ContractFunctionArgs, type ContractFunctionName, encodeFunctionData, type Hex } from "viem";
import { fiducialRegistryAbi as abi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { sortMembers } from "../../../src/consent/jointAccounts.ts";
import { NO_END } from "../../../src/consent/typedData.ts";
import type { Chain } from "../chain.ts";
import type { Dice } from "../dice.ts";

export const CHAIN_ID = 31337;

/** Steps of a world by name. Each says whether the contract took it. */
export type Steps = Readonly<Record<string, () => Promise<boolean>>>;

/** What random steps are made with. */
export type Stage = ReturnType<typeof buildStage>;

type Name = ContractFunctionName<typeof abi, "nonpayable">;
type Args<Called extends Name> = ContractFunctionArgs<typeof abi, "nonpayable", Called>;
type Signable = { readonly domain: object; readonly types: object; readonly message: object };

/** Builds what random steps are made with: calls at random times, by an account or by its signature. */
export function buildStage(chain: Chain, dice: Dice) {
  const { cast, registry } = chain;
  const { roll, pick, isLucky } = dice;
  const times: number[] = [];

  /** Calls a few seconds after the last call. */
  async function call<Called extends Name>(from: Hex, functionName: Called, args: Args<Called>): Promise<boolean> {
    return callAt(chain.now() + roll(1, 4), from, functionName, args);
  }

  async function callAt<Called extends Name>(
    at: number,
    from: Hex,
    functionName: Called,
    args: Args<Called>,
  ): Promise<boolean> {
    times.push(at);
    return chain.send(from, encode(functionName, args), at);
  }

  /** Sends by somebody else what an account signed; for the joint account, what its members did, or one of them. */
  async function callSigned<Called extends Name>(
    signer: Hex,
    functionName: Called,
    args: Args<Called>,
    data: Signable,
    isOneEnough = false,
  ): Promise<boolean> {
    const signers = signer === cast.joint ? sortMembers(cast.guardians) : [signer];
    const silent = isOneEnough && signers.length > 1 ? pick(signers) : undefined;
    const signatures: Hex[] = [];
    for (const each of signers) signatures.push(each === silent ? "0x" : await chain.sign(each, data));
    const signed = { signers, signatures, deadline: NO_END };
    return call(pick(cast.outsiders), "actBySignature", [encode(functionName, args), signed]);
  }

  /** From the past or around now, to around now or without an end. */
  function window(): { from: number; until: number } {
    const from = chain.now() + roll(-5, 12);
    return { from: isLucky(60) ? 0 : from, until: isLucky(60) ? NO_END : from + roll(1, 60) };
  }

  async function patientOf(patient: number) {
    return registry.read.patientOf([patient]);
  }

  /** Where a signature of this patient is good now. */
  async function boundsOf(patient: number) {
    const epoch = await registry.read.epochOf([patient]);
    return { chainId: CHAIN_ID, registry: registry.address, epoch, deadline: NO_END };
  }

  return { chain, cast, registry, dice, times, call, callAt, callSigned, window, patientOf, boundsOf };
}

/** Encodes a call of the registry. Its types are checked where it is named. */
function encode<Called extends Name>(functionName: Called, args: Args<Called>): Hex {
  return encodeFunctionData({ abi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
}
