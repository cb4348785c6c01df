import { inflateSync } from "node:zlib";

/** Reads the text of a PDF that was written with the built-in fonts, in the order in which it was drawn: one entry for each page. */
export function readPdfText(pdf: Uint8Array): readonly string[] {
  const raw = Buffer.from(pdf).toString("latin1");
  const pages: string[] = [];
  for (const [, from] of [...raw.matchAll(/stream\r?\n/g)].map(
    (match) => [0, match.index + match[0].length] as const,
  )) {
    const bytes = Buffer.from(raw.slice(from, raw.indexOf("endstream", from)), "latin1");
    const content = inflate(bytes);
    if (content === undefined || !content.includes("TJ")) continue;
    const lines = [...content.matchAll(/\[([^\]]*)\] TJ/g)].map(([, shown = ""]) =>
      [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1")).join(""),
    );
    pages.push(lines.join("\n"));
  }
  return pages;
}

function inflate(bytes: Buffer): string | undefined {
  try {
    return inflateSync(bytes, { finishFlush: 2 }).toString("latin1");
  } catch {
    return undefined; // a stream of another kind
  }
}
