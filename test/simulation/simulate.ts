import type { Request } from "../../src/indexer/chain.ts";
import { compareEndpoints } from "../../src/indexer/endpoints.ts";
import { createIndexer, type IndexerOptions, type Synced } from "../../src/indexer/sync.ts";
import { tableNames } from "../../src/indexer/tables.ts";
import type { Database } from "../../src/sql/database.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { buildDice, type Dice } from "../consent/dice.ts";
import { digestOf } from "../indexer/index.ts";
import { type Branch, type RawLog, registry, startBlock } from "./chain.ts";
import { type Accident, buildDisk, type Disk, SimulatedCrash } from "./disk.ts";
import { calm, drawTemper, type FaultKind, type Temper } from "./faults.ts";
import { type Figures, noFigures } from "./figures.ts";
import { hashOf } from "./hashOf.ts";
import { buildLife } from "./life.ts";
import { answer, buildNode } from "./node.ts";
import { openStore, type StoreKind } from "./store.ts";
import { buildVirtualTime } from "./virtualTime.ts";

/** The indexer did what it must never do. */
export class Violation extends Error {}

export type SimulationOptions = {
  readonly store?: StoreKind;
  /** Three nodes that are held against each other, one of which leaves out logs of settled blocks, instead of one node that does not. */
  readonly isLiarAmongThree?: boolean;
  /** The indexer under test; the project's own when not given. */
  readonly createIndexer?: typeof createIndexer;
};

/** What a schedule may end a reading with. Anything else is a violation. */
const expected = ["ChainUnavailable", "InconsistentChain", "MalformedAnswer", "DatabaseUnavailable", "WriterReplaced"];
const finality = 64;
const dayMs = 86_400_000;

/**
 * Runs an indexer through one schedule: a chain that is reorganised and begun anew, a node that fails in many ways, processes that are killed. Then
 * everything is quiet, and it must catch up and hold what a fresh index of the chain holds. The same seed is the same schedule.
 *
 * @throws {Violation} when it does not
 */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Figures> {
  const open = options.createIndexer ?? createIndexer;
  const dice = buildDice(seed);
  const time = buildVirtualTime(30 * dayMs);
  const figures = { ...noFigures(), seeds: 1 };
  const life = buildLife(dice, finality);
  const { world } = life;
  const store = await openStore(options.store ?? "memory", dice);
  const settings = {
    ...{ registry, startBlock, finality },
    blocksAtOnce: dice.pick([1, 7, 100, 100_000]),
    eventsAtOnce: dice.pick([0, 0, 10, 50_000]),
    ...(dice.isLucky(50) ? { now: time.now } : {}),
  };
  let temper: Temper = drawTemper(dice);
  let isQuiet = false;
  let historyOfIndex = life.history();
  const disks = new Set<Disk>();

  const count = (kind: FaultKind | "refusal"): void => {
    figures.faults[kind] = (figures.faults[kind] ?? 0) + 1;
  };
  const node = buildNode({ world, time, dice, temper: () => temper, count });
  const honest: Request = (method, params) => {
    figures.requests += 1;
    figures.trace = hashOf(`${figures.trace} ${time.now()} ${method} ${JSON.stringify(params)}`);
    return node(method, params);
  };
  const connectNodes = options.isLiarAmongThree ? buildThreeNodes(dice, honest) : () => honest;
  const optionsOn = (database: Database): IndexerOptions => ({ database, request: connectNodes(), ...settings });

  function connect(accident: Accident | undefined): Disk {
    const disk = buildDisk(store.current(), time, accident, () => store.crash());
    disks.add(disk);
    return disk;
  }

  function drawAccident(): Accident | undefined {
    if (dice.isLucky(30)) return undefined;
    const kind = dice.isLucky(70) ? "crash" : "lost";
    return { kind, at: dice.roll(1, dice.pick([10, 60, 300])), isDone: dice.isLucky(50) };
  }

  /** One process after the other, until it is quiet or another writer has come. */
  async function runProcesses(): Promise<void> {
    while (!isQuiet) {
      const history = historyOfIndex;
      const disk = connect(drawAccident());
      const ending = await runProcess(disk, history).then(
        () => undefined,
        (error: unknown) => error,
      );
      disk.kill();
      disks.delete(disk);
      if (ending instanceof SimulatedCrash) {
        figures.crashes += 1;
        if (disks.size === 0) await time.during(() => store.reopen());
        if (dice.isLucky(20)) await checkTables();
      } else if (ending !== undefined) {
        const code = requireExpected(ending, history);
        if (code === "WriterReplaced") return;
        if (code === "ChainReplaced" && life.history() !== history) await rebuild();
      }
      await time.sleep(dice.roll(1, 2_000));
    }
  }

  async function runProcess(disk: Disk, history: number): Promise<void> {
    const indexer = await open(optionsOn(disk.database));
    while (!isQuiet) {
      try {
        noteSynced(await indexer.syncOnce({ onProgress: countCommit }));
      } catch (error) {
        // Some programs go on after an outage, some end and are started again.
        if (error instanceof SimulatedCrash || !/Unavailable|Inconsistent/.test(requireExpected(error, history)))
          throw error;
        if (dice.isLucky(30)) throw error;
      }
      await time.sleep(dice.roll(50, 1_000));
    }
  }

  function countCommit(): void {
    figures.commits += 1;
  }

  function noteSynced({ events, rolledBackTo }: Synced): void {
    figures.events += events;
    if (rolledBackTo !== undefined) figures.rollBacks += 1;
  }

  function requireExpected(error: unknown, history: number): string {
    if (error instanceof Violation) throw error;
    const code = error instanceof Error && "code" in error ? `${error.code}` : "";
    const isKnown =
      expected.includes(code) ||
      (code === "EndpointsDisagree" && options.isLiarAmongThree) ||
      (code === "ChainReplaced" && life.history() !== history) ||
      (code === "NoRegistry" && (figures.faults["no code"] ?? 0) > 0);
    if (!isKnown) throw new Violation(`seed ${seed}: ended with ${code || error}`, { cause: error });
    return code;
  }

  /** What somebody does who reads that the chain was begun anew. The old index must be as it was. */
  async function rebuild(): Promise<void> {
    await checkTables();
    await time.during(() => store.empty());
    historyOfIndex = life.history();
    figures.rebuilds += 1;
  }

  /** Every state that a process leaves is that of a chain that was there, up to the cursor. */
  async function checkTables(): Promise<void> {
    await time.during(async () => {
      const chain = store.current();
      const row = await chain.get<{ hash: Uint8Array }>("SELECT cursor_hash AS hash FROM chain").catch(() => undefined);
      if (row === undefined) return;
      const branch = branches.get(Buffer.from(row.hash).toString("hex"));
      if (branch === undefined) throw new Violation(`seed ${seed}: the cursor is on no chain that was ever there`);
      await requireSameAs(branch);
    });
  }

  async function requireSameAs(branch: Branch): Promise<void> {
    figures.checks += 1;
    const told = branch.flatMap(({ logs }) => logs).filter(({ address }) => address === registry).length;
    const counts = tableNames.map((table) => `(SELECT count(*) FROM ${table})`);
    const row = await store.current().get<{ n: number }>(`SELECT ${counts.join(" + ")} AS n`);
    if (Number(row?.n) !== told) throw new Violation(`seed ${seed}: ${row?.n} rows of ${told} events`);
    const found = await digestOf(store.current());
    if (found !== (await digestOfReplay(branch))) throw new Violation(`seed ${seed}: the rows are others`);
  }

  const branches = new Map<string, Branch>();
  function remember(): void {
    for (const [i, { hash }] of world.branch.entries()) {
      const key = hash.slice(2);
      if (!branches.has(key)) branches.set(key, world.branch.slice(0, i + 1));
    }
  }

  async function live(): Promise<void> {
    remember();
    for (let round = dice.roll(8, 40); round > 0; round -= 1) {
      await time.sleep(dice.roll(10, dice.pick([100, 3_000, 10_000])));
      const what = life.happen();
      remember();
      figures.blocks = Math.max(figures.blocks, world.branch.length);
      if (what === "begun anew") figures.newHistories += 1;
      if (what === "reorganised" || what === "back on the fork") {
        figures.reorganisations += 1;
        figures.deepest = Math.max(figures.deepest, life.depth());
      }
      if (dice.isLucky(10)) temper = drawTemper(dice);
      if (dice.isLucky(10)) for (const disk of disks) disk.kill();
      if (dice.isLucky(5) && store.kind !== "file") start();
    }
    isQuiet = true;
  }

  const processes: Promise<void>[] = [];
  const start = (): void => {
    const process = runProcesses();
    process.catch(() => undefined); // it is heard at the end
    processes.push(process);
  };
  try {
    start();
    await time.runUntil(live());
    await time.runUntil(Promise.all(processes));

    temper = calm;
    if (life.history() !== historyOfIndex) {
      const ending = await time.runUntil(
        catchUp().then(
          () => "nothing",
          (error: unknown) => requireExpected(error, historyOfIndex),
        ),
      );
      const isEmpty = await time.runUntil(time.during(() => isNothingIndexed(store.current())));
      if (ending === "ChainReplaced") await time.runUntil(rebuild());
      else if (!isEmpty && ending !== "nothing") throw new Violation(`seed ${seed}: took a new history for ${ending}`);
    }
    const { block } = await time.runUntil(catchUp());
    if (block.hash !== world.branch.at(-1)?.hash) throw new Violation(`seed ${seed}: it did not catch up`);
    await time.runUntil(time.during(() => requireSameAs(world.branch)));
  } finally {
    await store.close();
  }
  return figures;

  /** In quiet, one reading must do. */
  async function catchUp(): Promise<Synced> {
    const indexer = await open(optionsOn(connect(undefined).database));
    return indexer.syncOnce();
  }
}

/** One in four of the blocks with events has none by the liar. At least two nodes must answer: of one alone nothing would be believed. */
function buildThreeNodes(dice: Dice, honest: Request): () => Request {
  const liar: Request = async (method, params) => {
    const told = await honest(method, params);
    if (method !== "eth_getLogs" || !Array.isArray(told)) return told;
    return (told as readonly RawLog[]).filter(({ blockHash }) => Number.parseInt(blockHash.slice(-1), 16) % 4 !== 0);
  };
  const nodes = [honest, honest, honest].with(dice.roll(0, 2), liar);
  return () => compareEndpoints(nodes, { finality, atLeast: 2 }).request;
}

async function isNothingIndexed(database: Database): Promise<boolean> {
  return (await database.get("SELECT 1 AS one FROM chain")) === undefined;
}

/** Reads a branch from its beginning into an index of its own, from a node without a fault. */
async function digestOfReplay(branch: Branch): Promise<string> {
  const database = await openDatabase(":memory:");
  try {
    const request: Request = async (method, params) => answer(branch, method, params);
    const indexer = await createIndexer({ database, request, registry, startBlock });
    await indexer.syncOnce();
    return await digestOf(database);
  } finally {
    await database.close();
  }
}
