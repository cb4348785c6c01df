import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractRunner, ContractTransactionResponse } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { gasOf } from "../gasOf.ts";
import type { OperationGas } from "../gasPeers.ts";
import type { Sample } from "./sample.ts";

const BATCH = 100;
const NOT_BY_SIGNATURE = { permitBySignatureFirst: null, permitBySignatureNext: null };

// What a string log holds of the sample. Plain identifiers, as in such logs; ours has commitments in their place.
const STUDY = "2.25.329800735698586629295641978511506172918";
const SERIES = "2.25.201938475610293847561029384756102938475";
const TIME = "2026-03-02T10:00:00Z";

/** A deployed peer, called by one account. */
type Call = (from: ContractRunner, name: string, ...args: readonly unknown[]) => Promise<ContractTransactionResponse>;

/**
 * Measures the string log: what ours holds of a consent and of an access, field by field as strings. The second of each is measured, when the
 * arrays' lengths are past their first write, as our counters are.
 */
export async function measureStringLog(
  ethers: HardhatEthers,
  peers: HardhatRuntimeEnvironment,
  sample: Sample,
): Promise<OperationGas> {
  const call = await deploy(ethers, peers, "StringLog");
  const consent = ["patient-00001", sample.grantee, STUDY, "TREAT", "study", TIME, "9999-12-31T23:59:59Z"];
  const access = [STUDY, SERIES, "practitioner-07", "patient-00001", TIME, "TREAT", "read", "permit"];
  await gasOf(call(sample.patient, "permit", consent));
  await gasOf(call(sample.gateway, "log", access));
  return {
    ...NOT_BY_SIGNATURE,
    permit: await gasOf(call(sample.patient, "permit", consent)),
    revoke: await gasOf(call(sample.patient, "revoke", 1, TIME)),
    accessSingle: await gasOf(call(sample.gateway, "log", access)),
    accessBatch100: null,
  };
}

/** Measures a contract for each consent and each access, with the same words as ours. */
export async function measureContractEach(
  ethers: HardhatEthers,
  peers: HardhatRuntimeEnvironment,
  sample: Sample,
): Promise<OperationGas> {
  const { patient, gateway, grantee, scope, purposes, kinds, until } = sample;
  const call = await deploy(ethers, peers, "ContractEach");
  const { abi } = await peers.artifacts.readArtifact("Consent");
  const granted = call(patient, "permit", grantee, scope, purposes, kinds, until);
  const permit = await gasOf(granted);
  const [event] = (await (await granted).wait())?.logs ?? [];
  const [address] = ethers.AbiCoder.defaultAbiCoder().decode(["address"], event?.data ?? "0x");
  const consent = await ethers.getContractAt([...abi], address, patient);
  const entry = sample.buildEntry(0);
  return {
    ...NOT_BY_SIGNATURE,
    permit,
    revoke: await gasOf(consent.getFunction("revoke")()),
    accessSingle: await gasOf(call(gateway, "log", entry.record, entry.part, entry.patient, entry.what)),
    accessBatch100: null,
  };
}

/** Measures the yes or no with a plain event: the words of our entries and events, without a judgement, a number or a right. */
export async function measurePlainEvent(
  ethers: HardhatEthers,
  peers: HardhatRuntimeEnvironment,
  sample: Sample,
): Promise<OperationGas> {
  const call = await deploy(ethers, peers, "PlainEvent");
  const batch = Array.from({ length: BATCH }, (_, i) => sample.buildEntry(i));
  return {
    ...NOT_BY_SIGNATURE,
    permit: await gasOf(call(sample.patient, "permit", sample.grantee)),
    revoke: await gasOf(call(sample.patient, "revoke", sample.grantee)),
    accessSingle: await gasOf(call(sample.gateway, "log", sample.buildEntry(0))),
    accessBatch100: Math.round((await gasOf(call(sample.gateway, "logMany", batch))) / BATCH),
  };
}

async function deploy(ethers: HardhatEthers, peers: HardhatRuntimeEnvironment, name: string): Promise<Call> {
  const { abi, bytecode } = await peers.artifacts.readArtifact(name);
  const contract = await (await ethers.getContractFactory([...abi], bytecode)).deploy();
  return (from, method, ...args) => contract.connect(from).getFunction(method)(...args);
}
