import { type Hex, numberToHex } from "viem";
import { encodeHeader } from "../../src/audit/prove/encodeHeader.ts";
import { makeBundle } from "../../src/audit/prove/index.ts";
import type { Bundle, BundleRow, Trust } from "../../src/audit/verify/index.ts";
import { BASES } from "../../src/audit/verify/index.ts";
import type { Dice } from "../consent/dice.ts";
import type { Proven } from "./question.ts";
import { buildAccessedLog } from "./simulatedAccess.ts";
import { buildReceiptTrie, drawBytes, type SimulatedBlock, type SimulatedChain, seal } from "./simulatedChain.ts";

/** A bundle that lies, or a true one that is no answer to what the auditor asks and pins. */
export type Tampered = { readonly bundle: Bundle; readonly trust?: Trust };

type Tampering = (dice: Dice, proven: Proven, other: SimulatedChain) => Tampered | Promise<Tampered>;

/** Ways to lie, by name. Each expects three rows at least. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  "a field of a row changed": (dice, { bundle }) =>
    changeRow(bundle, dice.roll(0, bundle.rows.length - 1), (row) => changeField(dice, row)),

  "the last row dropped": (_, { bundle }) => ({ bundle: { ...bundle, rows: bundle.rows.slice(0, -1) } }),

  "a row in the middle dropped": (dice, { bundle }) => ({
    bundle: { ...bundle, rows: without(bundle.rows, dice.roll(1, bundle.rows.length - 2)) },
  }),

  "a row dropped and the later ones numbered anew": (dice, { bundle }) => {
    const dropped = dice.pick(bundle.rows);
    const { record, number } = dropped;
    const rows = bundle.rows
      .filter((row) => row !== dropped)
      .map((row) => (row.record === record && row.number > number ? { ...row, number: row.number - 1 } : row));
    const records = bundle.records.map((claim) => (claim.record === record ? lower(claim) : claim));
    return { bundle: { ...bundle, rows, records } };
  },

  "the last row dropped and the count lowered": (_, { bundle }) => {
    const dropped = bundle.rows.at(-1);
    const records = bundle.records.map((claim) => (claim.record === dropped?.record ? lower(claim) : claim));
    const gateways = bundle.gateways.map((claim) => (claim.gateway === dropped?.gateway ? lower(claim) : claim));
    return { bundle: { ...bundle, rows: bundle.rows.slice(0, -1), records, gateways } };
  },

  "a row doubled": (dice, { bundle }) => {
    const index = dice.roll(0, bundle.rows.length - 1);
    return { bundle: { ...bundle, rows: [...bundle.rows.slice(0, index + 1), ...bundle.rows.slice(index)] } };
  },

  "two rows exchanged": (dice, { bundle }) => ({ bundle: { ...bundle, rows: exchange(dice, bundle.rows) } }),

  "the places of two rows exchanged": (dice, { bundle }) => {
    const [a, b] = drawTwo(dice, bundle.rows.length);
    const placeOf = (index: number) => {
      const { block = 0, transaction = 0, log = 0 } = bundle.rows[index] ?? {};
      return { block, transaction, log };
    };
    const moved = { [a]: placeOf(b), [b]: placeOf(a) };
    return { bundle: { ...bundle, rows: bundle.rows.map((row, i) => ({ ...row, ...moved[i] })) } };
  },

  "the place of a row shifted": (dice, { bundle }) =>
    changeRow(bundle, dice.roll(0, bundle.rows.length - 1), (row) => {
      const name = dice.pick(["block", "transaction", "log"] as const);
      return { ...row, [name]: row[name] === 0 ? 1 : row[name] + dice.pick([-1, 1]) };
    }),

  "a row made up": (dice, { bundle }) => {
    const like = dice.pick(bundle.rows);
    const row = { ...like, accessor: drawBytes(dice, 20), log: like.log + dice.roll(0, 2) };
    const rows = [...bundle.rows, row].sort(
      (a, b) => a.block - b.block || a.transaction - b.transaction || a.log - b.log,
    );
    return { bundle: { ...bundle, rows } };
  },

  "a digit of a node changed": (dice, { bundle }) => ({
    bundle: { ...bundle, nodes: changeOne(dice, bundle.nodes, (node) => changeDigit(dice, node)) },
  }),

  "a node dropped": (dice, { bundle }) => ({
    bundle: { ...bundle, nodes: without(bundle.nodes, dice.roll(0, bundle.nodes.length - 1)) },
  }),

  "a node cut short": (dice, { bundle }) => ({
    bundle: { ...bundle, nodes: changeOne(dice, bundle.nodes, (node) => cut(dice, node)) },
  }),

  "a node added": (dice, { bundle }) => ({ bundle: { ...bundle, nodes: [...bundle.nodes, drawBytes(dice, 64)] } }),

  "two nodes exchanged": (dice, { bundle }) => ({ bundle: { ...bundle, nodes: exchange(dice, bundle.nodes) } }),

  "a digit of a header changed": (dice, { bundle }) => ({
    bundle: { ...bundle, headers: changeOne(dice, bundle.headers, (header) => changeDigit(dice, header)) },
  }),

  "a header dropped": (dice, { bundle }) => ({
    bundle: { ...bundle, headers: without(bundle.headers, dice.roll(0, bundle.headers.length - 1)) },
  }),

  "a header cut short": (dice, { bundle }) => ({
    bundle: { ...bundle, headers: changeOne(dice, bundle.headers, (header) => cut(dice, header)) },
  }),

  "the header of another block": (dice, { bundle }, other) => ({
    bundle: { ...bundle, headers: changeOne(dice, bundle.headers, () => encodeHeader(dice.pick(other.blocks).answer)) },
  }),

  "another chain": (dice, { bundle, trust }) =>
    dice.isLucky(50)
      ? { bundle: { ...bundle, chainId: bundle.chainId + 1 } }
      : { bundle, trust: { ...trust, chainId: trust.chainId + 1 } },

  "another registry": (dice, { bundle, trust }) =>
    dice.isLucky(50)
      ? { bundle: { ...bundle, registry: drawBytes(dice, 20) } }
      : { bundle, trust: { ...trust, registry: drawBytes(dice, 20) } },

  "another gateway": (dice, { bundle, trust }) => {
    const [claim] = bundle.gateways;
    if (dice.isLucky(50) || claim === undefined) {
      return { bundle, trust: { ...trust, gateways: [...(trust.gateways ?? []), drawBytes(dice, 20)] } };
    }
    const gateway = drawBytes(dice, 20);
    const rows = bundle.rows.map((row) => (row.gateway === claim.gateway ? { ...row, gateway } : row));
    return { bundle: { ...bundle, rows, gateways: [{ ...claim, gateway }] } };
  },

  "another record": (dice, { bundle }) => {
    const [claim] = bundle.records;
    const record = drawBytes(dice, 32);
    const rows = bundle.rows.map((row) => (row.record === claim?.record ? { ...row, record } : row));
    const records = bundle.records.map((one) => (one === claim ? { ...one, record } : one));
    return { bundle: { ...bundle, rows, records } };
  },

  "a count changed": (dice, { bundle }) => {
    const change = { count: dice.roll(1, 5) };
    const records = bundle.records.map((claim, i) =>
      i === 0 ? { ...claim, count: claim.count + change.count } : claim,
    );
    return { bundle: { ...bundle, records } };
  },

  "a claim dropped": (dice, { bundle }) => ({
    bundle: { ...bundle, records: without(bundle.records, dice.roll(0, bundle.records.length - 1)) },
  }),

  "the counts of another block": (dice, { bundle }) => ({
    bundle: { ...bundle, block: bundle.block + dice.pick([-2, -1, 1, 2]) },
  }),

  "a true answer that is stale": async (_, { bundle, chain, trust }) => {
    const block = bundle.block - 1;
    const newest = chain.blocks.find(({ number }) => number === bundle.block);
    const { request, registry } = chain;
    const accesses = chain.accesses.filter(
      ({ record, place }) => place.blockNumber <= block && trust.records?.includes(record),
    );
    const records = bundle.records.map(({ record }) => record);
    const gateways: Hex[] = [];
    const stale = await makeBundle({ request, registry, block, accesses, records, gateways, trusted: [bundle.block] });
    return { bundle: stale, trust: { ...trust, blocks: [newest?.hash ?? "0x"], gateways } };
  },

  "a receipt forged under the old header": (dice, { bundle, chain }) => {
    const { rows, nodes } = forgeReceipt(dice, bundle, chain);
    return { bundle: { ...bundle, rows, nodes } };
  },

  "a receipt forged with a header to it": (dice, { bundle, chain }) => {
    const { rows, nodes, block, receiptsRoot } = forgeReceipt(dice, bundle, chain);
    const header = encodeHeader(seal({ ...block.answer, receiptsRoot }));
    const old = encodeHeader(block.answer);
    return { bundle: { ...bundle, rows, nodes, headers: bundle.headers.map((one) => (one === old ? header : one)) } };
  },
};

/** Lets a row say something else, and its receipt with it, in a trie that is right in itself. */
function forgeReceipt(
  dice: Dice,
  bundle: Bundle,
  chain: SimulatedChain,
): { rows: readonly BundleRow[]; nodes: readonly Hex[]; block: SimulatedBlock; receiptsRoot: Hex } {
  const index = dice.roll(0, bundle.rows.length - 1);
  const row = bundle.rows[index];
  const block = chain.blocks.find(({ number }) => number === row?.block);
  if (row === undefined || block === undefined) throw new RangeError("The row is in no block");
  const forged = { ...row, accessor: drawBytes(dice, 20) };
  const log = buildAccessedLog({
    ...forged,
    gateway: row.gateway ?? undefined,
    entryNumber: row.entryNumber ?? undefined,
    organization: undefined,
  });
  const receipts = block.receipts.map((receipt, i) => {
    if (i !== row.transaction) return receipt;
    const logs = (receipt.logs as object[]).map((old, j) => (j === row.log ? { ...old, ...log } : old));
    return { ...receipt, logs };
  });
  const trie = buildReceiptTrie(receipts);
  const rows = bundle.rows.map((one, i) => (i === index ? forged : one));
  return { rows, nodes: [...new Set([...bundle.nodes, ...trie.nodes])], block, receiptsRoot: trie.root };
}

function changeRow(bundle: Bundle, index: number, change: (row: BundleRow) => BundleRow): Tampered {
  return { bundle: { ...bundle, rows: bundle.rows.map((row, i) => (i === index ? change(row) : row)) } };
}

function changeField(dice: Dice, row: BundleRow): BundleRow {
  const flip = (number: number) => number ^ 1;
  const other = <Item>(items: readonly Item[], item: Item) => dice.pick(items.filter((one) => one !== item));
  const { claim } = row;
  return {
    ...row,
    ...dice.pick<() => Partial<BundleRow>>([
      ...(["record", "accessor", "part"] as const).map((name) => () => ({ [name]: changeDigit(dice, row[name]) })),
      ...(["number", "purpose", "action", "detail", "permitVersion"] as const).map((name) => () => ({
        [name]: flip(row[name]) >>> 0,
      })),
      () => ({ patient: row.patient - 1 }),
      () => ({ time: row.time === 0 ? 1 : row.time - 1 }),
      () => ({ basis: other(BASES, row.basis) }),
      () => ({ claim: { ...claim, basis: other(BASES, claim.basis) } }),
      () => ({ claim: { ...claim, grantee: other(["accessor", "organization", "group"], claim.grantee) } }),
      () => ({ claim: { ...claim, allRecords: !claim.allRecords } }),
      () => ({ gateway: row.gateway === null ? drawBytes(dice, 20) : dice.pick([null, drawBytes(dice, 20)]) }),
      () => ({ entryNumber: row.entryNumber === null ? 1 : dice.pick([null, row.entryNumber + 1]) }),
    ])(),
  };
}

function changeOne<Item>(dice: Dice, items: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const index = dice.roll(0, items.length - 1);
  return items.map((item, i) => (i === index ? change(item) : item));
}

function changeDigit(dice: Dice, hex: Hex): Hex {
  const place = dice.roll(2, hex.length - 1);
  const digit = numberToHex((Number.parseInt(hex.charAt(place), 16) + dice.roll(1, 15)) % 16).slice(2);
  return `0x${hex.slice(2, place)}${digit}${hex.slice(place + 1)}`;
}

function cut(dice: Dice, hex: Hex): Hex {
  return `0x${hex.slice(2, 2 * dice.roll(2, hex.length / 2 - 1))}`;
}

function exchange<Item>(dice: Dice, items: readonly Item[]): readonly Item[] {
  const [a, b] = drawTwo(dice, items.length);
  return items.map((item, i) => (i === a ? items[b] : i === b ? items[a] : item) as Item);
}

function drawTwo(dice: Dice, length: number): readonly [number, number] {
  const a = dice.roll(0, length - 1);
  return [a, (a + dice.roll(1, length - 1)) % length];
}

function without<Item>(items: readonly Item[], index: number): readonly Item[] {
  return items.filter((_, i) => i !== index);
}

function lower<Claim extends { readonly count: number }>(claim: Claim): Claim {
  return { ...claim, count: claim.count - 1 };
}
