import type { LocalAccount } from "viem";
import { joinSignatures, type RegistryConnection } from "../../../src/client/viem/index.ts";
import { jointAccount } from "../../../src/consent/jointAccounts.ts";
import type { Terms } from "../../../src/consent/typedData.ts";

/** Two guardians are appointed to decide together; both sign a permit, each at home, and one of them ends it. */
export async function journey(
  registry: RegistryConnection,
  who: { patient: LocalAccount; guardians: readonly LocalAccount[] },
  terms: Terms,
  majority: number,
  deadline: number,
) {
  const { patient } = terms;
  const members = who.guardians.map(({ address }) => address);
  const proxy = jointAccount(members);
  const powers = ["consent"] as const;
  const appointment = { account: who.patient, patient, proxy, powers, until: majority, deadline };
  await registry.appointBySignature(await registry.signAppointment(appointment));

  const signed = who.guardians.map((account) => registry.signPermit({ account, terms, deadline }));
  const permitted = await registry.permitBySignature(joinSignatures(members, await Promise.all(signed)));

  const [mother] = who.guardians;
  const revocation = await registry.signRevocation({ account: mother, ...terms, deadline });
  const revoked = await registry.revokeBySignature(joinSignatures(members, [revocation]));
  return [permitted.by, revoked.by];
}
