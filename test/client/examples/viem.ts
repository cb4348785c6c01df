import { type Hex, http, type LocalAccount } from "viem";
import { connectRegistry, NotActingForError } from "../../../src/client/viem/index.ts";
import { ALL_KINDS } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";

/** A study is registered, permitted by a patient who only signs, and read. */
export async function journey(
  where: { url: string; chainId: number; registry: Hex },
  who: { hospital: LocalAccount; radiologist: LocalAccount; patient: LocalAccount },
  study: { record: Hex; digest: Hex },
  now: number,
) {
  const { hospital, radiologist, patient } = who;
  const { url, ...meant } = where;
  const registry = await connectRegistry({ transport: http(url), ...meant });

  const enrolled = await registry.enroll({ account: hospital, controller: patient.address });
  await registry.register({ account: hospital, patient: enrolled.patient, kind: "imaging-study", ...study });

  const terms = {
    patient: enrolled.patient,
    scope: ALL_RECORDS,
    grantee: hospital.address,
    purposes: coverPurposes(["TREAT"]),
    kinds: ALL_KINDS,
    from: now,
    until: now + 365 * 24 * 3600,
  };
  const signed = await registry.signPermit({ account: patient, terms, deadline: now + 3600 });
  const permitted = await registry.permitBySignature({ account: hospital, ...signed });

  const access = await registry.logOwn({
    account: radiologist,
    record: study.record,
    time: permitted.from,
    purpose: "TREAT",
    action: "read",
    claim: { basis: "PERMIT", grantee: "organization", allRecords: true },
  });

  const refusal = await registry.revoke({ account: radiologist, ...terms }).catch((error: unknown) => error);
  if (!(refusal instanceof NotActingForError)) throw refusal;
  return { number: access.number, basis: access.basis, refusal: refusal.message };
}
