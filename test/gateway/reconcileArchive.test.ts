import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { NotCheckedError } from "../../src/cli/errors.ts";
import { type LoggedRequest, readArchiveLogs } from "../../src/cli/gateway/reconcile/archiveLog.ts";
import { classifyRequest } from "../../src/cli/gateway/reconcile/archiveRoutes.ts";
import { judgeJournal } from "../../src/cli/gateway/reconcile/findings.ts";
import { type JournalBook, readJournalBook } from "../../src/cli/gateway/reconcile/journalBook.ts";
import { matchRequests } from "../../src/cli/gateway/reconcile/matchRequests.ts";
import { actionOf, parseRoute, upstreamOf } from "../../src/gateway/dicomweb/index.ts";
import { openJournal } from "../../src/gateway/journal/index.ts";
import { describeRoute } from "../../src/gateway/server/dicomRoutes.ts";
import { buildEntry, failureOf, optionsFor, session, withFolder } from "./journal/place.ts";

const root = "/dicom-web";
const from = 1_700_000_000;
const [study, instance] = ["/dicom-web/studies/1.2.3", "/dicom-web/studies/1.2.3/series/1.2.4/instances/1.2.5"];

/** What viewers ask for: a target, and what it takes. */
const ASKED: readonly (readonly [string, string])[] = [
  [study, 'multipart/related; type="application/dicom"'],
  [instance, 'multipart/related; type="application/dicom"'],
  [`${study}/metadata`, "application/dicom+json"],
  [`${instance}/metadata`, "application/dicom+json"],
  [`${study}/series`, "application/dicom+json"],
  [`${study}/series?Modality=MR&includefield=00081030`, "application/dicom+json"],
  [`${study}/series/1.2.4/instances`, "application/dicom+json"],
  [`${instance}/frames/1,2`, 'multipart/related; type="application/octet-stream"'],
  [`${instance}/frames/1/rendered?viewport=64,64&window=40,400,linear`, "image/png"],
  [`${study}/rendered`, "image/jpeg"],
  [`${instance}/thumbnail`, "image/jpeg"],
  [`${instance}/bulk/00081140/1/00081150`, 'multipart/related; type="application/octet-stream"'],
];
const routes = ASKED.map(([target, accept]) => parseRoute("GET", target, { accept }));

const loggedAt = (line: number, time: number, target: string, more: Partial<LoggedRequest> = {}): LoggedRequest => ({
  ...{ file: 1, line, time, method: "GET", target, hasQuery: true, status: 200 },
  ...more,
});

// an archive's log beside a journal
// ├── it is read in Orthanc's own format and in the common one; what can't be read is named by its place
// ├── whatever the gateway asks for is known again in it, and as the journal calls it
// ├── what the gateway never asks for is known too
// ├── it and a journal on disk differ in what was left out, added and repeated, and in nothing else
// ├── another gateway's requests are in that one's journal
// └── without queries, searches and drawn images are compared by their count alone
describe("an archive's log beside a journal", () => {
  const readLog = (text: string): Promise<readonly LoggedRequest[]> =>
    withFolder(async (folder) => {
      const path = join(dirname(folder), "log");
      writeFileSync(path, text);
      return readArchiveLogs([path], new Date(2026, 10, 22, 12));
    });

  it("reads Orthanc's own log, whose lines have no year, and passes over what is no request", async () => {
    const lines = [
      "W1231 23:59:59.000001 main.cpp:2017] Orthanc version: 1.10.1",
      `I1231 23:59:59.500000 HttpServer.cpp:1244] (http) GET ${study}`,
      `I1122 11:59:59.250000 HTTP-7 HttpServer.cpp:1263] (http) POST /dicom-web/studies`,
      "I1122 11:59:59.250001 PluginsManager.cpp:161] (plugins) Body of the call from QIDO-RS to /tools/find: {",
      `	"Query" : "HttpServer.cpp:1244] (http) GET ${study}"`,
      "}",
    ];
    expect(await readLog(lines.join("\n"))).to.deep.equal([
      loggedAt(2, new Date(2025, 11, 31, 23, 59, 59).getTime() / 1_000 + 0.5, study, {
        hasQuery: false,
        status: undefined,
      }),
      loggedAt(3, new Date(2026, 10, 22, 11, 59, 59).getTime() / 1_000 + 0.25, "/dicom-web/studies", {
        ...{ method: "POST", hasQuery: false, status: undefined },
      }),
    ]);
  });

  it("reads the Common Log Format, and Combined", async () => {
    const at = "[22/Nov/2026:12:00:01 +0130]";
    const text = [
      `127.0.0.1 - gateway ${at} "GET ${study}/series?Modality=MR HTTP/1.1" 200 2326`,
      "",
      `::1 - - ${at} "GET /nix HTTP/1.0" 404 - "-" "curl/8 \\"quoted\\""`,
      `10.0.0.1 - - ${at} "\\x16\\x03\\x01" 400 157 "-" "-"`,
    ].join("\n");
    const time = Date.parse("2026-11-22T10:30:01Z") / 1_000;
    expect(await readLog(text)).to.deep.equal([
      loggedAt(1, time, `${study}/series?Modality=MR`),
      loggedAt(3, time, "/nix", { status: 404 }),
    ]);
  });

  it("names what it can't read by its place", async () => {
    const good = `127.0.0.1 - - [22/Nov/2026:12:00:01 +0000] "GET ${study} HTTP/1.1" 200 1`;
    for (const bad of [
      "a line",
      good.replace("Nov", "Nix"),
      good.replace("22/", "32/"),
      good.replace("200", "2x0"),
      good.replace("GET /", "GET "),
      `${good.slice(0, 30)}`,
    ]) {
      const failure = await failureOf(readLog(`${good}\n${bad}\n${good}`));
      expect(failure, bad).to.be.instanceOf(NotCheckedError);
      expect((failure as Error).message)
        .to.include("at line 2")
        .and.not.to.include("1.2.3");
    }
    expect(await failureOf(readArchiveLogs(["/nowhere/log"], new Date()))).to.be.instanceOf(NotCheckedError);
  });

  it("knows again whatever the gateway asks for", () => {
    for (const route of routes) {
      const { method, path } = upstreamOf(route);
      const found = classifyRequest(loggedAt(1, from, `${root}${path}`, { method }), root);
      expect(found.is, path).to.equal("noted");
      expect(found.is === "noted" && found.routes, path).to.include(describeRoute(route));
      const bare = `${root}${path.split("?")[0]}`;
      const withoutQuery = classifyRequest(loggedAt(1, from, bare, { hasQuery: false }), root);
      const isKnown = withoutQuery.is === "noted" && withoutQuery.routes.includes(describeRoute(route));
      expect(isKnown || (withoutQuery.is === "noted" && withoutQuery.mayLackQuery), bare).to.equal(true);
    }
    const list = classifyRequest(loggedAt(1, from, `${root}/studies?00100010=A*&0020000D=1.2,1.3`), root);
    expect(list).to.deep.equal({ is: "unnoted", kind: "list" });
    expect(classifyRequest(loggedAt(1, from, `${root}/studies`, { method: "POST" }), root)).to.deep.equal({
      ...{ is: "unnoted", kind: "store" },
    });
    expect(classifyRequest(loggedAt(1, from, "/statistics"), root)).to.deep.equal({ is: "housekeeping" });
  });

  it("knows what the gateway never asks for", () => {
    const never = [
      ...["/studies", "/studies?limit=10", "/studies?0020000D=", "/instances?PatientName=A", "/studies/x/metadata"],
      ...["/studies/1.2.3?x=1", "/studies/1.2.3/metadata?x", "/studies/1.2.3/archive", "/servers"],
    ].map((path) => `${root}${path}`);
    for (const target of [...never, "/instances", "/wado?requestType=WADO", "/dicom-webs/studies/1.2", "/"]) {
      expect(classifyRequest(loggedAt(1, from, target), root), target).to.deep.equal({ is: "foreign" });
    }
    const removal = loggedAt(1, from, study, { method: "DELETE" });
    expect(classifyRequest(removal, root)).to.deep.equal({ is: "foreign" });
  });

  /** A journal on disk with requests, one a second, each route in turn; and what the archive's log has of them. */
  async function withBook(count: number, work: (book: JournalBook, log: readonly LoggedRequest[]) => void) {
    await withFolder(async (folder) => {
      const place = dirname(folder);
      const { chainId, registry, gateway, sealKey } = optionsFor(folder);
      writeFileSync(join(place, "seal.key"), sealKey);
      const journal = await openJournal(optionsFor(folder));
      const [read, execute] = [
        await journal.append(buildEntry(1)),
        await journal.append(buildEntry(2, { action: "execute" })),
      ];
      const asked = Array.from({ length: count }, (_, i) => ({ at: from + i, route: routes[i % routes.length] }));
      const log = asked.flatMap(({ at, route }, i) =>
        route === undefined ? [] : [loggedAt(i + 1, at + 0.4, `${root}${upstreamOf(route).path}`)],
      );
      await Promise.all(
        asked.map(async ({ at, route }) => {
          if (route === undefined) return;
          const { entryNumber } = actionOf(route) === "execute" ? execute : read;
          await journal.appendRequest({ at, session, entryNumber, route: describeRoute(route) });
        }),
      );
      await journal.seal(from + count);
      await journal.close();
      const book = await readJournalBook(place, { chainId, registry, gateway });
      expect(judgeJournal(book)).to.deep.equal([]);
      work(book, log);
    });
  }

  it("finds what was left out of the archive's log, added and repeated, and nothing else", () =>
    withBook(96, (book, log) => {
      const options = { root, slackSeconds: 120 };
      const whole = matchRequests(log, [book], options);
      expect(whole).to.include({ refused: 0, housekeeping: 0, unasked: 0 });
      expect([whole.uncovered, whole.repeated, whole.foreign]).to.deep.equal([[], [], []]);
      const places = fc.uniqueArray(fc.integer({ min: 1, max: log.length - 2 }), { maxLength: 8 });
      fc.assert(
        fc.property(places, fc.nat({ max: 5 }), fc.nat({ max: 3 }), (left, strangers, foreign) => {
          const kept = log.filter((_, at) => !left.includes(at));
          const added = Array.from({ length: strangers }, (_, i) =>
            loggedAt(1_000 + i, from + 7 * i, `${root}/studies/1.2.99${i}/metadata`),
          );
          const wrong = Array.from({ length: foreign }, (_, i) => loggedAt(2_000 + i, from + i, `/instances/${i}`));
          const denied = { ...log[0], line: 3_000, target: `${root}/studies/1.2.88`, status: 404 } as LoggedRequest;
          const found = matchRequests([...kept, ...added, ...wrong, denied], [book], options);
          expect(found.unasked).to.equal(left.length);
          expect(found.uncovered.map(({ line }) => line)).to.deep.equal(added.map(({ line }) => line));
          expect(found.foreign.map(({ line }) => line)).to.deep.equal(wrong.map(({ line }) => line));
          expect([found.repeated, found.refused]).to.deep.equal([[], 1]);
        }),
        { seed: 11, numRuns: 40 },
      );
      const again = [...log, ...log.slice(0, 3).map((line) => ({ ...line, line: line.line + 500 }))];
      expect(matchRequests(again, [book], options).repeated).to.have.lengthOf(3);
      const late = log.map((line) => ({ ...line, time: line.time + 200 }));
      expect(matchRequests(late, [book], { ...options, slackSeconds: 50 }).uncovered).to.have.lengthOf(log.length);
      expect(matchRequests(late, [book], { ...options, slackSeconds: 201 }).uncovered).to.deep.equal([]);
    }));

  it("knows another gateway's requests by that one's journal", () =>
    withBook(12, (book, log) => {
      const [ours, theirs] = [0, 1].map((rest) => ({
        ...{ ...book, requests: book.requests.filter((_, at) => at % 2 === rest) },
      }));
      if (ours === undefined || theirs === undefined) throw new TypeError("there are two");
      const options = { root, slackSeconds: 60 };
      expect(matchRequests(log, [ours], options).uncovered).to.have.lengthOf(6);
      expect(matchRequests(log, [ours, theirs], options)).to.deep.include({ uncovered: [], repeated: [], unasked: 0 });
    }));

  it("compares searches and drawn images by their count where the log has no queries", () =>
    withBook(24, (book, log) => {
      const bare = log.map(({ target, ...line }) => ({
        ...{ ...line, hasQuery: false, status: undefined },
        target: target.split("?")[0] ?? "",
      }));
      const { counts, uncovered, unasked } = matchRequests(bare, [book], { root, slackSeconds: 60 });
      expect(counts.map(({ kind, archive, exact, byCount }) => [kind, archive, exact, byCount])).to.deep.equal([
        ["search", 6, 4, 2],
        ["files", 4, 4, 0],
        ["metadata", 4, 4, 0],
        ["frames", 2, 2, 0],
        ["drawn", 6, 4, 2],
        ["bulk data", 2, 2, 0],
      ]);
      expect([uncovered, unasked]).to.deep.equal([[], 0]);
      const more = bare.filter(({ target }) => target.endsWith("/series")).map((line) => ({ ...line, line: 900 }));
      expect(matchRequests([...bare, ...more], [book], { root, slackSeconds: 60 }).uncovered).to.have.lengthOf(4);
    }));
});
