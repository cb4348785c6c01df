/**
 * What each write costs, and how near a batch comes to the floor of the EVM.
 *
 * Run with `npm run bench:gas`; add `-- --json` for one line of JSON. Builds with the production profile and runs on an in-process node.
 */
import { network } from "hardhat";
import { batchFloor } from "./batchFloor.ts";

const BATCH = 100;
const RECORDS = 60;
const PRACTITIONERS = 20;
const TREAT = 53n;
const NO_END = 2n ** 40n - 1n;
const PERMIT_OF_ORGANIZATION_FOR_ALL = 3n | (1n << 4n) | (1n << 6n);
const PERMIT_OF_ACCESSOR = 3n;

const { ethers, ignition } = await network.create();
const { default: Fiducial } = await import("../deploy/modules/Fiducial.ts");
const { registry } = await ignition.deploy(Fiducial);
const [admin, organization, gateway, patient, relayer] = await ethers.getSigners();
if (!admin || !organization || !gateway || !patient || !relayer)
  throw new TypeError("The node offers too few accounts.");

type Receipt = { gasUsed: bigint; timestamp: bigint };
async function send(transaction: Promise<{ wait(): Promise<unknown>; hash: string }>): Promise<Receipt> {
  const { hash } = await transaction;
  const receipt = await ethers.provider.getTransactionReceipt(hash);
  const block = await ethers.provider.getBlock(receipt?.blockNumber ?? "latest");
  if (!receipt || !block) throw new TypeError("The transaction has no receipt.");
  return { gasUsed: receipt.gasUsed, timestamp: BigInt(block.timestamp) };
}
const random = (label: string): string => ethers.id(label);
const word = (accessor: string, time: bigint, claim: bigint): bigint =>
  BigInt(accessor) | (time << 160n) | (TREAT << 200n) | (1n << 208n) | (claim << 216n);

await send(registry.admitOrganization(organization.address));
const asOrganization = registry.connect(organization) as typeof registry;
const asPatient = registry.connect(patient) as typeof registry;
await send(asOrganization.admit(gateway.address, 3, 1, 0, NO_END));

// The hospital hour: 60 records of 60 patients who each permit the hospital, 20 of its practitioners, 100 accesses.
const practitioners: string[] = [];
for (let i = 0; i < PRACTITIONERS; i++) {
  practitioners.push(ethers.getAddress(random(`practitioner ${i}`).slice(0, 42)));
  await send(asOrganization.admit(practitioners[i] ?? "", 2, 0, 0, NO_END));
}
const records: string[] = [];
const terms = (id: number, grantee: string, scope = ethers.ZeroHash) => ({
  patient: id,
  grantee,
  scope,
  purposes: 1n << TREAT,
  kinds: 1n,
  from: 0,
  until: NO_END,
});
let register = 0n;
for (let i = 0; i < RECORDS; i++) {
  await send(asOrganization.enroll(patient.address));
  const record = random(`record ${i}`);
  records.push(record);
  register = (await send(asOrganization.register({ record, patient: i + 1, kind: 0, digest: random(`digest ${i}`) })))
    .gasUsed;
  await send(asPatient.permit(terms(i + 1, organization.address)));
}

// One permit each way, and its revocation.
const scope = records[0] ?? "";
const [direct] = [await send(asPatient.permit(terms(1, relayer.address, scope)))];
const revoke = await send(asPatient.revoke(1, scope, relayer.address));
const { chainId } = await ethers.provider.getNetwork();
const domain = { name: "Fiducial", version: "1", chainId, verifyingContract: await registry.getAddress() };
const types = {
  Permit: [
    { name: "patient", type: "uint48" },
    { name: "scope", type: "bytes32" },
    { name: "grantee", type: "address" },
    { name: "purposes", type: "uint88" },
    { name: "kinds", type: "uint48" },
    { name: "from", type: "uint40" },
    { name: "until", type: "uint40" },
    { name: "version", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "deadline", type: "uint40" },
  ],
};
async function permitBySignature(version: number): Promise<bigint> {
  const message = { ...terms(2, practitioners[0] ?? "", records[1]), version, epoch: 0, deadline: NO_END };
  const signature = await patient?.signTypedData(domain, types, message);
  const sent = registry.connect(relayer) as typeof registry;
  return (await send(sent.permitBySignature(terms(2, practitioners[0] ?? "", records[1]), NO_END, signature))).gasUsed;
}
const signatureFirst = await permitBySignature(0);
const signatureNext = await permitBySignature(1);

// A single access by a practitioner with a permit to its hospital.
const accessor = gateway;
const now = async (): Promise<bigint> => BigInt((await ethers.provider.getBlock("latest"))?.timestamp ?? 0);
const single = await send(
  (registry.connect(accessor) as typeof registry).logOwn({
    record: records[2],
    part: random("part"),
    what: word(ethers.ZeroAddress, await now(), PERMIT_OF_ORGANIZATION_FOR_ALL),
  }),
);

// A batch before the one that is measured, so that every counter is past its first write.
const asGateway = registry.connect(gateway) as typeof registry;
const batch = async () => {
  const time = await now();
  return Array.from({ length: BATCH }, (_, i) => ({
    record: records[(i * 7) % RECORDS] ?? "",
    part: random(`part ${i}`),
    what: word(practitioners[(i * 3) % PRACTITIONERS] ?? "", time, PERMIT_OF_ORGANIZATION_FOR_ALL),
  }));
};
await send(asGateway.logAccesses(1, await batch()));
const entries = await batch();
const measured = await send(asGateway.logAccesses(BATCH + 1, entries));
const floor = batchFloor(entries);

const size = (await ethers.provider.getCode(await registry.getAddress())).length / 2 - 1;
const perAccess = (gas: bigint | number): number => Math.round(Number(gas) / BATCH);
const figures = {
  permit: {
    direct: Number(direct.gasUsed),
    signatureFirst: Number(signatureFirst),
    signatureNext: Number(signatureNext),
  },
  revoke: Number(revoke.gasUsed),
  register: Number(register),
  access: { single: Number(single.gasUsed), batch100: perAccess(measured.gasUsed), batch100Floor: perAccess(floor) },
  size: { FiducialRegistry: size },
};
void PERMIT_OF_ACCESSOR;
console.log(JSON.stringify(figures), (perAccess(measured.gasUsed) / perAccess(floor)).toFixed(3));
