import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { http } from "viem";
import { decodeRegistryLog, type RegistryEventArgs } from "../../../src/client/viem/index.ts";
import type { PurposeCode } from "../../../src/consent/purposes.ts";
import { type Anchor, type AnchorOptions, buildAnchor, type ChainPort } from "../../../src/gateway/anchor/index.ts";
import {
  type AccessEntry,
  type Journal,
  type JournalOptions,
  openJournal,
} from "../../../src/gateway/journal/index.ts";
import { type Chain, gateway, startChain } from "../../client/chain.ts";
import { buildAccess, settle, study } from "../../client/hospital.ts";
import type { NodeKind } from "../../nodes/node.ts";
import { buildEntry, optionsFor } from "../journal/place.ts";
import { buildViemPort } from "./viemPort.ts";

/** A chain with a hospital and its gateway, and that gateway's journal. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Starts a chain and opens a new journal for its gateway; `close` ends both. */
export async function openStage(kind: NodeKind) {
  const chain: Chain = await startChain(kind);
  await settle(await chain.connect());
  const folder = mkdtempSync(join(tmpdir(), "fiducial-anchor-"));
  const options: JournalOptions = optionsFor(join(folder, "journal"), {
    registry: chain.registry,
    gateway: gateway.address,
  });
  let journal = await openJournal(options);
  let time = await chain.now();
  let part = 0;

  const stage = {
    chain,
    options,
    journal: (): Journal => journal,
    /** Opens the journal again, as after a crash. */
    reopen: async (): Promise<void> => {
      await journal.close();
      journal = await openJournal(options);
    },
    port: (depth = 0, timeoutMs?: number): Promise<ChainPort> =>
      buildViemPort({
        transport: http(chain.url),
        registry: chain.registry,
        account: gateway,
        depth,
        ...(timeoutMs && { timeoutMs }),
      }),
    anchor: async (change: Partial<AnchorOptions> = {}): Promise<Anchor> => {
      const settings = { journal, clock: () => time, heartbeatSeconds: 3_600, graceSeconds: 60 };
      return buildAnchor({ ...settings, ...change, chain: change.chain ?? (await stage.port()) });
    },
    now: (): number => time,
    /** Lets the gateway's clock run. */
    pass: (seconds: number): void => {
      time += seconds;
    },
    /** Sets the gateway's clock to the chain's. */
    syncClock: async (): Promise<void> => {
      time = await chain.now();
    },
    /** Builds an access of now, told from others by its part. */
    entry: (change: Partial<AccessEntry> = {}): AccessEntry => {
      part += 1;
      return buildEntry(part, { ...stated(time), part: `0x${part.toString(16).padStart(64, "0")}`, ...change });
    },
    append: async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) await journal.append(stage.entry());
    },
    /** What the chain has of the gateway, in the order of the log. */
    logged: async (): Promise<RegistryEventArgs<"Accessed">[]> => {
      const last = await chain.node.getBlockNumber();
      const logs = [];
      // A few blocks at a time: an answer has a largest size.
      for (let fromBlock = 0n; fromBlock <= last; fromBlock += 50n) {
        const toBlock = fromBlock + 49n < last ? fromBlock + 49n : last;
        logs.push(...(await chain.node.getLogs({ address: chain.registry, fromBlock, toBlock })));
      }
      return logs.map(decodeRegistryLog).flatMap((event) => (event.eventName === "Accessed" ? [event.args] : []));
    },
    close: async (): Promise<void> => {
      await journal.close();
      rmSync(folder, { recursive: true, force: true });
      await chain.close();
    },
  };
  return stage;
}

/** The radiologist's reading of the study at a time. */
export function stated(time: number) {
  const { accessor, action, claim } = buildAccess(time);
  const purpose: PurposeCode = "TREAT";
  return {
    record: study,
    accessor,
    time,
    purpose,
    action,
    claim: { grantee: "accessor", allRecords: false, ...claim },
  } as const;
}
