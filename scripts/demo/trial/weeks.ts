import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hex } from "viem";
import { logAccess } from "../../../src/cli/commands/access.ts";
import { registerDocument } from "../../../src/cli/registerDocument.ts";
import { registerStudy } from "../../../src/cli/registerStudy.ts";
import type { Signer } from "../../../src/cli/session.ts";
import { now } from "../../../src/cli/time.ts";
import { breakGlass, describeLook, findParts, reviewEmergency } from "../looks.ts";
import { buildNarrator } from "../narrator.ts";
import type { Stage } from "../stage.ts";
import { writeWithTool } from "../tool.ts";
import type { Calendar } from "./calendar.ts";
import type { Company } from "./company.ts";
import { type GatewayLog, openGatewayLog } from "./gatewayLog.ts";
import { giveLeave, takeBack } from "./leave.ts";
import type { Pictures } from "./pictures.ts";

/** A record of the trial, and what the hospital calls it. */
export type Told = { readonly record: Hex; readonly day: number; readonly words: string };

/** The records of the trial. */
export type Records = {
  readonly brain: Told;
  readonly report: Told;
  readonly chest: Told;
  readonly shoulder: Told;
  readonly head: Told;
};

const silent = buildNarrator(true, true);

/** Lives through the weeks before today: studies, leave given and taken back, looks with leave and without, emergencies, a child. */
export async function liveThrough(
  stage: Stage,
  calendar: Calendar,
  company: Company,
  pictures: Pictures,
  workFolder: string,
): Promise<Records> {
  const { at, go } = calendar;
  const { stMary, lakeside, drAdams, drBrown, drClark, gateway, lakesideGateway, tool, msLee, tim, mrPark } = company;
  const { patient, child, leeAtLakeside, park } = company;
  const [atStMary, atLakeside] = [openGatewayLog(stage, gateway), openGatewayLog(stage, lakesideGateway)];
  const study = async (by: Signer, of: number, folder: string, day: number, words: string): Promise<Told> => {
    const { record } = await registerStudy(stage.session, by, { folder, patient: of, kind: "imaging-study" });
    return { record, day, words };
  };

  await go(41, "09:20");
  const brain = await study(stMary, patient, pictures.brain, at(41, "09:05"), "Brain, 20 slices");
  const [series, instance] = await findParts(stage, brain.record);
  await go(41, "16:02");
  const year = at(-324, "00:00");
  await giveLeave(stage, msLee, stMary, { patient, grantee: stMary.address, purposes: ["TREAT"], until: year });
  await go(40, "08:45");
  const look = (by: Signer, told: Told, part?: Hex) => ({ by, record: told.record, part });
  await atStMary(look(drAdams, brain), look(drAdams, brain, series), look(drAdams, brain, instance));
  await go(39, "11:10");
  await writeWithTool(stage, silent, company, brain.record);
  const text = join(workFolder, "report.txt");
  await writeFile(text, "MR of the brain. No focal lesion. Ventricles of normal width.\n");
  const registered = await registerDocument(stage.session, stMary, {
    ...{ file: text, patient, kind: "report", status: "final" },
  });
  const report: Told = { record: registered.record, day: at(39, "11:10"), words: "Report on the MR of the brain" };
  await go(38, "19:30");
  await atStMary({ ...look(msLee, brain), purpose: "PATRQT" }, { ...look(msLee, report), purpose: "PATRQT" });

  await go(34, "10:15");
  const chest = await study(lakeside, leeAtLakeside, pictures.chest, at(34, "10:00"), "Chest, for planning");
  await go(34, "13:40");
  await atLakeside(look(drBrown, chest));
  const head = await study(lakeside, park, pictures.head, at(34, "12:00"), "Head");
  await giveLeave(stage, mrPark, lakeside, {
    ...{ patient: park, grantee: lakeside.address, purposes: ["TREAT", "HRESCH"], until: year },
  });
  await go(33, "18:05");
  const leave = { patient: leeAtLakeside, grantee: stMary.address, purposes: ["TREAT"] as const };
  await giveLeave(stage, msLee, lakeside, { ...leave, until: at(-60, "00:00") });
  await go(32, "09:30");
  await atLakeside(look(drAdams, chest), look(drBrown, head));
  await go(29, "14:20");
  await atStMary(look(drBrown, brain)); // whom nobody permitted

  await go(27, "02:14");
  const emergency = breakGlass(await describeLook(stage, look(drAdams, brain)), "unconscious");
  const broken = await logAccess(stage.session, drAdams, emergency);
  await go(26, "08:30");
  await reviewEmergency(stage, silent, company, brain.record, broken.access.number);

  await go(21, "15:00");
  const shoulder = await study(stMary, child, pictures.shoulder, at(21, "14:40"), "Shoulder");
  const ofAge = at(-4 * 365, "00:00");
  const signed = await tim.signAppointment({
    ...{ patient: child, proxy: msLee.address, powers: ["consent", "access"], springing: false },
    ...{ from: at(21, "15:00"), until: ofAge, deadline: now() + 3600 },
  });
  await stMary.appointBySignature(signed);
  await go(21, "20:10");
  await giveLeave(stage, msLee, stMary, { patient: child, grantee: stMary.address, purposes: ["TREAT"], until: year });
  await go(20, "10:40");
  await atStMary(look(drAdams, shoulder), look(tool, shoulder));

  await dailyWork(go, atStMary, atLakeside, { drAdams, drBrown, drClark, brain, report, chest, shoulder, head });

  await go(9, "17:45");
  const research = { patient, grantee: lakeside.address };
  await giveLeave(stage, msLee, stMary, { ...research, purposes: ["HRESCH"], until: at(-300, "00:00") });
  await go(8, "10:20");
  await atStMary({ ...look(drBrown, brain), purpose: "HRESCH" }, { ...look(drBrown, report), purpose: "HRESCH" });
  await go(6, "21:15");
  await takeBack(msLee, stMary, research);
  await go(5, "09:10");
  await atStMary({ ...look(drBrown, brain), purpose: "HRESCH" }); // after it was taken back

  await go(4, "23:48");
  const night = breakGlass(await describeLook(stage, look(drAdams, shoulder)), "unable-to-consent");
  await logAccess(stage.session, drAdams, night); // which nobody has reviewed
  await go(2, "09:05");
  await atStMary(look(drAdams, brain), look(drAdams, report));
  await go(1, "18:20");
  await atStMary({ ...look(msLee, brain), purpose: "PATRQT" });
  return { brain, report, chest, shoulder, head };
}

/** Two weeks of ordinary work. */
async function dailyWork(
  go: Calendar["go"],
  atStMary: GatewayLog,
  atLakeside: GatewayLog,
  {
    drAdams,
    drBrown,
    drClark,
    brain,
    report,
    chest,
    shoulder,
    head,
  }: Pick<Company, "drAdams" | "drBrown" | "drClark"> & Records,
): Promise<void> {
  for (let day = 19; day >= 10; day -= 1) {
    if (day % 7 === 4 || day % 7 === 5) continue; // days off
    await go(day, "08:50");
    await atStMary(
      { by: drAdams, record: brain.record },
      ...(day % 3 === 0 ? [{ by: drClark, record: report.record }] : []),
      ...(day % 2 === 0 ? [{ by: drAdams, record: shoulder.record }] : []),
    );
    await go(day, "13:25");
    await atLakeside(
      { by: drBrown, record: head.record },
      ...(day % 4 === 1 ? [{ by: drBrown, record: chest.record }] : []),
      ...(day % 3 === 1 ? [{ by: drBrown, record: head.record, purpose: "HRESCH" as const }] : []),
    );
  }
}
