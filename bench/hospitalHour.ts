import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { FiducialRegistry } from "../types/contracts/FiducialRegistry.ts";

/** An hour of a hospital: 60 records of 60 patients who each permit the hospital, and 20 of its practitioners. */
export type HospitalHour = {
  readonly registry: FiducialRegistry;
  readonly hospital: HardhatEthersSigner;
  readonly gateway: HardhatEthersSigner;
  readonly patient: HardhatEthersSigner;
  readonly relayer: HardhatEthersSigner;
  readonly practitioners: readonly string[];
  readonly records: readonly string[];
  /** The gas of the last registration. */
  readonly registerGas: bigint;
};

export const TREATMENT = 53n;
export const NO_END = 2n ** 40n - 1n;

const RECORDS = 60;
const PRACTITIONERS = 20;
const PRACTITIONER = 2;
const DEVICE = 3;
const GATEWAY_ROLE = 1;
const SELF = 0;
const FINAL = 3;

/** Terms that permit treatment with imaging studies from now on without an end. */
export function buildTerms(ethers: HardhatEthers, patient: number, grantee: string, scope = ethers.ZeroHash) {
  return { patient, scope, grantee, purposes: 1n << TREATMENT, kinds: 1n, from: 0n, until: NO_END };
}

/** Sets the hour up on an in-process chain. One account acts for all patients, since only the slots matter. */
export async function buildHospitalHour(ethers: HardhatEthers, registry: FiducialRegistry): Promise<HospitalHour> {
  const [, hospital, gateway, patient, relayer] = await ethers.getSigners();
  if (!hospital || !gateway || !patient || !relayer) throw new TypeError("The node offers too few accounts.");
  const asHospital = registry.connect(hospital);
  await registry.admitOrganization(hospital);
  await asHospital.admit(gateway, DEVICE, GATEWAY_ROLE, 0, NO_END);

  const practitioners = Array.from({ length: PRACTITIONERS }, (_, i) => ethers.id(`practitioner ${i}`).slice(0, 42));
  for (const practitioner of practitioners) await asHospital.admit(practitioner, PRACTITIONER, 0, 0, NO_END);

  const records = Array.from({ length: RECORDS }, (_, i) => ethers.id(`record ${i}`));
  let registerGas = 0n;
  for (const [i, record] of records.entries()) {
    await asHospital.enroll(patient, SELF);
    const digest = ethers.id(`digest ${i}`);
    const registered = await asHospital.register({ record, patient: i + 1, kind: 0, status: FINAL, digest });
    registerGas = (await registered.wait())?.gasUsed ?? 0n;
    await registry.connect(patient).permit(buildTerms(ethers, i + 1, hospital.address));
  }
  return { registry, hospital, gateway, patient, relayer, practitioners, records, registerGas };
}
