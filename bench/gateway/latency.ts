import type { Hospital } from "./hospital.ts";
import { FRAME_BYTES } from "./images.ts";
import { readProcess } from "./process.ts";
import { openReader } from "./reader.ts";

export type Times = { readonly p50Ms: number; readonly p99Ms: number };

export type Latency = {
  readonly direct: Times;
  readonly gateway: Times;
  /** What the gateway's process needed for a read, with all it does beside it (milliseconds of a core). */
  readonly gatewayCpuMs: number;
};

const WARMING = 100;

/**
 * Measures how long a frame takes from the archive directly and through the gateway, one read at a time and in turns, so that whatever else the machine does
 * falls on both.
 */
export async function measureLatency({ stage, study }: Hospital, reads: number): Promise<Latency> {
  const direct = openReader(stage.archive.dicomWebUrl, 1);
  const gateway = openReader(`${stage.origin}/dicom-web`, 1);
  const { token } = await stage.signIn(2);
  const [directly, through]: [number[], number[]] = [[], []];
  let cpuBefore = Number.NaN;
  try {
    for (let i = 0; i < reads + WARMING; i += 1) {
      if (i === WARMING) cpuBefore = (await readProcess(stage.origin)).cpuSeconds;
      const path = study.framePaths[i % study.framePaths.length] ?? "";
      const times = [
        await direct.get(path, stage.archive.authorization),
        await gateway.get(path, `Bearer ${token}`),
      ] as const;
      for (const { status, sizeBytes } of times) {
        if (status !== 200 || sizeBytes < FRAME_BYTES) throw new TypeError(`A frame is answered with ${status}.`);
      }
      if (i < WARMING) continue;
      directly.push(times[0].ms);
      through.push(times[1].ms);
    }
    const gatewayCpuMs = ((await readProcess(stage.origin)).cpuSeconds - cpuBefore) * (1_000 / reads);
    return { direct: timesOf(directly), gateway: timesOf(through), gatewayCpuMs: Number(gatewayCpuMs.toFixed(2)) };
  } finally {
    await Promise.all([direct.close(), gateway.close()]);
  }
}

/** The median and the 99th percentile, in milliseconds to two digits. */
export function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(2));
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
