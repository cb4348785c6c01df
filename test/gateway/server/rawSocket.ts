import { connect } from "node:net";

/** What came back on a connection: all of it, and the status of each answer in it. */
export type RawAnswer = { readonly bytes: Buffer; readonly statuses: readonly number[] };

/**
 * Sends bytes as they are on a connection of their own, and reads until the server closes it.
 *
 * @param patienceMs - When the connection is closed from this side: a server may wait for more.
 */
export function sendRaw(port: number, bytes: Uint8Array | string, patienceMs = 20_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const patience = setTimeout(() => socket.destroy(), patienceMs);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", () => undefined); // the server may close while this side still sends
    socket.on("close", () => {
      clearTimeout(patience);
      const answered = Buffer.concat(chunks);
      resolve({ bytes: answered, statuses: statusesOf(answered) });
    });
  });
}

/** A status line begins an answer: at the beginning, or after the body of the one before. */
function statusesOf(bytes: Buffer): number[] {
  return [...bytes.toString("latin1").matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
}

/** Runs `work` on each, so many at a time. */
export async function forEachOf<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item, at: number) => Promise<void>,
): Promise<void> {
  const queue = [...items].entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of queue) await work(item, at);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
