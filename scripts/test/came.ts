/** What a worker is sent: a file to run; nothing when there is none left, and it is to tell what failed and to end. */
export type Order = { readonly file?: string };

/** What a test file came to. */
export type Came = { readonly passed: number; readonly pending: number; readonly failed: number };

/** Begins the line that a worker ends a file with: no test prints it. */
const END = "\u001e";

/** Renders the line that ends what is printed of a file. */
export function renderCame(came: Came): string {
  return `${END}${JSON.stringify(came)}\n`;
}

/** Finds in what was printed the end of a file, and hands back what was printed of it, what it came to, and what follows. */
export function findCame(printed: string) {
  const [, text = "", json, rest = ""] = new RegExp(`^(.*?)${END}(.*?)\n(.*)$`, "s").exec(printed) ?? [];
  return json === undefined ? undefined : { text, came: JSON.parse(json) as Came, rest };
}
