import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Address, type Hex, hexToBigInt } from "viem";
import { decodeAccessWord } from "../../../consent/accessWord.ts";
import type { Basis } from "../../../consent/bases.ts";
import { type Folded, foldJournal, type RecordOf } from "../../../gateway/index.ts";
import { SetupError } from "../../errors.ts";
import { type Content, digestContent } from "./content.ts";

/** An entry as the journal has it. */
export type JournalEntry = {
  readonly content: Content;
  /** When the access happened (unix seconds). */
  readonly time: number;
  /** The leave that the gateway found. */
  readonly claimed: Basis;
  /** An action number. */
  readonly action: number;
  readonly session: Hex;
  /** How many requests the journal has for it. */
  requests: number;
};

/** A request as the journal has it. */
export type JournalRequest = Pick<RecordOf<"request">, "at" | "entryNumber" | "route"> & { readonly sequence: number };

/** What a gateway's journal says. */
export type JournalBook = Folded & {
  readonly sealKey: Uint8Array;
  /** By number. */
  readonly entries: ReadonlyMap<number, JournalEntry>;
  /** In the order of the journal. */
  readonly requests: readonly JournalRequest[];
  /** The numbers of records that are requests of another session than the entry that they name. */
  readonly strayRequests: readonly number[];
  readonly refusals: number;
  /** The number of each seal, by the word that the chain is told. */
  readonly seals: ReadonlyMap<Hex, number>;
  /** How many records were not sealed yet. */
  readonly unsealed: number;
  /** Up to which entry the journal holds the chain's word for final; zero where it never did. */
  readonly finalEntry: number;
  /** The number of the last entry, where the gateway has retired. */
  readonly retiredAt: number | undefined;
};

const NOT_SEALED: readonly string[] = ["heartbeat", "anchored", "retired"];

/**
 * Reads a gateway's journal whole, and computes its checks and seals anew. It may be in use.
 *
 * @param folder - The gateway's own.
 * @throws {SetupError} when its seal key can't be read
 * @throws What `foldJournal` throws
 */
export async function readJournalBook(
  folder: string,
  whose: { readonly chainId: number; readonly registry: Address; readonly gateway: Address },
): Promise<JournalBook> {
  const path = join(folder, "seal.key");
  const sealKey = await readFile(path).catch((cause: unknown) => {
    throw new SetupError(`${path} can't be read. Name the gateway's configuration with --config.`, { cause });
  });
  const entries = new Map<number, JournalEntry>();
  const requests: JournalRequest[] = [];
  const strayRequests: number[] = [];
  const seals = new Map<Hex, number>();
  let [refusals, unsealed, finalEntry] = [0, 0, 0];
  let retiredAt: number | undefined;

  const folded = await foldJournal({ ...whose, sealKey, folder: join(folder, "journal") }, (record) => {
    if (!NOT_SEALED.includes(record.kind)) unsealed += 1;
    switch (record.kind) {
      case "access":
        entries.set(record.entryNumber, entryOf(record));
        break;
      case "request": {
        const { sequence, at, entryNumber, route, session } = record;
        requests.push({ sequence, at, entryNumber, route });
        const entry = entries.get(entryNumber);
        if (entry?.session !== session) strayRequests.push(sequence);
        else entry.requests += 1;
        break;
      }
      case "refusal":
        refusals += 1;
        break;
      case "heartbeat":
        seals.set(record.journal, record.number);
        unsealed = 0;
        break;
      case "anchored":
        finalEntry = record.entryCount;
        break;
      case "retired":
        retiredAt = record.entryCount;
        break;
      default:
    }
  });
  return {
    ...folded,
    ...{ sealKey, entries, requests, strayRequests, refusals, seals, unsealed, finalEntry, retiredAt },
  };
}

function entryOf({ record, part, what, session }: RecordOf<"access">): JournalEntry {
  const { time, claim, action } = decodeAccessWord(hexToBigInt(what));
  const content = digestContent(record, part, what);
  return { content, time, claimed: claim.basis, action, session, requests: 0 };
}
