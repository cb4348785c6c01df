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
  /** Reviews emergencies at St. Mary Hospital. */
  readonly drClark: Signer;
  /** An AI tool of St. Mary Hospital. */
  readonly tool: Signer;
  readonly msLee: Signer;
  /** Ms. Lee's son. */
  readonly tim: Signer;
  /** Ms. Lee's number at St. Mary Hospital. */
  readonly patient: number;
  /** Tim's number there. */
  readonly child: number;
};

/** Names of the cast. They stay in the vault. */
export const NAMES = {
  stMary: "St. Mary Hospital",
  lakeside: "Lakeside Imaging",
  drAdams: "Dr. Adams",
  drBrown: "Dr. Brown",
  drClark: "Dr. Clark",
  gateway: "St. Mary's gateway",
  tool: "LungCAD",
  msLee: "Ms. Lee",
  tim: "Tim Lee",
} as const;

/** Admits two hospitals with a radiologist each, a gateway, a reviewer and a tool; enrolls a patient and her child, whose accounts have no ETH. */
export async function callCast(stage: Stage): Promise<Cast> {
  const { session, openFunded, openFresh } = stage;
  const [consortium, stMary, lakeside] = [await openFunded(0), await openFunded(1), await openFunded(2)];
  const [drAdams, drBrown, gateway] = [await openFunded(3), await openFunded(4), await openFunded(5)];
  const [drClark, tool] = [await openFunded(6), await openFunded(7)];
  const [msLee, tim] = [await openFresh(), await openFresh()];

  for (const { address: organization } of [stMary, lakeside]) await consortium.admitOrganization({ organization });
  await stMary.admit({ actor: drAdams.address, kind: "practitioner", roles: ["emergency", "reviewer"] });
  await stMary.admit({ actor: gateway.address, kind: "device", roles: ["gateway"] });
  await stMary.admit({ actor: drClark.address, kind: "practitioner", roles: ["reviewer"] });
  await stMary.admit({ actor: tool.address, kind: "device", roles: [] });
  await lakeside.admit({ actor: drBrown.address, kind: "practitioner", roles: [] });
  const { patient } = await stMary.enroll({ controller: msLee.address });
  const { patient: child } = await stMary.enroll({ controller: tim.address });

  const actors = { stMary, lakeside, drAdams, drBrown, drClark, gateway, tool };
  for (const [key, { address }] of Object.entries(actors)) {
    await session.vault.setLabel("actor", address, NAMES[key as keyof typeof actors]);
  }
  await session.vault.setLabel("patient", String(patient), NAMES.msLee);
  await session.vault.setLabel("patient", String(child), NAMES.tim);
  return { consortium, ...actors, msLee, tim, patient, child };
}
