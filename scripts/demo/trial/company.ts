import type { Signer } from "../../../src/cli/session.ts";
import { type Cast, callCast } from "../cast.ts";
import type { Stage } from "../stage.ts";
import { MORE_NAMES } from "./people.ts";

/** The cast, and who there is beside it: an office with an auditor, and a second hospital that has patients of its own. */
export type Company = Cast & {
  readonly office: Signer;
  readonly auditor: Signer;
  readonly lakesideGateway: Signer;
  readonly mrPark: Signer;
  /** Ms. Lee's number at Lakeside Imaging. */
  readonly leeAtLakeside: number;
  readonly park: number;
};

/** Admits everybody, and enrolls the patients. */
export async function callCompany(stage: Stage): Promise<Company> {
  const cast = await callCast(stage);
  const { openFunded, openFresh, session } = stage;
  const [auditor, lakesideGateway, office] = [await openFunded(8), await openFunded(9), await openFunded(10)];
  const mrPark = await openFresh();
  const { consortium, lakeside, msLee } = cast;
  await consortium.admitOrganization({ organization: office.address });
  await office.admit({ actor: auditor.address, kind: "practitioner", roles: ["auditor"] });
  await lakeside.admit({ actor: lakesideGateway.address, kind: "device", roles: ["gateway"] });
  await lakeside.choosePolicy({ policy: "basic-normal" });
  const { patient: leeAtLakeside } = await lakeside.enroll({ controller: msLee.address });
  const { patient: park } = await lakeside.enroll({ controller: mrPark.address });

  const more = { office, auditor, lakesideGateway };
  for (const [key, { address }] of Object.entries(more)) {
    await session.vault.setLabel("actor", address, MORE_NAMES[key as keyof typeof more]);
  }
  await session.vault.setLabel("patient", String(park), MORE_NAMES.mrPark);
  return { ...cast, ...more, mrPark, leeAtLakeside, park };
}
