import {
  type Abi,
  type Address,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  stringToHex,
} from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { encodeAccessWord } from "../../src/consent/accessWord.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import type { Request } from "../../src/indexer/chain.ts";
import { buildDice } from "./dice.ts";

/** What is deployed: the ABI and the code of a contract. */
export type Contract = { readonly abi: Abi; readonly bytecode: Hex };

const patientCount = 1_000;
const recordCount = 2_000;
const practitionerCount = 100;
const practitionerKind = 2;
const deviceKind = 3;
const gatewayRole = 1;
/** The patient holds the key. */
const self = 0;
const final = 3;
const noEnd = 2 ** 40 - 1;
const purposes = [53, 34, 40] as const;
const batchSize = 100;
const batchesPerBlock = 4;
const setupPerBlock = 100;
const gas = 12_000_000n;
/** Empty blocks at the end: indexers hold the last ones back until they can not change any more. */
const blocksAbove = 80;

/**
 * Makes the accesses of a hospital on a fresh chain that mines when told: an organization with two gateways and a hundred practitioners, a
 * thousand patients who each permit it, two thousand records; then batches of 100 accesses by the gateways, four a block.
 *
 * @param accesses - How many; a multiple of 100.
 * @returns The registry's address.
 */
export async function makeHospital(
  request: Request,
  contracts: { readonly accessManager: Contract; readonly registry: Contract },
  accesses: number,
): Promise<Address> {
  const [admin, hospital, patient, ...gateways] = ((await request("eth_accounts", [])) as Address[]).slice(0, 5);
  if (!admin || !hospital || !patient) throw new TypeError("The node offers too few accounts.");
  const dice = buildDice(7);

  async function deploy({ abi, bytecode }: Contract, args: readonly unknown[]): Promise<Address> {
    const data = encodeDeployData({ abi, bytecode, args });
    const hash = await request("eth_sendTransaction", [{ from: admin, data, gas: numberToHex(gas) }]);
    await request("evm_mine", []);
    const receipt = (await request("eth_getTransactionReceipt", [hash])) as { contractAddress: Address };
    return receipt.contractAddress;
  }
  const manager = await deploy(contracts.accessManager, [admin]);
  const registry = await deploy(contracts.registry, [manager]);

  // Counted here, since what is sent at the same time gets the same number from the node.
  const nonces = new Map<Address, number>([[admin, 2]]);
  let waiting: Promise<unknown>[] = [];
  function send(from: Address, data: Hex): void {
    const nonce = nonces.get(from) ?? 0;
    nonces.set(from, nonce + 1);
    const transaction = { from, to: registry, data, gas: numberToHex(gas), nonce: numberToHex(nonce) };
    waiting.push(request("eth_sendTransaction", [transaction]));
  }
  async function mine(): Promise<void> {
    await Promise.all(waiting);
    waiting = [];
    await request("evm_mine", []);
  }
  const call = (functionName: string, args: readonly unknown[]): Hex =>
    encodeFunctionData({ abi: fiducialRegistryAbi as Abi, functionName, args });
  async function sendAll(from: Address, calls: readonly Hex[]): Promise<void> {
    for (const [i, data] of calls.entries()) {
      send(from, data);
      if ((i + 1) % setupPerBlock === 0) await mine();
    }
    await mine();
  }

  const practitioners = namesOf("practitioner", practitionerCount).map((hash): Address => `0x${hash.slice(26)}`);
  const records = namesOf("record", recordCount);
  const patients = Array.from({ length: patientCount }, (_, i) => i + 1);
  await sendAll(admin, [call("admitOrganization", [hospital])]);
  await sendAll(hospital, [
    ...gateways.map((gateway) => call("admit", [gateway, deviceKind, gatewayRole, 0, noEnd])),
    ...practitioners.map((account) => call("admit", [account, practitionerKind, 0, 0, noEnd])),
    ...patients.map(() => call("enroll", [patient, self])),
    ...records.map((record, i) =>
      call("register", [
        { record, patient: (i % patientCount) + 1, kind: 0, status: final, digest: keccak256(record) },
      ]),
    ),
  ]);
  const terms = { scope: wholeRecord, purposes: 1n << 53n, kinds: 1n, from: 0, until: noEnd };
  await sendAll(
    patient,
    patients.map((number) => call("permit", [{ ...terms, patient: number, grantee: hospital }])),
  );

  const next = new Map(gateways.map((gateway) => [gateway, 1]));
  for (let batch = 0; batch * batchSize < accesses; ) {
    const { timestamp } = (await request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
    for (let i = 0; i < batchesPerBlock && batch * batchSize < accesses; i += 1, batch += 1) {
      const gateway = gateways[batch % gateways.length] ?? admin;
      const first = next.get(gateway) ?? 1;
      next.set(gateway, first + batchSize);
      const entries = Array.from({ length: batchSize }, () => entryAt(Number(timestamp) - dice(3600)));
      send(gateway, call("logAccesses", [first, entries]));
    }
    await mine();
  }
  await request("anvil_mine", [numberToHex(blocksAbove)]);
  const counts = await Promise.all(
    gateways.map((gateway) => request("eth_call", [{ to: registry, data: call("entryCountOf", [gateway]) }, "latest"])),
  );
  const made = counts.reduce<number>((sum, count) => sum + Number(count), 0);
  if (made !== accesses) throw new TypeError(`${made} of ${accesses} accesses are on the chain.`);
  return registry;

  /** One in twenty is for a purpose that is not permitted, one in a hundred breaks the glass. */
  function entryAt(time: number) {
    const record = records[dice(recordCount)] ?? wholeRecord;
    const isEmergency = dice(100) === 0;
    const claim = { basis: isEmergency ? "EMERGENCY" : "PERMIT", grantee: "organization", allRecords: true } as const;
    const account = practitioners[dice(practitionerCount)] ?? "0x";
    const purpose = (dice(20) === 0 ? purposes[1 + dice(2)] : purposes[0]) ?? 0;
    const part = dice(3) === 0 ? wholeRecord : keccak256(`${record}${numberToHex(dice(20), { size: 1 }).slice(2)}`);
    const word = { account, time, purpose, action: 1, claim, detail: isEmergency ? 1 : 0 };
    return { record, part, what: encodeAccessWord(word) };
  }
}

function namesOf(what: string, count: number): readonly Hex[] {
  return Array.from({ length: count }, (_, i) => keccak256(stringToHex(`${what} ${i}`)));
}
