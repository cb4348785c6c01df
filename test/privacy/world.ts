import { createHash } from "node:crypto";
import { join } from "node:path";
import hre, { network } from "hardhat";
import { type Address, createClient, custom, type Hex, http } from "viem";
import { deployWithoutJournal } from "../../deploy/deployment.ts";
import { anchorBook } from "../../src/cli/anchorBook.ts";
import { connectRegistry, type RegistryConnection } from "../../src/client/viem/index.ts";
import { BOOK_INTERVAL } from "../../src/consent/books.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import type { ProvenEntry } from "../../src/vault/books.ts";
import { createVault, type Vault } from "../../src/vault/vault.ts";
import { withFolder } from "../sql/folder.ts";
import { scryptCost } from "../vault/fixture.ts";
import { type Observed, observe, type Request } from "./observe.ts";

/** The first day of every world, and how many there are. */
const FIRST_DAY = 25_000;
export const DAYS = 6;

/** Patients 1 to 5 are the hospital's; patient 2 restricts, or not. */
const PATIENTS = [1, 2, 3, 4, 5];
export const RESTRICTING = 2;

/** From the second day on, to before the fifth. */
export const RESTRICTED_DAYS = [1, 2, 3];

/** A custodian's day: how it anchors, given what an honest one would do. */
export type Practice = (custodian: {
  readonly vault: Vault;
  readonly signer: RegistryConnection;
  readonly registry: Address;
  readonly interval: number;
  readonly patients: readonly number[];
  readonly excluded: Address;
  /** Anchors as `fiducial restrict anchor` does, but for what is changed. */
  readonly anchor: (change?: {
    readonly patients?: readonly number[];
    readonly send?: (
      root: Hex,
    ) => Promise<{ readonly hash: Hex; readonly blockNumber: bigint; readonly interval: number }>;
  }) => Promise<unknown>;
}) => Promise<void>;

/** What a world came to: what others can see, and what the patient is told. */
export type Lived = {
  readonly seen: Observed;
  /** The roots that the chain has, by day; `undefined` for a day without. */
  readonly roots: readonly (Hex | undefined)[];
  /** The proofs of the patient who restricts, by day; `undefined` where there is none. */
  readonly proofs: readonly (ProvenEntry | undefined)[];
};

/** Lives the days of a world on a node of its own: the same accounts, times and secrets in each, and one restriction or none. */
export async function live({
  isRestricted,
  practice,
}: {
  readonly isRestricted: boolean;
  readonly practice: Practice;
}) {
  let lived: Lived | undefined;
  await withFolder(async (folder) => {
    const node = await startNode();
    const vault = await createVault({
      ...{ path: join(folder, "vault.db"), secret: { passphrase: "correct horse battery" }, scryptCost },
      randomBytes: seededBytes("a world"),
    });
    try {
      lived = await liveDays(node, vault, isRestricted, practice);
    } finally {
      await vault.close();
      await node.close();
    }
  });
  if (lived === undefined) throw new TypeError("the world did not come to its end");
  return lived;
}

async function liveDays(node: Node, vault: Vault, isRestricted: boolean, practice: Practice): Promise<Lived> {
  const { rpcUrl, registry, startBlock, setTime } = node;
  const requests: Request[] = [];
  const [consortium, hospital, jane, doctor] = await Promise.all([0, 1, 2, 3].map((i) => node.connect(i)));
  if (!consortium || !hospital || !jane || !doctor) throw new TypeError("the node has too few accounts");
  const watched = await node.connect(1, requests);
  const custodian = addressOf(hospital);
  const excluded = addressOf(doctor);

  await setTime(FIRST_DAY, 0);
  const first = (await consortium.admitOrganization({ organization: custodian })).blockNumber;
  await hospital.admit({ actor: excluded, kind: "practitioner", roles: [] });
  for (const _ of PATIENTS) await hospital.enroll({ controller: addressOf(jane), hold: "self" });
  requests.length = 0;

  for (let day = 0; day < DAYS; day += 1) {
    const interval = FIRST_DAY + day;
    // Nothing of it goes to the chain, and the vault is not asked for anything else.
    if (isRestricted && day === RESTRICTED_DAYS[0]) {
      const restriction = { patient: RESTRICTING, scope: ALL_RECORDS, excluded };
      await vault.imposeRestriction(restriction, interval * BOOK_INTERVAL, custodian);
    }
    if (isRestricted && day === (RESTRICTED_DAYS.at(-1) ?? 0) + 1) {
      await vault.liftRestriction({ patient: RESTRICTING, number: 1 }, interval * BOOK_INTERVAL, custodian);
    }
    await setTime(interval, 3600);
    await jane.voidSignatures({ patient: 1 + (day % PATIENTS.length) });
    await setTime(interval, 7200);
    const bookkeeping = { vault, client: watched, registry, startBlock, custodian };
    await practice({
      ...{ vault, signer: watched, registry, interval, patients: PATIENTS, excluded },
      anchor: ({ patients = PATIENTS, send = (root: Hex) => watched.anchorBook({ root }) } = {}) =>
        anchorBook({ ...bookkeeping, listPatients: async () => patients, anchor: send }),
    });
  }

  const entries = await Promise.all(
    PATIENTS.map((patient) => Promise.all(days().map((day) => findProof(vault, patient, FIRST_DAY + day)))),
  );
  const others = entries.filter((_, i) => PATIENTS[i] !== RESTRICTING);
  const seen = await observe({ rpcUrl, first, requests, others });
  return { seen, roots: seen.roots(FIRST_DAY, DAYS), proofs: entries[PATIENTS.indexOf(RESTRICTING)] ?? [] };
}

export function days(): number[] {
  return Array.from({ length: DAYS }, (_, day) => day);
}

async function findProof(vault: Vault, patient: number, interval: number): Promise<ProvenEntry | undefined> {
  return vault.proveEntry(patient, interval).catch(() => undefined);
}

type Node = Awaited<ReturnType<typeof startNode>>;

/** Starts Hardhat's node at a fixed time, so that two nodes make the same blocks, with a registry. */
async function startNode() {
  const initialDate = new Date((FIRST_DAY - 1) * BOOK_INTERVAL * 1000);
  const server = await network.createServer({ network: "local", override: { initialDate } }, "127.0.0.1", 0);
  const { port } = await server.listen();
  const rpcUrl = `http://127.0.0.1:${port}`;
  const { registry, startBlock } = await deployWithoutJournal(hre, rpcUrl);
  const plain = createClient({ transport: http(rpcUrl) });
  const accounts: readonly Address[] = await plain.request({ method: "eth_accounts" } as never);
  return {
    ...{ rpcUrl, registry, startBlock, close: () => server.close() },
    /** Connects as an account, and notes what is asked of the node. */
    connect: (index: number, requests: Request[] = []): Promise<RegistryConnection> => {
      const request = async (asked: Request): Promise<unknown> => {
        requests.push(asked);
        return plain.request(asked as never);
      };
      return connectRegistry({
        transport: custom({ request }),
        registry,
        account: accounts[index],
        pollingInterval: 10,
      });
    },
    setTime: (interval: number, second: number) =>
      plain.request({ method: "evm_setNextBlockTimestamp", params: [interval * BOOK_INTERVAL + second] } as never),
  };
}

/** The account of a connection. */
export function addressOf({ account }: RegistryConnection): Address {
  if (account === undefined) throw new TypeError("the connection has no account");
  return account.address;
}

/** A random source that gives the same bytes every time. */
export function seededBytes(seed: string): (length: number) => Uint8Array {
  let calls = 0;
  return (length) => createHash("shake256", { outputLength: length }).update(`${seed} ${calls++}`).digest();
}
