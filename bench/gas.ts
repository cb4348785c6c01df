/**
 * What each write costs, and how near a batch comes to the floor of the EVM: `npm run bench:gas`, with `-- --json` for one line of JSON.
 *
 * Exits with 1 when a bound is missed. Builds the contracts with the production profile, beside the ordinary artifacts, and runs them on an in-process node.
 */
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse } from "ethers";
import { openProduction } from "../deploy/production.ts";
import type { FiducialRegistry } from "../types/contracts/FiducialRegistry.ts";
import { batchFloor } from "./batchFloor.ts";
import { type GasFigures, isMet, listRows, renderRows } from "./gasTable.ts";
import { buildHospitalHour, buildTerms, NO_END, TREATMENT } from "./hospitalHour.ts";

const BATCH = 100;
const READ = 1n;
const PERMIT_TO_ORGANIZATION_FOR_ALL = 3n | (1n << 4n) | (1n << 6n);

const hre = await openProduction();
const { ethers } = await hre.network.create();
const accessManager = await ethers.deployContract("AccessManager", [(await ethers.getSigners())[0]]);
const deployed = await ethers.deployContract("FiducialRegistry", [accessManager]);
const hour = await buildHospitalHour(ethers, deployed as unknown as FiducialRegistry);
const { registry, gateway, patient, relayer } = hour;

async function gasOf(transaction: Promise<ContractTransactionResponse>): Promise<number> {
  return Number((await (await transaction).wait())?.gasUsed);
}

function buildEntry(record: string, part: string, accessor: string, time: number) {
  const small =
    (BigInt(time) << 160n) | (TREATMENT << 200n) | (READ << 208n) | (PERMIT_TO_ORGANIZATION_FOR_ALL << 216n);
  return { record, part: ethers.id(part), what: BigInt(accessor) | small };
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
    return gasOf(registry.connect(relayer).permitBySignature(terms, NO_END, signature));
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
    return Array.from({ length: BATCH }, (_, i) => {
      const record = hour.records[(i * 7) % hour.records.length] ?? "";
      const accessor = hour.practitioners[(i * 3) % hour.practitioners.length] ?? "";
      return buildEntry(record, `part ${i}`, accessor, time);
    });
  };
  await gasOf(registry.connect(gateway).logAccesses(1, await buildBatch()));
  const entries = await buildBatch();
  const gas = await gasOf(registry.connect(gateway).logAccesses(BATCH + 1, entries));
  return { gas, floor: batchFloor(entries) };
}

const { revoke, ...permit } = await measurePermits();
const single = await measureSingle();
const batch = await measureBatch();
const code = await ethers.provider.getCode(registry);

const figures: GasFigures = {
  permit,
  revoke,
  register: Number(hour.registerGas),
  access: { single, batch100: Math.round(batch.gas / BATCH), batch100Floor: Math.round(batch.floor / BATCH) },
  size: { FiducialRegistry: (code.length - 2) / 2 },
};
const rows = listRows(figures);
console.log(process.argv.includes("--json") ? JSON.stringify(figures) : renderRows(rows));
process.exitCode = rows.every(isMet) ? 0 : 1;
