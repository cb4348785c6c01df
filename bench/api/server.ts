/** The API in a process of its own, on an index that was filled: what `bench/api.ts` asks. It tells its port, and ends with whoever started it. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { recoverMessageAddress } from "viem";
import { buildApi } from "../../src/api/index.ts";
import { openAside } from "../../src/cli/api/openAside.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { cast } from "../query/cast.ts";

const [index = ""] = process.argv.slice(2);
const database = await openDatabase(index, { readOnly: true });
const started = performance.now();
const often = 1_000_000_000;
const { app } = await buildApi({
  login: { domain: "bench.example.org", uri: "https://bench.example.org", chainId: 1, messageSeconds: 300 },
  registry: { address: "0x0707070707070707070707070707070707070707", startBlock: 1, chainName: "", demo: false },
  verifyMessage: async ({ address, message, signature }) =>
    (await recoverMessageAddress({ message, signature })).toLowerCase() === address,
  read: (work) => database.transaction(work),
  runAside: openAside(index).runAside,
  request: async () => Promise.reject(new TypeError("No node is asked")),
  now: () => cast.firstTime + 86_400 + Math.floor((performance.now() - started) / 1_000),
  sleep: (timeMs) => sleep(timeMs),
  randomBytes,
  settings: {
    ...{ tls: true, sessionSeconds: 86_400, nonceSeconds: 300, mostSessions: 100, emptyMs: 25, mostAgeSeconds: 600 },
    ...{ requestsPerMinute: often, loginsPerMinute: often, proofsPerMinute: often, relaysPerMinute: often },
    candidateSeconds: 30,
  },
  logStream: { write: () => undefined },
});
const url = await app.listen({ host: "127.0.0.1", port: 0 });
process.send?.(url);
process.on("disconnect", () => process.exit());
