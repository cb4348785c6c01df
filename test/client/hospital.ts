import type { Address } from "viem";
import type { AccessStatement, RegistryConnection } from "../../src/client/viem/index.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { ALL_RECORDS, NO_END, type Terms } from "../../src/consent/typedData.ts";
import { clinic, consortium, gateway, hospital, patient, radiologist, word } from "./chain.ts";

/** The first patient's number. */
export const patientNumber = 1;

/** Two records of the first patient. */
export const study = word(0x5717d9);
export const report = word(0x4e9047);

/** Settles two organizations, the hospital's radiologist and gateway, its first patient and that patient's two records. */
export async function settle(registry: RegistryConnection, controller: Address = patient.address): Promise<void> {
  for (const { address: organization } of [hospital, clinic]) {
    await registry.admitOrganization({ account: consortium, organization });
  }
  const account = hospital;
  await registry.admit({ account, actor: radiologist.address, kind: "practitioner", roles: ["emergency"] });
  await registry.admit({ account, actor: gateway.address, kind: "device", roles: ["gateway"] });
  await registry.enroll({ account, controller });
  await registry.registerMany({
    account,
    registrations: [
      { record: study, patient: patientNumber, kind: "imaging-study", digest: word(1) },
      { record: report, patient: patientNumber, kind: "report", digest: word(2) },
    ],
  });
}

/** Builds the first patient's permit to the hospital: treatment, all records, without an end; `change` says what is special. */
export function buildTerms(change: Partial<Terms> = {}): Terms {
  return {
    patient: patientNumber,
    scope: ALL_RECORDS,
    grantee: hospital.address,
    purposes: coverPurposes(["TREAT"]),
    kinds: ALL_KINDS,
    from: 0,
    until: NO_END,
    ...change,
  };
}

/** Builds the radiologist's reading of the study on the permit of `buildTerms`; `change` says what is special. */
export function buildAccess(time: number, change: Partial<AccessStatement> = {}): AccessStatement {
  return {
    record: study,
    accessor: radiologist.address,
    time,
    purpose: "TREAT",
    action: "read",
    claim: { basis: "PERMIT", grantee: "organization", allRecords: true },
    ...change,
  };
}
