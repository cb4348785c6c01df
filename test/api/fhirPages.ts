import { expect } from "chai";
import type { openApi } from "./stage.ts";

/** A resource as it was sent. */
export type SentResource = { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>>;

type Bundle = {
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: SentResource }[];
  readonly link: readonly { readonly relation: string; readonly url: string }[];
};

/** Reads all pages of a search by their links. */
export async function searchAll(
  { ask }: Pick<Awaited<ReturnType<typeof openApi>>, "ask">,
  token: string,
  url: string,
): Promise<SentResource[]> {
  const found: SentResource[] = [];
  for (let at = url; ; ) {
    const answer = await ask(token, at);
    expect(answer.status, `${url} ${answer.body}`).to.equal(200);
    const { entry = [], link } = answer.json() as Bundle;
    for (const { fullUrl, resource } of entry) {
      expect(fullUrl).to.equal(`https://log.example.org/fhir/${resource.resourceType}/${resource.id}`);
      found.push(resource);
    }
    const next = link.find(({ relation }) => relation === "next");
    if (next === undefined) return found;
    const { pathname, search } = new URL(next.url);
    at = pathname + search;
  }
}
