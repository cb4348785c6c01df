import { fork } from "node:child_process";
import { once } from "node:events";
import { Pool } from "undici";
import { type Person, people } from "./people.ts";

/** An answer that was read whole. */
export type Answered = { readonly ms: number; readonly sizeBytes: number };

export type Client = {
  /** Asks as somebody who signed in, over one of the connections that are kept. @throws {TypeError} unless the answer is 200 */
  readonly get: (person: Person, path: string) => Promise<Answered>;
  readonly close: () => Promise<void>;
};

/** Starts the API in a process of its own on an index, and signs everybody in. */
export async function openClient(index: string): Promise<Client> {
  const server = fork(new URL("./server.ts", import.meta.url), [index]);
  const [url] = (await Promise.race([
    once(server, "message"),
    once(server, "exit").then(() => Promise.reject(new TypeError("The API did not start."))),
  ])) as [string];
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const headers = { "content-type": "application/json" };

  async function post(path: string, body: object): Promise<Readonly<Record<string, string>>> {
    const answer = await pool.request({ method: "POST", path, headers, body: JSON.stringify(body) });
    return (await answer.body.json()) as Readonly<Record<string, string>>;
  }

  const tokens = new Map<Person, string>();
  for (const person of Object.keys(people) as Person[]) {
    const { message = "" } = await post("/session/nonce", { address: people[person].address });
    const signature = await people[person].signMessage({ message });
    const { token = "" } = await post("/session", { message, signature, carry: "bearer" });
    tokens.set(person, token);
  }

  return {
    get: async (person, path) => {
      const began = performance.now();
      const authorization = `Bearer ${tokens.get(person)}`;
      const { statusCode, body } = await pool.request({ method: "GET", path, headers: { authorization } });
      let sizeBytes = 0;
      for await (const chunk of body) sizeBytes += (chunk as Buffer).length;
      if (statusCode !== 200) throw new TypeError(`${path} is answered with ${statusCode}.`);
      return { ms: performance.now() - began, sizeBytes };
    },
    close: async () => {
      await pool.destroy();
      server.disconnect();
      await once(server, "exit");
    },
  };
}
