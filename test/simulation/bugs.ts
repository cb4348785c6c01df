import type { Bug } from "./plant.ts";

/** Faults that an indexer of this kind has had somewhere, or may come to have. */
export const bugs: readonly Bug[] = [
  {
    what: "the search for the ancestor ends at the first block it looks at",
    file: "ancestor.ts",
    before: "if (header.hash === block.hash) return block;",
    after: "return block;",
  },
  {
    what: "the search for the ancestor ends one block early",
    file: "ancestor.ts",
    before: "if (header.hash === block.hash) return block;",
    after:
      "if (header.hash === block.hash) return (await chain.findHeader(block.number + 1)) ?? block; // of the chain, not of the index",
  },
  {
    what: "a block that the node lacks counts as not on the chain",
    from: 145,
    file: "ancestor.ts",
    before: "if (header === undefined) throw",
    after: "if (header?.hash === undefined) { below = block.number; continue; } if (below < 0) throw",
  },
  {
    what: "rolling back leaves the rows of one block too many",
    file: "rollBack.ts",
    before: "WHERE block_number > ?`, [block.number]",
    after: "WHERE block_number > ?`, [block.number + 1]",
  },
  {
    what: "rolling back takes the rows of one block too many",
    file: "rollBack.ts",
    before: "WHERE block_number > ?`, [block.number]",
    after: "WHERE block_number >= ?`, [block.number]",
  },
  {
    what: "rolling back forgets a table",
    file: "rollBack.ts",
    before: "for (const table of tableNames) await",
    after: 'for (const table of tableNames) if (table !== "actors") await',
  },
  {
    what: "rolling back leaves the hashes of blocks",
    file: "rollBack.ts",
    before: 'await writer.run("DELETE FROM blocks WHERE number > ?", [block.number]);',
    after: "",
  },
  {
    what: "the cursor is moved outside of the transaction",
    file: "sync.ts",
    before: "await writeRanges(writer, group, current.organizations);",
    after:
      "queueMicrotask(() => void database.run('UPDATE chain SET cursor_number = ?', [cursor.number]).catch(() => undefined)); await writeRanges({ ...writer, run: async (sql, values) => sql.startsWith('UPDATE chain') ? { changes: 1 } : writer.run(sql, values) }, group, current.organizations);",
  },
  {
    what: "a range need not follow the cursor",
    from: 134,
    file: "sync.ts",
    before: "if (range.parentHash !== cursor.hash) throw",
    after: "if (range.from <= cursor.number) throw",
  },
  {
    what: "logs may be of another block than the headers",
    from: 342,
    file: "ranges.ts",
    before: "if (header?.hash !== blockHash) {",
    after: "if (header === undefined) {",
  },
  {
    what: "logs that were left out are not missed",
    from: 25,
    file: "ranges.ts",
    before: "if (to > source.settled) await requireWhole",
    after: "if (to < 0) await requireWhole",
  },
  {
    what: "logs are taken in any order",
    file: "chain.ts",
    before: "log.blockNumber < last.blockNumber || log.logIndex <= last.logIndex",
    after: "false",
  },
  {
    what: "any block is taken for the one asked for",
    from: 37,
    file: "chain.ts",
    before: "header === undefined || header.number === number",
    after: "header === undefined || header.number >= 0",
  },
  {
    what: "the organizations are not read again after rolling back or a failure",
    file: "sync.ts",
    before: "return { cursor: identity.cursor, organizations: await readOrganizations(database) };",
    after:
      "return { cursor: identity.cursor, organizations: ((chain as never as { kept: never }).kept ??= (await readOrganizations(database)) as never) };",
  },
  {
    what: "what was folded before a failure is kept",
    file: "sync.ts",
    before: "isChainKnown = false;\n        state = undefined;",
    after: "isChainKnown = false;",
  },
  {
    what: "two writers write",
    file: "write.ts",
    before: "if (row?.term !== term) throw",
    after: "if (row === undefined) throw",
  },
  {
    what: "the cursor is always on the chain",
    file: "sync.ts",
    before: "return header.hash === block.hash;",
    after: "return true;",
  },
];
