import type { Request } from "./chain.ts";
import { EndpointsDisagreeError } from "./errors.ts";

/** What is thought of an endpoint: a `wrong` one is never asked again, the others are as soon as they are better. */
export type Standing = "good" | "unavailable" | "stale" | "wrong";

/** A node, by its place among those given, from 1 on: its address may hold a key, and is never told. */
export type Endpoint = { readonly position: number; readonly request: Request; standing: Standing };

/** An endpoint's standing changed. */
export type Notice = { readonly position: number; readonly standing: Standing; readonly why: string };

/** What is asked of several endpoints, of a block that has settled or not. */
export type Question = {
  readonly what: string;
  readonly isSettled: boolean;
  readonly ask: (endpoint: Endpoint) => Promise<string>;
};

/** Several endpoints that are held against each other. */
export type Jury = {
  readonly endpoints: readonly Endpoint[];
  readonly good: () => readonly Endpoint[];
  readonly note: (endpoint: Endpoint, standing: Standing, why: string) => void;
  /**
   * Asks several endpoints the same and has most of them decide: who answers otherwise is wrong from then on, or only stale where it is of a block that
   * has not settled, and who does not answer is unavailable.
   *
   * @param question - What is asked, for notice and error, and how; equal answers as equal strings.
   * @throws {EndpointsDisagreeError} when no answer has more endpoints behind it than all others have
   * @throws {TypeError} when it is so of a block that has not settled: it may be another thing later
   */
  readonly decide: (endpoints: readonly Endpoint[], question: Question) => Promise<void>;
};

export function buildJury(requests: readonly Request[], onNotice: (notice: Notice) => void): Jury {
  const endpoints = requests.map((request, i): Endpoint => ({ position: i + 1, request, standing: "good" }));

  function note(endpoint: Endpoint, standing: Standing, why: string): void {
    if (endpoint.standing === standing || endpoint.standing === "wrong") return;
    endpoint.standing = standing;
    onNotice({ position: endpoint.position, standing, why });
  }

  return {
    endpoints,
    good: () => endpoints.filter(({ standing }) => standing === "good"),
    note,
    async decide(asked, { what, isSettled, ask }) {
      const votes = new Map<string, Endpoint[]>();
      await Promise.all(
        asked.map(async (endpoint) => {
          const answer = await ask(endpoint).catch(() => undefined);
          if (answer === undefined) note(endpoint, "unavailable", `does not answer for ${what}`);
          else votes.set(answer, [...(votes.get(answer) ?? []), endpoint]);
        }),
      );
      const [most = [], ...others] = [...votes.values()].sort((a, b) => b.length - a.length);
      const against = others.flat();
      if (most.length <= against.length) {
        const positions = [...most, ...against].map(({ position }) => position);
        if (positions.length === 0) return;
        if (!isSettled) throw new TypeError(`The nodes have different answers for ${what}, which has not settled.`);
        throw new EndpointsDisagreeError(
          positions.sort((a, b) => a - b),
          what,
        );
      }
      const standing = isSettled ? "wrong" : "stale";
      for (const endpoint of against) note(endpoint, standing, `contradicts the others about ${what}`);
    },
  };
}
