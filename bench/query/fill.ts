import { type Address, encodeAbiParameters, encodeEventTopics, type Hex, numberToHex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { encodeAccessWord, encodeVerdict } from "../../src/consent/accessWord.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import type { Block, Log } from "../../src/indexer/chain.ts";
import { fold, insertRows } from "../../src/indexer/fold.ts";
import { analyzeTables, makeIndexes } from "../../src/indexer/indexes.ts";
import { migrations } from "../../src/indexer/schema.ts";
import type { Database } from "../../src/sql/database.ts";
import { buildDice } from "../index/dice.ts";
import { cast, partOf } from "./cast.ts";
import { fillRest } from "./rest.ts";

const perBlock = 500;
const blocksAtOnce = 100;
const [topic] = encodeEventTopics({ abi: fiducialRegistryAbi, eventName: "Accessed" });
const bases = ["PERMIT", "PERMIT", "PERMIT", "POLICY", "PATIENT"] as const;

/** Makes up accesses, as logs, and folds them into an empty index; then what stands beside them. A tenth of the records has half of the accesses. */
export async function fillIndex(database: Database, accesses: number): Promise<void> {
  await database.migrate(migrations);
  const dice = buildDice(11);
  const digits = (address: Address): string => address.slice(2);
  const organizations = new Map(
    cast.accessors.map((accessor, i) => [digits(accessor), bytesOf(cast.organizations[i % 20])]),
  );
  const numbers = new Map<number, number>();
  const entries = new Map<number, number>();
  const count = (of: Map<number, number>, key: number): number => {
    const next = (of.get(key) ?? 0) + 1;
    of.set(key, next);
    return next;
  };

  function logAt(block: number, logIndex: number): Log {
    const recordAt = dice(2) === 0 ? dice(5_000) : dice(50_000);
    const accessorAt = dice(2_000);
    const gatewayAt = accessorAt % 20;
    const record = cast.records[recordAt] ?? wholeRecord;
    const rare = dice(200);
    const basis = rare === 0 ? "EMERGENCY" : rare === 1 ? "NONE" : (bases[dice(5)] ?? "PERMIT");
    const what = encodeAccessWord({
      account: cast.gateways[gatewayAt] ?? "0x",
      time: cast.firstTime + block * cast.secondsPerBlock - dice(600),
      purpose: [53, 53, 53, 34, 40][dice(5)] ?? 53,
      action: 1,
      claim: { basis, grantee: "organization", allRecords: true },
      detail: 0,
    });
    const accessNumber = count(numbers, recordAt);
    const verdict = encodeVerdict({
      number: accessNumber,
      entryNumber: count(entries, gatewayAt),
      basis,
      version: 1,
    } as never);
    const part = dice(3) === 0 ? wholeRecord : partOf(record, dice(20));
    return {
      blockNumber: block,
      blockHash: hashOf(block),
      txHash: hashOf(block * perBlock + Math.floor(logIndex / 100)),
      logIndex,
      topics: [
        topic,
        record,
        `0x${digits(cast.accessors[accessorAt] ?? "0x").padStart(64, "0")}`,
        wordOf(recordAt % cast.patients),
      ],
      data: encodeAbiParameters([{ type: "bytes32" }, { type: "uint256" }, { type: "uint256" }], [part, what, verdict]),
    };
  }

  for (let block = 1; (block - 1) * perBlock < accesses; ) {
    const blocks = new Map<number, Block>();
    const logs: Log[] = [];
    for (; blocks.size < blocksAtOnce && (block - 1) * perBlock < accesses; block += 1) {
      blocks.set(block, { number: block, hash: hashOf(block), time: cast.firstTime + block * cast.secondsPerBlock });
      for (let i = 0; i < perBlock; i += 1) logs.push(logAt(block, i));
    }
    await database.transaction((writer) => insertRows(writer, fold(logs, blocks, organizations)));
  }
  await database.transaction(fillRest);
  await makeIndexes((work) => database.transaction(work));
  await analyzeTables(database);
}

function hashOf(number: number): Hex {
  return wordOf(number + 0x1000_0000);
}

function wordOf(number: number): Hex {
  return numberToHex(number, { size: 32 });
}

function bytesOf(address: Address | undefined): Uint8Array {
  return Buffer.from((address ?? "0x").slice(2), "hex");
}
