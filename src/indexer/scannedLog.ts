import type { Hex } from "viem";
import type { Log } from "./chain.ts";
import { hexOf } from "./hex.ts";

/** How long a topic and a value in the data are. */
export const wordBytes = 32;

const none = Buffer.alloc(0);

/** A log as `scanLogs` reads it: its topics and data are made into hex for those who ask. */
export class ScannedLog implements Log {
  address: Hex = "0x";
  blockNumber = 0;
  blockHash: Hex = "0x";
  txHash: Hex = "0x";
  logIndex = 0;
  topicCount = 0;
  words: Buffer = none;

  get topics(): readonly Hex[] {
    const starts = Array.from({ length: this.topicCount }, (_, i) => wordBytes * i);
    return starts.map((start) => hexOf(this.words.subarray(start, start + wordBytes)));
  }

  get data(): Hex {
    return hexOf(this.words.subarray(wordBytes * this.topicCount));
  }
}
