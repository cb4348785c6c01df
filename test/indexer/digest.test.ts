import { expect } from "chai";
import type { Block, Request } from "../../src/indexer/chain.ts";
import { findAlteredBlock, readDigest } from "../../src/indexer/digest.ts";
import { rollBackTo } from "../../src/indexer/rollBack.ts";
import { scanLogs } from "../../src/indexer/scanLogs.ts";
import { createIndexer } from "../../src/indexer/sync.ts";
import { tableNames } from "../../src/indexer/tables.ts";
import type { Database } from "../../src/sql/database.ts";
import { buildDice } from "../consent/dice.ts";
import { type Branch, buildBeginning, extend, registry, startBlock } from "../simulation/chain.ts";
import { answer } from "../simulation/node.ts";
import { describeOnBoth, openNew } from "../sql/databases.ts";

const branch = extend(buildBeginning(buildDice(21)), buildDice(22), 400);
const fork = extend(branch.slice(0, 200), buildDice(23), 220);

type Options = { blocksAtOnce?: number; eventsAtOnce?: number; request?: Request };

async function read(database: Database, from: Branch, options: Options = {}) {
  const request = async (method: string, params: readonly unknown[]) => answer(from, method, params);
  const indexer = await createIndexer({ database, request, registry, startBlock, ...options });
  return indexer.syncOnce();
}

async function digestsOf(database: Database): Promise<readonly string[]> {
  const rows = await database.all<{ number: number; digest: Uint8Array }>("SELECT number, digest FROM blocks");
  return rows.map(({ number, digest }) => `${number} ${Buffer.from(digest).toString("hex")}`).sort();
}

// the running digest
// ├── it depends on the chain, and on nothing of how it was read
// ├── it is the same whether logs were scanned or parsed
// ├── when the chain is reorganised → it is that of the new chain, and what both share has the same
// └── when a row is altered, added or removed → the block of it is named
describeOnBoth("the running digest", () => {
  it("depends on the chain alone", async () => {
    const [whole, pieces] = [await openNew(), await openNew()];
    await read(whole, branch);
    await read(pieces, branch.slice(0, 77), { blocksAtOnce: 3, eventsAtOnce: 0 });
    await read(pieces, branch, { blocksAtOnce: 10, eventsAtOnce: 20 });
    expect(await digestsOf(pieces)).to.deep.equal(await digestsOf(whole));
    expect((await digestsOf(whole)).length).to.be.greaterThan(150);
    expect(await readDigest(pieces)).to.deep.equal(await readDigest(whole));
    expect(await findAlteredBlock(whole)).to.equal(undefined);
  });

  it("is the same whether logs were scanned or parsed", async () => {
    const [parsed, scanned] = [await openNew(), await openNew()];
    let isAllScanned = true;
    const request: Request = Object.assign(
      async (method: string, params: readonly unknown[]) => answer(branch, method, params),
      {
        async scanLogs(params: readonly unknown[]) {
          const logs = scanLogs(Buffer.from(JSON.stringify({ result: answer(branch, "eth_getLogs", params) })));
          isAllScanned &&= logs !== undefined;
          return logs;
        },
      },
    );
    await read(parsed, branch);
    await read(scanned, branch, { request });
    expect(await digestsOf(scanned)).to.deep.equal(await digestsOf(parsed));
    expect(isAllScanned).to.equal(true);
  });

  it("is taken back with the chain, and tells the first block at which two chains part", async () => {
    const [turned, other] = [await openNew(), await openNew()];
    await read(other, branch);
    await read(turned, fork);
    const before = (digest: string): boolean => Number(digest.split(" ")[0]) < 200;
    const [ofFork, ofBranch] = [await digestsOf(turned), await digestsOf(other)];
    expect(ofFork.filter(before)).to.deep.equal(ofBranch.filter(before));
    expect(ofFork.filter((digest) => !before(digest))).not.to.include.members(ofBranch.slice(-1));
    expect(ofFork.filter((digest) => !before(digest) && ofBranch.includes(digest))).to.deep.equal([]);

    await read(turned, branch);
    expect(await digestsOf(turned)).to.deep.equal(ofBranch);
    const block: Block = { number: 2, hash: branch[2]?.hash ?? "0x", time: 0 };
    await turned.transaction((writer) => rollBackTo(writer, block));
    expect(await readDigest(turned)).to.deep.equal(Buffer.alloc(32));
    expect(await findAlteredBlock(turned)).to.equal(undefined);
  });

  it("names the block of any row that was altered, removed or added", async () => {
    const database = await openNew();
    await read(database, branch);
    let tried = 0;
    for (const table of tableNames) {
      const rows = await database.all<{ block_number: number; log_index: number }>(
        `SELECT block_number, log_index FROM ${table} ORDER BY block_number, log_index`,
      );
      const row = rows[rows.length >> 1];
      if (row === undefined) continue;
      tried += 1;
      const at = [row.block_number, row.log_index];
      const place = "block_number = ? AND log_index = ?";
      const undo = new RangeError("undo");
      const tamperings = [
        `DELETE FROM ${table} WHERE ${place}`,
        `UPDATE ${table} SET block_time = block_time + 1 WHERE ${place}`,
        `UPDATE ${table} SET tx_hash = NULL WHERE ${place}`.replace("NULL", "(SELECT hash FROM blocks LIMIT 1)"),
      ];
      for (const tampering of tamperings) {
        const found = database.transaction(async (writer) => {
          await writer.run(tampering, at);
          expect(await findAlteredBlock(writer), tampering).to.equal(row.block_number);
          throw undo;
        });
        expect(await found.catch((error: unknown) => error)).to.equal(undo);
      }
    }
    expect(tried).to.equal(tableNames.length);
    await database.run(
      "UPDATE policies SET block_number = 1000000 WHERE block_number = (SELECT max(block_number) FROM policies)",
    );
    expect(await findAlteredBlock(database)).to.be.a("number");
  });

  it("finds a row of a block that holds none", async () => {
    const database = await openNew();
    await read(database, branch);
    const empty = branch.findLast(({ number, logs }) => number > startBlock && logs.length === 0)?.number ?? 0;
    await database.run(
      "INSERT INTO policies (organization, policy, since, block_number, block_time, tx_hash, log_index) SELECT organization, policy, since, ?, block_time, tx_hash, 99 FROM policies LIMIT 1",
      [empty],
    );
    expect(await findAlteredBlock(database)).to.equal(empty);
  });
});
