import { network } from "hardhat";
import {
  type Abi,
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  custom,
  encodeFunctionData,
  type Hex,
  toHex,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import deployment from "../../deploy/modules/Fiducial.ts";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { type Caller, callers } from "./callers.ts";
import { buildTerms, type Cast, entryOf, ids, NO_END, permitKeys } from "./calls.ts";
import type { Verdict } from "./rows.ts";

export const abi: Abi = fiducialRegistryAbi;

/** A registry with one account of each kind, in which each function can be done by somebody. */
export type World = Awaited<ReturnType<typeof startWorld>>;

const mnemonic = "test test test test test test test test test test test junk";

/** Starts an in-process chain and settles everybody. */
export async function startWorld() {
  const { provider, ignition, close } = await network.create();
  const deployed = await ignition.deploy(deployment);
  const registry = (await deployed.registry.getAddress()) as Address;
  const client = createPublicClient({ transport: custom(provider, { retryCount: 0 }), cacheTime: 0 });
  const addresses = (await provider.request({ method: "eth_accounts" })) as Address[];
  const cast = Object.fromEntries(callers.map((caller, i) => [caller, addresses[i]])) as Cast;

  async function send(from: Address, name: string, args: readonly unknown[]) {
    const data = encodeFunctionData({ abi, functionName: name, args });
    const transaction = { from, to: registry, data, gas: toHex(3_000_000) };
    const hash = (await provider.request({ method: "eth_sendTransaction", params: [transaction] })) as Hex;
    return client.getTransactionReceipt({ hash });
  }

  /** What the caller would get now; nothing is changed by it. */
  async function ask(caller: Caller, name: string, args: readonly unknown[]): Promise<Verdict> {
    try {
      await client.simulateContract({ account: cast[caller], address: registry, abi, functionName: name, args });
      return { allowed: true };
    } catch (error) {
      const cause = error instanceof BaseError ? error.walk((e) => e instanceof ContractFunctionRevertedError) : null;
      if (!(cause instanceof ContractFunctionRevertedError)) throw error;
      return { allowed: false, error: cause.data?.errorName ?? cause.signature ?? "without a reason" };
    }
  }

  /** Every permit that the calls are about: one in force, one that ended, one that never was. */
  function readPermits(): Promise<readonly unknown[]> {
    const read = (args: readonly unknown[]) =>
      client.readContract({ address: registry, abi, functionName: "permitOf", args });
    return Promise.all(permitKeys(cast).map(read));
  }

  /** The controller's signature over a permit, as things stand. */
  async function signPermit(): Promise<Hex> {
    const { patient, scope, grantee, ...rest } = buildTerms(cast);
    const message = { patient, scope, grantee, ...rest, version: 1, epoch: await readEpoch(), deadline: NO_END };
    const types = {
      Permit: [
        ...[
          { name: "patient", type: "uint48" },
          { name: "scope", type: "bytes32" },
          { name: "grantee", type: "address" },
        ],
        ...[
          { name: "purposes", type: "uint88" },
          { name: "kinds", type: "uint48" },
          { name: "from", type: "uint40" },
        ],
        ...[
          { name: "until", type: "uint40" },
          { name: "version", type: "uint32" },
          { name: "epoch", type: "uint32" },
        ],
        { name: "deadline", type: "uint40" },
      ],
    };
    const chainId = await client.getChainId();
    const domain = { name: "Fiducial", version: "1", chainId, verifyingContract: registry };
    const addressIndex = callers.indexOf("controller");
    return mnemonicToAccount(mnemonic, { addressIndex }).signTypedData({
      domain,
      types,
      primaryType: "Permit",
      message,
    });
  }

  async function readEpoch(): Promise<number> {
    return (await client.readContract({
      address: registry,
      abi,
      functionName: "epochOf",
      args: [ids.alice],
    })) as number;
  }

  const now = async () => Number((await client.getBlock()).timestamp);
  await settle();
  const signature = await signPermit();
  const time = await now();

  async function settle(): Promise<void> {
    const { admin, organization, anotherOrganization, suspendedOrganization, controller, offeredAccount } = cast;
    for (const one of [organization, anotherOrganization, suspendedOrganization]) {
      await send(admin, "admitOrganization", [one]);
    }
    await send(admin, "suspendOrganization", [suspendedOrganization]);
    const roles: [Caller, number, number][] = [
      ...([
        ["registrar", 2, 2],
        ["practitioner", 2, 0],
        ["gateway", 3, 1],
      ] as [Caller, number, number][]),
      ...([
        ["emergency", 2, 4],
        ["reviewer", 2, 8],
        ["auditor", 2, 16],
      ] as [Caller, number, number][]),
    ];
    for (const [who, kind, bits] of roles) await send(organization, "admit", [cast[who], kind, bits, 0, NO_END]);
    await send(organization, "openGroup", []);
    // Alice, Dora (whose key is lost, and control is offered), a patient whose key the organization holds, and somebody else's.
    await send(organization, "enroll", [controller, 0]);
    await send(organization, "enroll", [controller, 0]);
    await send(organization, "enroll", [addresses[19], 1]);
    await send(anotherOrganization, "enroll", [cast.anotherPatient, 0]);
    for (const [who, powers] of [
      ["consentingProxy", 1],
      ["readingProxy", 2],
    ] as const) {
      const terms = { patient: ids.alice, proxy: cast[who], powers, springing: false, from: 0, until: NO_END };
      await send(controller, "appoint", [terms]);
    }
    for (const patient of [ids.alice, ids.dora]) {
      await send(controller, "chooseRecovery", [patient, cast.recoveryAccount, 86_400]);
    }
    await send(controller, "offerHandover", [ids.dora, offeredAccount]);
    await send(addresses[19] as Address, "offerHandover", [ids.held, offeredAccount]);
    await send(cast.recoveryAccount, "requestRecovery", [ids.dora, cast.stranger]);
    await provider.request({ method: "evm_increaseTime", params: [90_000] });
    for (const record of [ids.record, ids.laterRecord]) {
      await send(organization, "register", [{ record, patient: ids.alice, kind: 0, status: 3, digest: ids.digest }]);
    }
    const terms = buildTerms(cast);
    await send(controller, "permit", [terms]);
    await send(controller, "permit", [{ ...terms, grantee: cast.emergency }]);
    await send(controller, "revoke", [terms.patient, terms.scope, cast.emergency]);
    const contribution = { record: ids.record, section: ids.digest, digest: ids.digest, origin: 0, tool: ids.none };
    const empty = { toolVersion: ids.zero, model: ids.zero, inputs: ids.zero };
    await send(cast.practitioner, "contribute", [{ ...contribution, ...empty }]);
    await send(cast.emergency, "logOwn", [entryOf(cast.emergency, await now(), { purpose: 57, claim: 4, detail: 1 })]);
  }

  return { provider, cast, registry, signature, time, close, send, ask, readPermits };
}
