/** What the gateway says of its own process. */
export type ProcessFigures = { readonly rssBytes: number; readonly cpuSeconds: number };

/** Reads from the gateway's metrics how large its process is, and how long it has worked. */
export async function readProcess(origin: string): Promise<ProcessFigures> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return { rssBytes: read("process_resident_memory_bytes"), cpuSeconds: read("process_cpu_seconds_total") };
}
