import type { Signer } from "../../src/cli/session.ts";
import type { Stage } from "./stage.ts";

/** Who acts in the story. */
export type Cast = {
  readonly consortium: Signer;
  readonly stMary: Signer;
  readonly lakeside: Signer;
  readonly drAdams: Signer;
  readonly drBrown: Signer;
  readonly gateway: Signer;
  readonly msLee: Signer;
  /** Ms. Lee's number at St. Mary Hospital. */
  readonly patient: number;
};

/** Names of the cast. They stay in the vault. */
export const NAMES = {
  stMary: "St. Mary Hospital",
  lakeside: "Lakeside Imaging",
  drAdams: "Dr. Adams",
  drBrown: "Dr. Brown",
  gateway: "St. Mary's gateway",
  msLee: "Ms. Lee",
} as const;

/** Admits two hospitals with a radiologist each and a gateway, and enrolls a patient whose account has no ETH. */
export async function callCast(stage: Stage): Promise<Cast> {
  const { session, openFunded, openFresh } = stage;
  const [consortium, stMary, lakeside] = [await openFunded(0), await openFunded(1), await openFunded(2)];
  const [drAdams, drBrown, gateway] = [await openFunded(3), await openFunded(4), await openFunded(5)];
  const msLee = await openFresh();

  for (const { address: organization } of [stMary, lakeside]) await consortium.admitOrganization({ organization });
  await stMary.admit({ actor: drAdams.address, kind: "practitioner", roles: ["emergency"] });
  await stMary.admit({ actor: gateway.address, kind: "device", roles: ["gateway"] });
  await lakeside.admit({ actor: drBrown.address, kind: "practitioner", roles: [] });
  const { patient } = await stMary.enroll({ controller: msLee.address });

  const actors = { stMary, lakeside, drAdams, drBrown, gateway };
  for (const [key, { address }] of Object.entries(actors)) {
    await session.vault.setLabel("actor", address, NAMES[key as keyof typeof actors]);
  }
  await session.vault.setLabel("patient", String(patient), NAMES.msLee);
  return { consortium, ...actors, msLee, patient };
}
