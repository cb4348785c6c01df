import { type Address, keccak256 } from "viem";
import type { Reader, Writer } from "../sql/database.ts";
import type { Block, Chain } from "./chain.ts";
import {
  ChainReplacedError,
  InconsistentChainError,
  MalformedAnswerError,
  NoRegistryError,
  OtherIndexError,
  RegistryChangedError,
  WrongChainError,
} from "./errors.ts";
import { bytesOf, hexOf } from "./hex.ts";

/** Which contract on which chain an index is of, and up to where it was read. */
export type Identity = {
  readonly chainId: number;
  readonly genesisHash: string;
  readonly registry: Address;
  readonly registryCodeHash: string;
  readonly startBlock: number;
  readonly cursor: Block;
};

type ChainRow = {
  readonly chain_id: number;
  readonly genesis_hash: Uint8Array;
  readonly registry: Uint8Array;
  readonly registry_code_hash: Uint8Array;
  readonly start_block: number;
  readonly cursor_number: number;
  readonly cursor_hash: Uint8Array;
  readonly cursor_time: number;
};

/** Reads what the index is of; `undefined` when nothing was indexed yet. */
export async function findIdentity(reader: Reader): Promise<Identity | undefined> {
  const row = await reader.get<ChainRow>("SELECT * FROM chain");
  if (row === undefined) return undefined;
  return {
    chainId: row.chain_id,
    genesisHash: hexOf(row.genesis_hash),
    registry: hexOf(row.registry),
    registryCodeHash: hexOf(row.registry_code_hash),
    startBlock: row.start_block,
    cursor: { number: row.cursor_number, hash: hexOf(row.cursor_hash), time: row.cursor_time },
  };
}

/**
 * Makes sure that the index is of this registry.
 *
 * @throws {OtherIndexError} when it is of another, or begins at another block
 */
export function requireSameIndex(identity: Identity, registry: Address, startBlock: number): void {
  if (identity.registry !== registry || identity.startBlock !== startBlock) {
    throw new OtherIndexError(identity.registry, identity.startBlock);
  }
}

/**
 * Makes sure that the node's chain is the one that was indexed: chain id, genesis block and the contract's code. Development chains start anew
 * with the same chain id and addresses, so neither is enough.
 *
 * @throws {WrongChainError} when the chain id is another
 * @throws {ChainReplacedError} when its first block is another
 * @throws {NoRegistryError} when there is no contract
 * @throws {RegistryChangedError} when it has another code
 */
export async function requireSameChain(chain: Chain, identity: Identity): Promise<void> {
  const { chainId, registry } = identity;
  const found = await chain.getChainId();
  if (found !== chainId) throw new WrongChainError(chainId, found);
  if ((await getGenesis(chain)).hash !== identity.genesisHash) throw new ChainReplacedError(chainId);
  const code = await chain.getCode(registry);
  if (code === "0x") throw new NoRegistryError(registry, chainId);
  if (keccak256(code) !== identity.registryCodeHash) throw new RegistryChangedError(registry);
}

/**
 * Asks the node for what a new index is of. Its cursor is the block before the first to be read; the genesis block holds no transaction, so
 * nothing is lost by leaving it out.
 *
 * @throws {NoRegistryError} when there is no contract, or the chain has not come to that block
 */
export async function askIdentity(chain: Chain, registry: Address, startBlock: number): Promise<Identity> {
  const chainId = await chain.getChainId();
  const genesis = await getGenesis(chain);
  const code = await chain.getCode(registry);
  if (code === "0x") throw new NoRegistryError(registry, chainId);
  const before = Math.max(startBlock - 1, 0);
  const cursor = await chain.findHeader(before);
  if (cursor === undefined) {
    if ((await chain.getHead()).number < before) throw new NoRegistryError(registry, chainId);
    throw new InconsistentChainError(`block ${before} is missing below the head`);
  }
  // What was asked for one after the other is of one chain: a development chain may have been begun anew meanwhile.
  if ((await getGenesis(chain)).hash !== genesis.hash) throw new InconsistentChainError("its first block changed");
  return { chainId, genesisHash: genesis.hash, registry, registryCodeHash: keccak256(code), startBlock, cursor };
}

/** Notes in an empty index what it is of. */
export async function writeIdentity(writer: Writer, identity: Identity): Promise<void> {
  const { cursor } = identity;
  const at = [cursor.number, bytesOf(cursor.hash), cursor.time];
  const hashes = [identity.genesisHash, identity.registry, identity.registryCodeHash].map(bytesOf);
  await writer.run("INSERT INTO chain VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", [
    identity.chainId,
    ...hashes,
    identity.startBlock,
    ...at,
  ]);
  await writer.run("INSERT INTO checkpoints (number, hash, time) VALUES (?, ?, ?)", at);
}

async function getGenesis(chain: Chain): Promise<Block> {
  const genesis = await chain.findHeader(0);
  if (genesis === undefined) throw new MalformedAnswerError("eth_getBlockByNumber", "there is no first block");
  return genesis;
}
