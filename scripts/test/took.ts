/** How long a test file took, from when it was handed out. */
export type Took = { readonly file: string; readonly ms: number };

const SHOWN = 10;

/** Renders what took longest, which `LONGEST` in files.ts should begin with, and how long everything took. */
export function renderLongest(took: readonly Took[], ms: number): string {
  const longest = [...took].sort((a, b) => b.ms - a.ms).slice(0, SHOWN);
  const lines = longest.map((one) => `${formatSeconds(one.ms).padStart(8)}  ${one.file}`);
  return [`The tests took ${formatSeconds(ms)}. Longest:`, ...lines].join("\n");
}

/** Formats a duration in milliseconds as seconds, "7.4 s". */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
