import type { AnchorLag, Archive, GatewayOptions, Head } from "../../gateway/index.ts";

/** How long an answer of the archive's counts (milliseconds), and how long it may take. */
const keepMs = 5_000;
const patienceMs = 3_000;

/** Nothing has this UID: the archive answers with an empty list. */
const probe = {
  method: "GET",
  path: "/studies?0020000D=2.25.0&limit=1",
  headers: { accept: "application/dicom+json" },
  answer: "json",
} as const;

/** Builds what tells how chain, archive and anchor stand. */
export function buildStanding(sources: {
  readonly head: () => Head | undefined;
  readonly archive: Pick<Archive, "json">;
  readonly lag: () => AnchorLag;
  readonly isHalted: () => boolean;
  /** By when an entry has to be on the chain (seconds after the access). */
  readonly deadlineSeconds: number;
  /** Milliseconds, from any moment on. */
  readonly clock: () => number;
}): GatewayOptions["standing"] {
  const { head, archive, lag, isHalted, deadlineSeconds, clock } = sources;
  let asked: { readonly at: number; readonly isUp: Promise<boolean> } | undefined;

  function isArchiveUp(): Promise<boolean> {
    if (asked === undefined || clock() - asked.at > keepMs) {
      const isUp = archive.json(probe, AbortSignal.timeout(patienceMs)).then(
        () => true,
        () => false,
      );
      asked = { at: clock(), isUp };
    }
    return asked.isUp;
  }

  return async () => {
    const { ageSeconds, refusedEntry } = lag();
    return {
      head: head(),
      anchoringDelaySeconds: ageSeconds,
      isAnchoringInTime: !isHalted() && refusedEntry === undefined && ageSeconds <= deadlineSeconds,
      isArchiveUp: await isArchiveUp(),
    };
  };
}
