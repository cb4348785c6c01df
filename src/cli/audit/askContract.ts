import { type Client, createClient, type Hex, http, type Transport } from "viem";
import { readContract } from "viem/actions";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { readCounts } from "../../audit/prove/index.ts";
import type { AskedJudgement, ContractCounts, listCounted } from "../../audit/replay/index.ts";
import { encodeAccessWord } from "../../consent/accessWord.ts";
import { basisOf } from "../../consent/bases.ts";
import type { Block, Request } from "../../indexer/chain.ts";
import { ChainUnavailableError } from "../../indexer/errors.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { Settings } from "../home.ts";

/** Records whose counts are proven at once, and judgements asked for at once. */
const RECORDS_AT_ONCE = 1_024;
const CALLS_AT_ONCE = 64;

/** What the contract counts of, and where progress is told. */
type Asked<Of> = {
  readonly settings: Settings;
  readonly block: Block;
  readonly onProgress: (done: number) => void;
} & Of;

/**
 * Reads the contract's counts after a block, each proven against the block's header.
 *
 * @throws {StateUnavailableError} when the node no longer keeps that state
 */
export async function askCounts(
  request: Request,
  { settings, block, records, gateways, onProgress }: Asked<ReturnType<typeof listCounted>>,
): Promise<ContractCounts> {
  const { registry } = settings;
  const counts = await readCounts({ request, registry, block, records: [], gateways });
  const counted = [...counts.records];
  for (let start = 0; start < records.length; start += RECORDS_AT_ONCE) {
    const some = records.slice(start, start + RECORDS_AT_ONCE);
    counted.push(...(await readCounts({ request, registry, block, records: some, gateways: [] })).records);
    onProgress(counted.length);
  }
  return { records: counted, gateways: counts.gateways };
}

/** Asks the contract's view `basisOf`, as of the end of a block, how it judges accesses. */
export async function askJudgements({
  settings,
  block,
  accesses,
  onProgress,
}: Asked<{ readonly accesses: readonly Access[] }>): Promise<readonly AskedJudgement[]> {
  const client = createClient({ transport: http(settings.rpcUrl, { batch: { batchSize: CALLS_AT_ONCE } }) });
  const asked: AskedJudgement[] = [];
  for (let start = 0; start < accesses.length; start += CALLS_AT_ONCE) {
    const some = accesses.slice(start, start + CALLS_AT_ONCE);
    asked.push(...(await Promise.all(some.map((access) => askJudgement(client, settings.registry, block, access)))));
    onProgress(asked.length);
  }
  return asked;
}

async function askJudgement(
  client: Client<Transport>,
  registry: Hex,
  block: Block,
  access: Access,
): Promise<AskedJudgement> {
  const { record, part, accessor: account, time, purpose, action, claim, detail } = access;
  try {
    const [basis, version] = await readContract(client, {
      ...{ address: registry, abi: fiducialRegistryAbi, functionName: "basisOf", blockNumber: BigInt(block.number) },
      args: [{ record, part, what: encodeAccessWord({ account, time, purpose, action, claim, detail }) }],
    });
    return { access, answered: { basis: basisOf(basis), version } };
  } catch (cause) {
    throw new ChainUnavailableError("eth_call", { cause });
  }
}
