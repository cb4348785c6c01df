import { JsonRpcProvider, Wallet } from "ethers";
import { connectRegistry, decodeAccessed, relay, signPermit } from "../../../src/client/ethers/index.ts";
import { type Claim, encodeAccessWord } from "../../../src/consent/accessWord.ts";
import { actionNumber } from "../../../src/consent/actions.ts";
import { wholeRecord } from "../../../src/consent/commitments.ts";
import { HOLDS } from "../../../src/consent/holds.ts";
import { ALL_KINDS, kindNumber } from "../../../src/consent/kinds.ts";
import { coverPurposes, purposeNumber } from "../../../src/consent/purposes.ts";
import { STATUSES } from "../../../src/consent/statuses.ts";
import { ALL_RECORDS, type Terms } from "../../../src/consent/typedData.ts";

/** A study is registered, permitted by a patient who only signs, and read. */
export async function journey(
  where: { url: string; registry: string },
  keys: { hospital: string; radiologist: string; patient: string },
  study: { record: string; digest: string },
  now: number,
) {
  // Without a cache, or ethers sends two transactions in a row with one nonce.
  const provider = new JsonRpcProvider(where.url, undefined, { cacheTimeout: -1 });
  const [hospital, radiologist] = [new Wallet(keys.hospital, provider), new Wallet(keys.radiologist, provider)];
  const patient = new Wallet(keys.patient);
  const registry = connectRegistry(where.registry, hospital);

  await (await registry.enroll(patient, HOLDS.indexOf("self"))).wait();
  const number = Number(await registry.patientCount());
  const registration = {
    ...study,
    patient: number,
    kind: kindNumber("imaging-study"),
    status: STATUSES.indexOf("final"),
  };
  await (await registry.register(registration)).wait();

  const terms: Terms = {
    patient: number,
    scope: ALL_RECORDS,
    grantee: hospital.address as Terms["grantee"],
    purposes: coverPurposes(["TREAT"]),
    kinds: ALL_KINDS,
    from: now,
    until: now + 365 * 24 * 3600,
  };
  const signed = await signPermit(registry, patient, { terms, deadline: now + 3600 });
  await (await relay(registry, signed)).wait();

  const permit = await registry.permitOf(number, ALL_RECORDS, hospital);
  const claim: Claim = { basis: "PERMIT", grantee: "organization", allRecords: true };
  const [purpose, action] = [purposeNumber("TREAT"), actionNumber("read")];
  // The contract takes the sender as the accessor, whatever account the word names.
  const what = encodeAccessWord({
    account: `0x${"0".repeat(40)}`,
    time: Number(permit.from),
    purpose,
    action,
    claim,
    detail: 0,
  });
  const sent = await registry.connect(radiologist).logOwn({ record: study.record, part: wholeRecord, what });
  const receipt = await sent.wait();

  const [access] = (receipt?.logs ?? []).map(decodeAccessed);
  provider.destroy();
  return { number: access?.number, basis: access?.basis };
}
