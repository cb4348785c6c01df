import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_END } from "../../src/consent/typedData.ts";
import { type GatewayStage, setGatewayStage } from "../../test/cli/gatewayStage.ts";
import { admitGateway, admitHospital, HOSPITAL, PATIENT, start } from "../../test/cli/stage.ts";
import { type BenchStudy, writeStudy } from "./images.ts";

/** The node's accounts that read: practitioners of the hospital. */
export const READERS = [2, 7, 8, 9, 10, 11] as const;

/** A hospital with a chain, an archive with one study, and its gateway in a process of its own. */
export type Hospital = {
  readonly stage: GatewayStage;
  readonly study: BenchStudy;
  readonly close: () => Promise<void>;
};

/**
 * Sets up a hospital and starts `fiducial gateway` before its archive. The hospital's practitioners have a permit for the study.
 *
 * @param sessions - How many sessions there will be; limits by address are lifted, as all clients are of one here.
 */
export async function openHospital(sessions: number): Promise<Hospital> {
  const study = writeStudy(join(tmpdir(), `fiducial-bench-${process.pid}`), 8);
  const limits = { requestsPerMinute: 10_000_000, loginsPerMinute: 10_000_000, sessions: sessions * 4 };
  const stage = await setGatewayStage(study.files, { limits, nodeMaxSilenceSeconds: 10, anchor: {} });
  try {
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    await stage.ask("records", "register", study.folder, "--patient", PATIENT, "--as", "@1");
    const hospital = await stage.as(1);
    for (const reader of READERS.slice(1)) {
      const actor = stage.accounts[reader]?.address ?? "0x";
      await hospital.admit({ actor, kind: "practitioner", roles: [], from: 0, until: NO_END });
    }
    await stage.ask("permit", PATIENT, HOSPITAL, "--record", study.study, "--purposes", "TREAT", "--as", "@6");
    await startGateway(stage);
  } catch (error) {
    await stage.close();
    throw error;
  }
  return { stage, study, close: () => stage.close() };
}

/** Starts it at the node's own address: the tests' line, which can be cut, is in the process that makes the load. */
async function startGateway(stage: GatewayStage): Promise<void> {
  const [config, password] = ["gateway.json", "password"].map((name) => join(stage.folder, name)) as [string, string];
  const { child, ended, printed } = start(["gateway", "--config", config, "--keystore-password-file", password], stage);
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", () => printed().includes("Ready.") && resolve());
  });
  const failed = await Promise.race([ready, ended]);
  if (failed) throw new TypeError(`The gateway ended with ${failed.exitCode}: ${failed.stderr}`);
}
