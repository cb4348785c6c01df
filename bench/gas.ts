/**
 * What each write costs, how near a batch comes to the floor of the EVM, and what peers take for the same: `npm run bench:gas`, with `-- --json`
 * for one line of JSON.
 *
 * Exits with 1 when one of our bounds is missed; what peers take is in no bound. Builds the contracts with the production profile, beside the
 * ordinary artifacts, and runs all of them on one in-process node.
 */
import { join } from "node:path";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { openHardhat } from "../deploy/openHardhat.ts";
import type { FiducialRegistry } from "../types/contracts/FiducialRegistry.ts";
import { batchFloor } from "./batchFloor.ts";
import { gasOf } from "./gasOf.ts";
import { listRatios, type OperationGas, type PeerGas, renderPeers } from "./gasPeers.ts";
import { type GasFigures, isMet, listRows, renderRows } from "./gasTable.ts";
import { buildHospitalHour, buildTerms, NO_END, TREATMENT } from "./hospitalHour.ts";
import { bringEasPackage } from "./peers/easPackage.ts";
import { measureEas } from "./peers/measureEas.ts";
import { measureContractEach, measurePlainEvent, measureStringLog } from "./peers/measurePeers.ts";
import { openPeers } from "./peers/openPeers.ts";
import type { Sample } from "./peers/sample.ts";
import { readOptions } from "./readOptions.ts";

const asked = readOptions({
  title: "What the contract's acts cost in gas, beside other contracts and the least that the EVM allows.",
  script: "bench:gas",
});

const BATCH = 100;
const READ = 1n;
const PERMIT_TO_ORGANIZATION_FOR_ALL = 3n | (1n << 4n) | (1n << 6n);

const hre = await openHardhat();
const { ethers } = await hre.network.create();
const accessManager = await ethers.deployContract("AccessManager", [(await ethers.getSigners())[0]]);
const deployed = await ethers.deployContract("FiducialRegistry", [accessManager]);
const hour = await buildHospitalHour(ethers, deployed as unknown as FiducialRegistry);
const { registry, gateway, patient, relayer } = hour;

function buildEntry(record: string, part: string, accessor: string, time: number) {
  const small =
    (BigInt(time) << 160n) | (TREATMENT << 200n) | (READ << 208n) | (PERMIT_TO_ORGANIZATION_FOR_ALL << 216n);
  return { record, part: ethers.id(part), what: BigInt(accessor) | small };
}

/** The i-th access of the hour. */
function buildHourEntry(i: number, time: number) {
  const record = hour.records[(i * 7) % hour.records.length] ?? "";
  const accessor = hour.practitioners[(i * 3) % hour.practitioners.length] ?? "";
  return buildEntry(record, `part ${i}`, accessor, time);
}

async function latestTime(): Promise<number> {
  return (await ethers.provider.getBlock("latest"))?.timestamp ?? 0;
}

async function measurePermits(): Promise<{
  direct: number;
  signatureFirst: number;
  signatureNext: number;
  revoke: number;
}> {
  const [record, other] = hour.records as [string, string];
  const direct = await gasOf(registry.connect(patient).permit(buildTerms(ethers, 1, relayer.address, record)));
  const revoke = await gasOf(registry.connect(patient).revoke(1, record, relayer.address));

  const terms = buildTerms(ethers, 2, hour.practitioners[0] ?? "", other);
  const bySignature = async (version: number): Promise<number> => {
    const signature = await sign(patient, { ...terms, version, epoch: 0, deadline: NO_END });
    const act = registry.interface.encodeFunctionData("permit", [terms]);
    const signed = { signers: [patient], signatures: [signature], deadline: NO_END };
    return gasOf(registry.connect(relayer).actBySignature(act, signed));
  };
  return { direct, signatureFirst: await bySignature(0), signatureNext: await bySignature(1), revoke };
}

async function sign(signer: HardhatEthersSigner, message: Record<string, unknown>): Promise<string> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "Fiducial", version: "1", chainId, verifyingContract: await registry.getAddress() };
  const fields =
    "uint48 patient,bytes32 scope,address grantee,uint88 purposes,uint48 kinds,uint40 from,uint40 until,uint32 version,uint32 epoch,uint40 deadline";
  const Permit = fields.split(",").map((field) => {
    const [type = "", name = ""] = field.split(" ");
    return { type, name };
  });
  return signer.signTypedData(domain, { Permit }, message);
}

/** One access by an actor of the hospital, on the patient's permit to the hospital. */
async function measureSingle(): Promise<number> {
  const entry = buildEntry(hour.records[2] ?? "", "part", ethers.ZeroAddress, await latestTime());
  return gasOf(registry.connect(gateway).logOwn(entry));
}

/** The second batch of the hour, when every counter is past its first write. */
async function measureBatch(): Promise<{ gas: number; floor: number }> {
  const buildBatch = async () => {
    const time = await latestTime();
    return Array.from({ length: BATCH }, (_, i) => buildHourEntry(i, time));
  };
  await gasOf(registry.connect(gateway).logAccesses(1, await buildBatch()));
  const entries = await buildBatch();
  const gas = await gasOf(registry.connect(gateway).logAccesses(BATCH + 1, entries));
  return { gas, floor: batchFloor(entries) };
}

/** The same consent and the same accesses, by peers on the same node. */
async function measurePeers(): Promise<PeerGas> {
  const time = await latestTime();
  const { purposes, kinds, until, scope, grantee } = buildTerms(
    ethers,
    1,
    hour.practitioners[0] ?? "",
    hour.records[0],
  );
  const buildPeerEntry = (i: number) => ({ ...buildHourEntry(i, time), patient: ((i * 7) % hour.records.length) + 1 });
  const sample: Sample = {
    ...{ patient, gateway, relayer, purposes, kinds, until, scope, grantee },
    buildEntry: buildPeerEntry,
  };
  const peers = await openPeers();
  const published = bringEasPackage(join(import.meta.dirname, "../cache/peers"));
  if (published === undefined) console.error("EAS is left out: npm could not bring its package.");
  return {
    eas: published === undefined ? null : await measureEas(ethers, published, sample),
    stringLog: await measureStringLog(ethers, peers, sample),
    contractEach: await measureContractEach(ethers, peers, sample),
    plainEvent: await measurePlainEvent(ethers, peers, sample),
  };
}

/** The code of every contract of ours that can be deployed, in bytes. */
async function measureSizes(): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const name of await hre.artifacts.getAllFullyQualifiedNames()) {
    if (!name.startsWith("contracts/")) continue;
    const { contractName, abi, deployedBytecode } = await hre.artifacts.readArtifact(name);
    // An interface has no code, an abstract contract neither; a library of internal functions has some, which nobody calls.
    const isDeployable = deployedBytecode !== "0x" && abi.some(({ type }) => type === "function");
    if (isDeployable) sizes[contractName] = (deployedBytecode.length - 2) / 2;
  }
  return sizes;
}

const { revoke, ...permit } = await measurePermits();
const single = await measureSingle();
const batch = await measureBatch();
const figures: GasFigures = {
  permit,
  revoke,
  register: Number(hour.registerGas),
  access: { single, batch100: Math.round(batch.gas / BATCH), batch100Floor: Math.round(batch.floor / BATCH) },
  size: await measureSizes(),
};
const ours: OperationGas = {
  permit: permit.direct,
  permitBySignatureFirst: permit.signatureFirst,
  permitBySignatureNext: permit.signatureNext,
  revoke,
  accessSingle: single,
  accessBatch100: figures.access.batch100,
};
const peers = await measurePeers();
const rows = listRows(figures);
const json = { ...figures, ours, peers, ratios: listRatios(ours, peers) };
console.log(asked.json ? JSON.stringify(json) : `${renderRows(rows)}\n\n${renderPeers(ours, peers)}`);
process.exitCode = rows.every(isMet) ? 0 : 1;
