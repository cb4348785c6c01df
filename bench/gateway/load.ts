import { setTimeout as sleep } from "node:timers/promises";
import { type Hospital, READERS } from "./hospital.ts";
import { FRAME_BYTES } from "./images.ts";
import { type Times, timesOf } from "./latency.ts";
import { readProcess } from "./process.ts";
import { openReader, type Reader } from "./reader.ts";

/** What the gateway did under load. */
export type LoadFigures = {
  readonly requestsPerSecond: number;
  /** Of each request, as its client saw it. */
  readonly times: Times;
  readonly requests: number;
  readonly logins: number;
  /** Accesses that came into the log: each frame once for each session. */
  readonly entries: number;
  /** Answers that were no frame, by their status; 0 for none at all. */
  readonly failures: Readonly<Record<string, number>>;
  readonly rssGrowthPercent: number;
  readonly rssMiB: number;
};

/** Somebody who is signed in, and how much was read since. */
type Viewer = { token: string; reads: number; readonly account: number };

/** After so many reads a session is closed and another one opened, as people do. */
const READS_PER_SESSION = 100;

/**
 * Lets so many sessions read at the same time, each the next frame as soon as it has one.
 *
 * @param onProgress - Is told each second how many sessions are open, how much was read, and how large the gateway's process is.
 */
export async function measureLoad(
  hospital: Hospital,
  sessions: number,
  seconds: number,
  onProgress: (text: string) => void,
): Promise<LoadFigures> {
  const { stage, study } = hospital;
  const reader = openReader(`${stage.origin}`, sessions);
  const viewers: Viewer[] = Array.from({ length: sessions }, (_, i) => ({
    ...{ token: "", reads: 0, account: READERS[i % READERS.length] ?? 2 },
  }));
  const times: number[] = [];
  const numbers = new Set<string>();
  const failures: Record<string, number> = {};
  let logins = 0;
  const fail = (status: number): void => {
    failures[status] = (failures[status] ?? 0) + 1;
  };

  async function signIn(viewer: Viewer): Promise<void> {
    viewer.token = await openSession(reader, hospital, viewer.account);
    viewer.reads = 0;
    logins += 1;
  }

  async function view(viewer: Viewer, until: number, offset: number): Promise<void> {
    for (let i = offset; performance.now() < until; i += 1) {
      if (viewer.reads >= READS_PER_SESSION) {
        await reader.delete("/session", `Bearer ${viewer.token}`);
        await signIn(viewer);
      }
      const path = study.framePaths[i % study.framePaths.length] ?? "";
      const { status, sizeBytes, ms, entry } = await reader
        .get(`/dicom-web${path}`, `Bearer ${viewer.token}`)
        .catch(lost);
      viewer.reads += 1;
      if (status !== 200 || sizeBytes < FRAME_BYTES || entry === undefined) fail(status);
      else {
        times.push(ms);
        numbers.add(entry);
      }
    }
  }

  try {
    const waiting = [...viewers];
    const opening = async (): Promise<void> => {
      for (let viewer = waiting.pop(); viewer !== undefined; viewer = waiting.pop()) {
        await signIn(viewer);
        if (logins % 50 === 0) onProgress(`${logins} of ${sessions} sessions are open`);
      }
    };
    await Promise.all(Array.from({ length: 20 }, opening));
    const began = performance.now();
    const until = began + seconds * 1_000;
    const sizes: number[] = [];
    const watching = (async () => {
      while (performance.now() < until) {
        await sleep(1_000);
        const { rssBytes } = await readProcess(stage.origin);
        sizes.push(rssBytes);
        const left = Math.max(0, Math.round((until - performance.now()) / 1_000));
        onProgress(`${times.length} frames, ${Math.round(rssBytes / 2 ** 20)} MiB, ${left} s left`);
      }
    })();
    await Promise.all([...viewers.map((viewer, i) => view(viewer, until, i)), watching]);
    const elapsedSeconds = (performance.now() - began) / 1_000;
    return {
      requestsPerSecond: Math.round(times.length / elapsedSeconds),
      ...{ times: timesOf(times), requests: times.length, logins, entries: numbers.size, failures },
      ...growthOf(sizes),
    };
  } finally {
    await reader.close();
  }
}

async function openSession(reader: Reader, { stage }: Hospital, account: number): Promise<string> {
  const signer = stage.accounts[account];
  if (signer === undefined) throw new TypeError("There is no such account.");
  const offered = await reader.post("/session/nonce", { address: signer.address, purpose: "TREAT" });
  const { message } = offered as { message: string };
  const signature = await signer.signMessage({ message });
  const opened = await reader.post("/session", { message, signature, carry: "bearer" });
  return (opened as { token: string }).token;
}

/** A connection that broke. */
function lost() {
  return { status: 0, sizeBytes: 0, ms: 0, entry: undefined };
}

/** How much larger the process was in the last tenth of the load than in the second one, when all sessions had begun. */
function growthOf(sizes: readonly number[]): Pick<LoadFigures, "rssGrowthPercent" | "rssMiB"> {
  const tenth = Math.max(1, Math.floor(sizes.length / 10));
  const [first, last] = [median(sizes.slice(tenth, 2 * tenth)), median(sizes.slice(-tenth))];
  return { rssGrowthPercent: Number(((last / first - 1) * 100).toFixed(1)), rssMiB: Math.round(last / 2 ** 20) };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
