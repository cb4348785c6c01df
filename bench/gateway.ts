/**
 * What the gateway costs: `npm run bench:gateway`; `-- --help` says what can be told.
 *
 * A hospital with a chain, an Orthanc with a study of frames of 512 KiB, and `fiducial gateway` in a process of its own, with its journal on disk. First a
 * frame is read from the archive directly and through the gateway in turns. Then a thousand sessions read at once, and the gateway's memory is watched. The
 * clients are in this process, on the same machine. Exits with 1 when the median is more than 3 ms above the direct one, or a request failed.
 */
import { rmSync } from "node:fs";
import { buildOutput } from "../src/cli/output.ts";
import { findMissingOrthanc } from "../test/gateway/orthanc.ts";
import { openHospital } from "./gateway/hospital.ts";
import { measureLatency } from "./gateway/latency.ts";
import { measureLoad } from "./gateway/load.ts";
import { readOptions } from "./readOptions.ts";

const boundMs = 3;

const asked = readOptions({
  title: "What the gateway adds to a read, how much it serves, and whether its memory grows.",
  script: "bench:gateway",
  options: {
    reads: { what: "how often a frame is read on each of the two ways", default: "1000" },
    sessions: { what: "how many sessions read at the same time", default: "1000" },
    minutes: { what: "how long they do", default: "0.5" },
  },
  needs: "Needs Orthanc with its DICOMweb plugin.",
});

process.exitCode = await main();

async function main(): Promise<number> {
  const [reads, sessions, minutes] = [asked.number("reads"), asked.number("sessions"), asked.number("minutes")];
  const missing = findMissingOrthanc();
  if (missing !== undefined) {
    console.error(`This needs ${missing}.`);
    return 2;
  }

  const output = buildOutput(asked.json);
  output.say("A chain, an archive and a gateway are set up ...");
  const hospital = await openHospital(sessions);
  try {
    output.say(`A frame is read ${reads} times on each way, in turns ...`);
    const { direct, gateway, gatewayCpuMs } = await measureLatency(hospital, reads);
    output.say(`${sessions} sessions read for ${minutes} minutes ...`);
    const load = await measureLoad(hospital, sessions, minutes * 60, output.progress);
    const { requestsPerSecond, rssGrowthPercent, ...more } = load;
    const figures = {
      direct,
      gateway,
      sessions,
      requestsPerSecond,
      rssGrowthPercent,
      gatewayCpuMs,
      minutes,
      load: more,
    };
    const [added, addedP99] = [gateway.p50Ms - direct.p50Ms, gateway.p99Ms - direct.p99Ms];
    const failed = Object.values(more.failures).reduce((sum, count) => sum + count, 0);
    const isMet = added <= boundMs;
    if (asked.json) console.log(JSON.stringify(figures));
    else {
      const line = ({ p50Ms, p99Ms }: typeof direct): string => `p50 ${p50Ms} ms, p99 ${p99Ms} ms`;
      const verdict = isMet ? "meets" : "MISSES";
      console.log(
        [
          `from the archive directly    ${line(direct)}`,
          `through the gateway          ${line(gateway)}`,
          `added                        p50 ${added.toFixed(2)} ms, p99 ${addedP99.toFixed(2)} ms  ${verdict} ${boundMs} ms at p50`,
          `                             ${gatewayCpuMs} ms of a core in the gateway's process`,
          `${sessions} sessions at once        ${requestsPerSecond} logged requests/s, ${line(more.times)}`,
          `                             ${more.requests} frames, ${more.entries} accesses, ${more.logins} logins, ${failed} failed`,
          `memory after ${minutes} minutes     ${more.rssMiB} MiB, grown by ${rssGrowthPercent} %`,
        ].join("\n"),
      );
    }
    return isMet && failed === 0 ? 0 : 1;
  } finally {
    await hospital.close();
    rmSync(hospital.study.folder, { recursive: true, force: true });
  }
}
