import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { toEventSelector } from "viem";
import type { Source } from "./ours.ts";
import { installPeer, startPeer } from "./peer.ts";
import type { PeerFigures } from "./report.ts";

// typeorm-store 1.9.2 asks for a typeorm-config that is not published everywhere; 1.5.1 writes the same way.
const packages = {
  "@subsquid/evm-processor": "1.27.3",
  "@subsquid/typeorm-store": "1.5.1",
  "@subsquid/typeorm-config": "4.1.1",
  typeorm: "0.3.20",
  pg: "8.23.1",
};
const database = "fiducial_bench_subsquid";
const topic = toEventSelector("Accessed(bytes32,address,uint48,bytes32,uint256,uint256)");

const columns = {
  record: "text",
  number: "numeric",
  patient: "numeric",
  accessor: "text",
  part: "text",
  time: "numeric",
  purpose: "int4",
  action: "int4",
  claim: "int4",
  detail: "numeric",
  basis: "int4",
  permitVersion: "numeric",
  gateway: "text",
  entryNumber: "numeric",
  blockNumber: "int4",
  blockTime: "numeric",
  txHash: "text",
  logIndex: "int4",
} as const;

const model = `const { EntitySchema } = require("typeorm");
class Access { constructor(given) { Object.assign(this, given); } }
const columns = ${JSON.stringify(columns)};
exports.Access = Access;
exports.schema = new EntitySchema({ name: "Access", target: Access, tableName: "access", columns: {
  id: { primary: true, type: "text" },
  ...Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, { type, name }])),
} });
`;

const migration = `module.exports = class Data1700000000000 {
  name = "Data1700000000000";
  async up(db) {
    await db.query('CREATE TABLE "access" ("id" text PRIMARY KEY, ${Object.entries(columns)
      .map(([name, type]) => `"${name}" ${type} NOT NULL`)
      .join(", ")})');
    await db.query('CREATE UNIQUE INDEX ON "access" ("record", "number")');
    await db.query('CREATE INDEX ON "access" ("accessor", "time")');
    await db.query('CREATE INDEX ON "access" ("patient", "time")');
    await db.query('CREATE INDEX ON "access" ("gateway", "entryNumber")');
    await db.query('CREATE INDEX ON "access" ("part")');
    await db.query('CREATE INDEX ON "access" ("blockNumber", "logIndex")');
  }
  async down() {}
};
`;

const mainOf = ({ rpcUrl, registry }: Source, head: number): string => `require("reflect-metadata");
const { createOrmConfig } = require("@subsquid/typeorm-config");
const { DataSource } = require("typeorm");
const { EvmBatchProcessor } = require("@subsquid/evm-processor");
const { TypeormDatabase } = require("@subsquid/typeorm-store");
const { Access } = require("./lib/model");
const cut = (word, from, bits) => (word >> from) & ((1n << bits) - 1n);
const words = (data) => [2, 66, 130].map((at) => "0x" + data.slice(at, at + 64));
(async () => {
  const orm = await new DataSource(createOrmConfig()).initialize();
  await orm.runMigrations({ transaction: "all" });
  await orm.destroy();
  const processor = new EvmBatchProcessor()
    .setRpcEndpoint({ url: ${JSON.stringify(rpcUrl)}, capacity: 10 })
    .setFinalityConfirmation(1)
    .setBlockRange({ from: 0, to: ${head - 1} })
    .addLog({ address: [${JSON.stringify(registry.toLowerCase())}], topic0: [${JSON.stringify(topic)}] })
    .setFields({ log: { transactionHash: true, topics: true, data: true }, block: { timestamp: true } });
  console.log("BEGUN");
  processor.run(new TypeormDatabase({ supportHotBlocks: false }), async (ctx) => {
    const rows = [];
    for (const block of ctx.blocks) for (const log of block.logs) {
      const [part, w, v] = words(log.data);
      const what = BigInt(w), verdict = BigInt(v);
      rows.push(new Access({
        id: log.id, record: log.topics[1], accessor: "0x" + log.topics[2].slice(26), patient: BigInt(log.topics[3]), part,
        number: cut(verdict, 0n, 40n), entryNumber: cut(verdict, 40n, 40n), basis: Number(cut(verdict, 80n, 8n)),
        permitVersion: cut(verdict, 88n, 32n), gateway: "0x" + w.slice(26), time: cut(what, 160n, 40n), purpose: Number(cut(what, 200n, 8n)),
        action: Number(cut(what, 208n, 8n)), claim: Number(cut(what, 216n, 8n)), detail: cut(what, 224n, 32n),
        blockNumber: block.header.height, blockTime: BigInt(block.header.timestamp), txHash: log.transactionHash, logIndex: log.logIndex,
      }));
    }
    await ctx.store.insert(rows);
  });
})();
`;

/**
 * Has Subsquid fill a table of accesses with the same fields, in a database of its own on the server of DATABASE_URL, from nothing.
 *
 * Its time is from when the processor starts to when the process that reads up to a set block ends: start and schema are not counted.
 *
 * @throws {TypeError} when there is no PostgreSQL, it can't be installed, ends badly, or holds another number of accesses
 */
export async function measureSubsquid(
  source: Source,
  accesses: number,
  folder: string,
  databaseUrl: string | undefined,
): Promise<PeerFigures> {
  if (databaseUrl === undefined) throw new TypeError("it needs a PostgreSQL: set DATABASE_URL");
  const { createClient, http } = await import("viem");
  const head = Number(
    await createClient({ transport: http(source.rpcUrl) }).request({ method: "eth_blockNumber" } as never),
  );
  const home = installPeer(folder, "subsquid", packages, { "main.cjs": mainOf(source, head) });
  for (const path of ["lib/model", "db/migrations"]) mkdirSync(join(home, path), { recursive: true });
  for (const path of ["lib", "db"]) writeFileSync(join(home, path, "package.json"), '{"type":"commonjs"}');
  writeFileSync(join(home, "lib/model/index.js"), model);
  writeFileSync(join(home, "db/migrations/1700000000000-Data.js"), migration);

  const own = new URL(databaseUrl);
  own.pathname = `/${database}`;
  await ask(databaseUrl, `DROP DATABASE IF EXISTS ${database}`, `CREATE DATABASE ${database}`);
  const peer = startPeer(home, ["main.cjs"], { DB_URL: own.href, SQD_DEBUG: "" });
  try {
    const { begun, ended } = await peer.times("BEGUN", 300_000);
    const [row] = await ask(own.href, 'SELECT count(*) AS n FROM "access"');
    if (Number(row?.n) !== accesses) throw new TypeError(`it holds ${row?.n} accesses: ${peer.output().slice(-1_000)}`);
    return { eventsPerSecond: accesses / ((ended - begun) / 1_000) };
  } finally {
    await peer.stop();
  }
}

async function ask(url: string, ...statements: readonly string[]): Promise<readonly { readonly n?: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly { readonly n?: string }[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
