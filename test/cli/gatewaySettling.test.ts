import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type Hex, numberToHex } from "viem";
import { buildAskContract } from "../../src/cli/gateway/askContract.ts";
import { type ChainWatch, type Settling, startChainWatch } from "../../src/cli/gateway/chainWatch.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { coverPurposes } from "../../src/consent/purposes.ts";
import { buildLeave, type LeaveDesk } from "../../src/gateway/leave/index.ts";
import { createIndexer } from "../../src/indexer/sync.ts";
import type { Database } from "../../src/sql/database.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { castOf, hashOf, noEnd, type World } from "../indexer/world.ts";
import { describeUnlessLacking } from "../lacking.ts";
import { anvil } from "../nodes/anvil.ts";
import { startWorldOn } from "../nodes/world.ts";

const DEPTH = 5;
/** How far behind its head anvil calls a block final: two epochs. */
const FINAL = 64;

// which block is settled, on a chain that has final blocks
// ├── "finalized": a permit counts when its block is final, and not a block sooner
// ├── a depth: when so many blocks are on top of it
// └── a revocation counts at once, by either
describeUnlessLacking(anvil.findLack(), "what is settled, on anvil", () => {
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), "fiducial-settling-"));
  const names = ["finalized", "a depth"] as const;
  const now = () => Math.floor(Date.now() / 1_000);

  before(async function () {
    this.timeout(120_000);
    world = await startWorldOn(anvil);
    const { admin, clinic, surgeon, anna } = castOf(world);
    await world.send(admin, "admitOrganization", [clinic]);
    await world.send(clinic, "admit", [surgeon, 2, 0, 0, noEnd]);
    await world.send(clinic, "enroll", [anna, 0]);
    for (const record of names.map(hashOf)) {
      await world.send(clinic, "register", [{ record, patient: 1, kind: 0, status: 3, digest: hashOf("its digest") }]);
    }
    await mine(FINAL);
  });
  after(async () => {
    await world?.chain.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function mine(blocks: number): Promise<void> {
    await world.request("anvil_mine", [numberToHex(blocks)]);
  }

  for (const [name, settling, depth] of [
    [names[0], "finalized", FINAL],
    [names[1], { depth: DEPTH }, DEPTH],
  ] as const satisfies readonly (readonly [string, Settling, number])[]) {
    it(`lets a permit count when it is settled, and a revocation at once: ${name}`, async function () {
      this.timeout(60_000);
      const { surgeon, anna } = castOf(world);
      const record = hashOf(name);
      const { leave, watch, close } = await open(name, settling);
      const judge = async (): Promise<string> => {
        const head = Number(await world.request("eth_blockNumber", []));
        while ((watch.head()?.number ?? 0) < head) await sleep(5);
        const question = { session: hashOf("a session"), accessor: surgeon, record, patient: 1 } as const;
        const verdict = await leave.decide({ ...question, purpose: "TREAT", action: "read" });
        return verdict.allowed ? verdict.basis : verdict.reason;
      };
      try {
        const permit = { purposes: coverPurposes(["TREAT"]), kinds: Number(ALL_KINDS), from: 0, until: noEnd };
        expect(await judge()).to.equal("NoPermit");
        await world.send(anna, "permit", [{ patient: 1, grantee: surgeon, scope: record, ...permit }] as never);
        expect(await judge()).to.equal("NotSettled");
        await mine(depth - 1);
        expect(await judge()).to.equal("NotSettled");
        await mine(1);
        expect(await judge()).to.equal("PERMIT");
        await world.send(anna, "revoke", [1, record, surgeon] as never);
        expect(await judge()).to.equal("Ended");
        await mine(FINAL);
        expect(await judge()).to.equal("Ended");
      } finally {
        await close();
      }
    });
  }

  async function open(
    name: string,
    settling: Settling,
  ): Promise<{ leave: LeaveDesk; watch: ChainWatch; close: () => Promise<void> }> {
    const { chain, registry, request } = world;
    const path = join(folder, `${name}.db`);
    const writer = await openSqlite({ path });
    const openIndexer = () => createIndexer({ database: writer, request, registry, startBlock: chain.startBlock });
    await openIndexer();
    const database: Database = await openSqlite({ path, readOnly: true });
    const watch = await startChainWatch({
      ...{ request, openIndexer, database, settling, pollMs: 20, waitMs: 5_000, now },
      onTrouble: (error) => {
        if (error !== undefined) throw error;
      },
    });
    const leave = buildLeave({
      ...{ head: watch.head, readStates: watch.readStates, readLastState: watch.readLastState },
      ...{ limits: { maxAgeSeconds: 1e6, maxSilenceSeconds: 60 }, restrictionsAt: async () => [] },
      ...{ findParts: async () => [], basisOf: buildAskContract(request, registry as Hex), now, most: 100 },
    });
    const close = async (): Promise<void> => {
      await watch.stop();
      await database.close();
      await writer.close();
    };
    return { leave, watch, close };
  }
});
