/**
 * How fast a gateway's journal takes accesses: `node bench/journal.ts`, with `-- --json` for one line of JSON, `--entries 20000` for more of them and
 * `--folder` for another disk than that of temporary files.
 *
 * Each access is appended with its request, and counts when both are on disk. Beside it, in the same run, the disk alone: 360 bytes written and
 * fdatasynced, one after the other. Then the journal is opened again, and a receipt is signed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type Journal, openJournal, receiptTypedData } from "../src/gateway/journal/index.ts";
import { buildEntry, optionsFor, word } from "../test/gateway/journal/place.ts";
import { readOptions } from "./readOptions.ts";

type Times = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

const asked = readOptions({
  title: "How fast a gateway's journal takes accesses.",
  script: "bench:journal",
  options: {
    entries: { what: "how many accesses", default: "10000" },
    folder: { what: "where the journal is written: the disk that is measured", default: tmpdir() },
  },
});
const entries = asked.number("entries");

/** Runs something so often, by so many at a time, and says how long each took. */
async function measure(count: number, clients: number, run: (number: number) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  let next = 0;
  const begin = performance.now();
  const client = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const started = performance.now();
      await run(next);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - begin) / 1_000;
  times.sort((one, other) => one - other);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  return { perSecond: Math.round(count / seconds), p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function measureDisk(folder: string): Promise<Times> {
  const file = await open(join(folder, "disk"), "w");
  try {
    let position = 0;
    return await measure(Math.min(500, entries), 1, async () => {
      await file.write(Buffer.alloc(360, 1), 0, 360, position);
      await file.datasync();
      position += 360;
    });
  } finally {
    await file.close();
  }
}

const folder = mkdtempSync(join(asked.text.folder, "fiducial-bench-"));
try {
  const disk = await measureDisk(folder);
  const options = optionsFor(join(folder, "journal"));
  let journal: Journal = await openJournal(options);
  const append = (number: number) => journal.append(buildEntry(number), `GET /studies/1.2.840.${number}`);
  const clients: Record<string, Times> = {};
  for (const count of [1, 20, 200]) clients[count] = await measure(count === 1 ? entries / 10 : entries, count, append);
  const { lastSequence } = journal.state();
  await journal.close();

  const begin = performance.now();
  journal = await openJournal(options);
  const opened = { records: lastSequence, ms: Math.round(performance.now() - begin) };
  const sealing = await measure(1, 1, () => journal.seal(1));
  await journal.close();

  const account = privateKeyToAccount(generatePrivateKey());
  const { chainId, registry } = options;
  const receipt = { chainId, registry, gateway: account.address, entryNumber: 1, digest: word(1), deadline: 1 };
  const signing = await measure(300, 1, () => account.signTypedData(receiptTypedData(receipt)));

  const figures = { disk, clients, opened, sealMs: sealing.p50Ms, receiptMs: signing.p50Ms };
  if (asked.json) console.log(JSON.stringify(figures));
  else {
    const line = (name: string, { perSecond, p50Ms, p99Ms }: Times): void =>
      console.log(`${name.padEnd(22)} ${String(perSecond).padStart(6)}/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`);
    line("the disk alone", disk);
    for (const [count, times] of Object.entries(clients)) line(`${count} client${count === "1" ? "" : "s"}`, times);
    console.log(`opened ${opened.records} records in ${opened.ms} ms, sealed them in ${figures.sealMs} ms`);
    console.log(`a receipt signed in ${figures.receiptMs} ms`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
