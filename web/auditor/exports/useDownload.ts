import { useRef, useState } from "react";
import { ApiProblem, readProblem } from "../../api/problem.ts";
import { buildAddress, type Query } from "../../api/query.ts";
import { readLines } from "./readLines.ts";

/** How a download stands. */
export type Download =
  | { readonly state: "idle" }
  | { readonly state: "under way"; readonly lines: number }
  | { readonly state: "done"; readonly lines: number; readonly name: string }
  | { readonly state: "failed"; readonly error: unknown };

/** Brings a file of the API's and hands it to the reader, and says how far it is. It can be stopped. */
export function useDownload(): {
  readonly download: Download;
  readonly start: (path: string, query: Query, name: string) => Promise<void>;
  readonly stop: () => void;
} {
  const [download, setDownload] = useState<Download>({ state: "idle" });
  const asked = useRef<AbortController>(null);

  async function start(path: string, query: Query, name: string): Promise<void> {
    asked.current?.abort();
    const controller = new AbortController();
    asked.current = controller;
    setDownload({ state: "under way", lines: 0 });
    try {
      const answer = await fetch(buildAddress(path, query), { credentials: "same-origin", signal: controller.signal });
      if (!answer.ok) throw readProblem(answer.status, await answer.text());
      const type = answer.headers.get("content-type") ?? "application/octet-stream";
      const body = answer.body ?? new Response("").body;
      if (body === null) throw new ApiProblem({ status: 502, code: "UnreadableAnswer", detail: "" });
      const { chunks, lines } = await readLines(body, (count) => setDownload({ state: "under way", lines: count }));
      handOver(new Blob([...chunks], { type }), name);
      setDownload({ state: "done", lines, name });
    } catch (error) {
      if (controller.signal.aborted) return;
      setDownload({ state: "failed", error });
    }
  }

  return {
    download,
    start,
    stop: () => {
      asked.current?.abort();
      setDownload({ state: "idle" });
    },
  };
}

function handOver(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
