import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What happens to a request: it goes through; it is held back; it goes through and the answer never comes; it goes through and the connection
 * breaks before the answer.
 */
export type Fate = "pass" | "hold" | "mute" | "break";

/** A way to a node that can be held up. */
export type SlowNode = {
  readonly url: string;
  /** Sets what happens to requests of a method from now on, and waits for one to have met it. `first` is done before each. */
  readonly meet: (method: string, fate: Fate, first?: () => Promise<void>) => Promise<void>;
  /** Lets everything through again, and what was held back after all. */
  readonly release: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Meeting = { readonly fate: Fate; readonly met: () => void; readonly first: () => Promise<void> };

export async function startSlowNode(rpcUrl: string): Promise<SlowNode> {
  const passing: Meeting = { fate: "pass", met: () => undefined, first: async () => undefined };
  const fates = new Map<string, Meeting>();
  const held: string[] = [];
  const forward = async (body: string): Promise<string> => {
    const response = await fetch(rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
    return response.text();
  };
  const handle = async (body: string, response: ServerResponse): Promise<void> => {
    const { fate, met, first } = fates.get(JSON.parse(body).method) ?? passing;
    await first();
    if (fate === "hold") held.push(body);
    const answer = fate === "hold" ? "" : await forward(body);
    if (fate === "pass") response.setHeader("content-type", "application/json").end(answer);
    if (fate === "break") response.destroy();
    met();
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    // A process that is killed takes its connection with it, which is what is tested here.
    await handle(Buffer.concat(chunks).toString(), response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref(); // it must not keep a failed run from ending
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    meet: (method, fate, first = passing.first) => new Promise((met) => fates.set(method, { fate, met, first })),
    release: async () => {
      fates.clear();
      for (const body of held.splice(0)) await forward(body);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
