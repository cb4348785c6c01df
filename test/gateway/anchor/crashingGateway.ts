/**
 * A gateway's journal and anchor under twenty clients, in a process of its own, which ends itself by SIGKILL at the step it was told. Says on its
 * standard output what was acknowledged, a line each: the entry's number and its part. Its one argument is a `CrashPlan` as JSON.
 */

import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Address, bytesToHex, custom, type EIP1193RequestFn, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { buildAnchor } from "../../../src/gateway/anchor/index.ts";
import { diskFiles, type JournalFiles, openJournal } from "../../../src/gateway/journal/index.ts";
import { buildEntry, optionsFor } from "../journal/place.ts";
import { buildViemPort } from "./viemPort.ts";

/** Where it ends, and what it needs until then. */
export type CrashPlan = {
  readonly folder: string;
  readonly url: string;
  readonly registry: Address;
  readonly mnemonic: string;
  readonly record: Address;
  readonly accessor: Address;
  /** The time of the chain (unix seconds). */
  readonly time: number;
  /** The step and at which time it comes by; none for whoever kills it from outside. */
  readonly at?: { readonly step: CrashStep; readonly nth: number } | undefined;
};

/** The steps by name, in the order of a request's way. */
export const CRASH_STEPS = [
  ...["before create", "after create", "before write", "within write", "after write", "before sync", "after sync"],
  ...["before rename", "after rename", "before syncFolder", "after syncFolder", "before acknowledging"],
  ...["before sending", "after sending", "after logging", "after noting"],
] as const;
export type CrashStep = (typeof CRASH_STEPS)[number];

const [, , argument] = process.argv;
if (argument !== undefined && process.argv[1] === import.meta.filename) await crash(JSON.parse(argument));

async function crash({ at, ...plan }: CrashPlan): Promise<void> {
  let count = 0;
  const pass = (step: CrashStep): void => {
    if (step !== at?.step) return;
    count += 1;
    if (count === at.nth) process.kill(process.pid, "SIGKILL");
  };
  const around = async <T>(
    name: "create" | "sync" | "rename" | "syncFolder" | "write",
    run: () => Promise<T>,
  ): Promise<T> => {
    pass(`before ${name}`);
    const result = await run();
    pass(`after ${name}`);
    return result;
  };
  const files: JournalFiles = {
    ...diskFiles,
    create: async (path) => {
      const file = await around("create", () => diskFiles.create(path));
      const write = async (bytes: Uint8Array, position: number): Promise<void> => {
        if (at?.step === "within write") {
          await file.write(bytes.subarray(0, Math.ceil(bytes.length / 3)), position);
          pass("within write");
        }
        await file.write(bytes, position);
      };
      return {
        ...file,
        write: (bytes, position) => around("write", () => write(bytes, position)),
        sync: () => around("sync", file.sync),
      };
    },
    rename: (from, to) => around("rename", () => diskFiles.rename(from, to)),
    syncFolder: (folder) => around("syncFolder", () => diskFiles.syncFolder(folder)),
  };

  const account = mnemonicToAccount(plan.mnemonic, { addressIndex: 4 });
  const node = http(plan.url)({});
  const request = async (call: { readonly method: string; readonly params?: unknown }): Promise<unknown> => {
    const isSending = call.method === "eth_sendRawTransaction";
    if (isSending) pass("before sending");
    const answer = await (node.request as EIP1193RequestFn)(call as never);
    if (isSending) pass("after sending");
    return answer;
  };
  const port = await buildViemPort({ transport: custom({ request }), registry: plan.registry, account });
  const journal = await openJournal(
    optionsFor(plan.folder, { registry: plan.registry, gateway: account.address, segmentBytes: 20_000 }),
    files,
  );
  const chain: typeof port = {
    ...port,
    logAccesses: async (first, entries) => {
      const sent = await port.logAccesses(first, entries);
      pass("after logging");
      return sent;
    },
    finalEntryCount: async () => {
      if (journal.state().finalEntry > 0) pass("after noting");
      return port.finalEntryCount();
    },
  };
  const clock = (): number => plan.time;
  const anchor = buildAnchor({ journal, chain, clock, batchSeconds: 0, heartbeatSeconds: 3_600, graceSeconds: 60 });
  const waiting = { sleep: (ms: number) => sleep(ms), intervalMs: 5, maxIntervalMs: 100 };
  const anchoring = anchor.run({ ...waiting, signal: new AbortController().signal });
  writeSync(1, "ready\n");

  const client = async (): Promise<void> => {
    for (;;) {
      const part = bytesToHex(randomBytes(32));
      const { record, accessor, time } = plan;
      const { entryNumber } = await journal.append(buildEntry(1, { record, accessor, time, part } as never));
      pass("before acknowledging");
      writeSync(1, `${entryNumber} ${part}\n`);
      await journal.appendRequest({ at: time, session: part, entryNumber, route: "GET /studies" });
      await sleep(10);
    }
  };
  await Promise.all([anchoring, ...Array.from({ length: 20 }, client)]);
}
