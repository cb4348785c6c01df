import { expect } from "chai";
import fc from "fast-check";
import { BYPASSES } from "../dicomweb/bypasses.ts";
import { anyTarget, attacks } from "../dicomweb/hostileTargets.ts";
import { pathOf, type Stored } from "../dicomweb/realArchive.ts";
import { isAllowedUpstream } from "../dicomweb/upstreamGrammar.ts";
import { describeWithOrthanc } from "../orthanc.ts";
import { type Forwarded, type GuardedArchive, openGuardedArchive } from "./guardedArchive.ts";
import { rawAttacks } from "./rawAttacks.ts";
import { forEachOf, type RawAnswer, sendRaw } from "./rawSocket.ts";

const cases = Number(process.env.FIDUCIAL_HOSTILE ?? 1_000);
/** Of the table only each so many-th on the fast lane. */
const step = process.env.FIDUCIAL_HOSTILE === undefined ? 16 : 1;

// hostile requests by raw sockets, to the real server before a real archive, with what it forwards seen
// ├── a table of spoilt targets, of what may be seen, of what may not, and of the one under the other
// ├── messages that two readers would end at different places, and what stands around a target
// └── targets from a grammar
//     each: no byte of an image that may not be seen, no request outside of the grammar or of another study, no 5xx
describeWithOrthanc("hostile requests on the wire", () => {
  let guarded: GuardedArchive;
  let markers: readonly Buffer[];
  const lines: string[] = [];
  let sent = 0;

  before(async function () {
    this.timeout(60_000);
    guarded = await openGuardedArchive({}, { write: (line) => lines.push(line) });
    markers = guarded.hidden.flatMap(markersOf);
  });
  after(() => guarded?.close());

  /** What nobody may see of an image: its UIDs, and 32 bytes from the middle of its pixels. */
  function markersOf({ bytes, study, series, instance }: Stored): Buffer[] {
    const middle = bytes.subarray(Math.floor(bytes.length * 0.75)).subarray(0, 32);
    const texts = [study, series, instance].map((uid) => Buffer.from(uid));
    return new Set(middle).size > 8 ? [...texts, middle] : texts;
  }

  function requireHarmless({ bytes, statuses }: RawAnswer, what: string): void {
    sent += 1;
    expect(
      statuses.filter((status) => status >= 500),
      what,
    ).to.deep.equal([]);
    for (const marker of markers) expect(bytes.includes(marker), what).to.equal(false);
  }

  function requireWithinGrammar(requests: readonly Forwarded[]): void {
    const study = guarded.permitted[0]?.study ?? "";
    for (const { method, path, headers } of requests) {
      const below = path.replace(/^\/dicom-web/, "");
      expect(isAllowedUpstream(below), path).to.equal(true);
      const named = /^\/studies\/([0-9.]+)/.exec(below)?.[1] ?? /[?&]0020000D=([^&]*)/.exec(below)?.[1];
      expect([method, named], path).to.deep.equal(["GET", study]);
      expect(Object.keys(headers).sort(), path).to.deep.equal(["accept", "authorization", "connection", "host"]);
    }
  }

  /** Puts real UIDs where a target has made up ones: of what may be seen, of what may not, or of the one under the other. */
  function aim(target: string, turn: number): string {
    const [open, closed] = [guarded.permitted[0], guarded.hidden[turn % guarded.hidden.length]];
    const [study, image] = [turn % 3 === 0 ? closed : open, turn % 3 === 1 ? open : closed];
    return target
      .replaceAll("1.2.840.113619.2.1", study?.study ?? "")
      .replaceAll("1.2.840.113619.2.2", image?.series ?? "")
      .replaceAll("1.2.840.113619.2.3", image?.instance ?? "");
  }

  async function ask(target: string, turn: number): Promise<number> {
    const head = `Host: 127.0.0.1\r\nAuthorization: Bearer ${guarded.tokens.reader}\r\nConnection: close\r\n\r\n`;
    const answer = await sendRaw(guarded.port, `GET ${aim(target, turn)} HTTP/1.1\r\n${head}`);
    requireHarmless(answer, JSON.stringify(target).slice(0, 300));
    return answer.statuses[0] ?? 0;
  }

  it("come to nothing where the target is spoilt", async function () {
    this.timeout(600_000);
    const targets = [...attacks()].filter((_, at) => at % step === 0).concat(BYPASSES);
    const before = guarded.forwarded.length;
    let served = 0;
    await forEachOf(targets, 32, async (target, turn) => {
      if ((await ask(target, turn)) === 200) served += 1;
    });
    const forwarded = guarded.forwarded.slice(before);
    requireWithinGrammar(forwarded);
    expect(served).to.be.within(1, targets.length / 4); // some attacks spoil nothing
    expect(forwarded.length).to.be.within(1, targets.length / 4);
  });

  it("come to nothing where the message is", async function () {
    this.timeout(600_000);
    const [open, closed] = [guarded.permitted[0], guarded.hidden[0]];
    if (open === undefined || closed === undefined) expect.fail("no images");
    const [host, token] = [`127.0.0.1:${guarded.port}`, guarded.tokens.reader];
    const foreign = pathOf({ ...closed, study: open.study });
    const list = [pathOf(closed), foreign, "/instances", `/wado?requestType=WADO&objectUID=${closed.instance}`].flatMap(
      (path) => [...rawAttacks({ host, token, open: `/dicom-web/studies/${open.study}/series`, closed: path })],
    );
    const before = guarded.forwarded.length;
    const statuses = new Map<number, number>();
    await forEachOf(list, 64, async ([what, bytes]) => {
      const answer = await sendRaw(guarded.port, Buffer.from(bytes, "latin1"), 3_000);
      requireHarmless(answer, what);
      for (const status of answer.statuses) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
    expect(list.length).to.be.greaterThan(2_000);
    expect([...statuses.keys()]).to.include.members([200, 400, 404, 405, 413, 415, 417, 431]);
    requireWithinGrammar(guarded.forwarded.slice(before));
    if (process.env.FIDUCIAL_HOSTILE) console.log(`      ${JSON.stringify(Object.fromEntries(statuses))}`);
  });

  it("come to nothing where they are from a grammar", async function () {
    this.timeout(3_600_000);
    const before = guarded.forwarded.length;
    const targets = fc.sample(anyTarget, { numRuns: Math.min(cases, 10_000), seed: 20_261_122 });
    await forEachOf(targets, 32, async (target, turn) => void (await ask(target, turn)));
    requireWithinGrammar(guarded.forwarded.slice(before));
    // Nor was there any that nobody waited for.
    expect(lines.filter((line) => /a request failed|"status":5/.test(line))).to.deep.equal([]);
    expect((await guarded.app.inject("/metrics")).body).not.to.include('status="5xx"');
    if (process.env.FIDUCIAL_HOSTILE) console.log(`      ${sent} requests, ${guarded.forwarded.length} forwarded`);
  });
});
