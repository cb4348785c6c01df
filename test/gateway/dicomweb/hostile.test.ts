import { expect } from "chai";
import fc from "fast-check";
import {
  parseRoute,
  RefusedRequestError,
  type Route,
  upstreamOf,
  upstreamSearches,
} from "../../../src/gateway/dicomweb/index.ts";
import { BYPASSES } from "./bypasses.ts";
import { anyTarget, attacks, SOUND } from "./hostileTargets.ts";
import { isAllowedUpstream } from "./upstreamGrammar.ts";

const cases = Number(process.env.FIDUCIAL_HOSTILE ?? 5000);
const STATUSES = [400, 404, 405, 406, 413, 414, 415];

/** A route, or the refusal. Anything else that is thrown would be a 5xx. */
function parse(
  method: string,
  target: string,
  headers: Parameters<typeof parseRoute>[2] = {},
): Route | RefusedRequestError {
  try {
    return parseRoute(method, target, headers);
  } catch (error) {
    if (!(error instanceof RefusedRequestError)) throw error;
    expect(STATUSES).to.include(error.status);
    expect(error.message).not.to.match(/[0-9]\.[0-9]+\.[0-9]/); // no UID
    return error;
  }
}

/** Whatever is understood leads to an allowed path; `true` when it was understood. */
function holds(target: string): boolean {
  const route = parse("GET", target);
  if (route instanceof RefusedRequestError) return false;
  const requests = [
    upstreamOf(route),
    ...(route.kind === "search" ? upstreamSearches(route, ["1.2.840.113619.2.1", "1.9"]) : []),
  ];
  for (const { path, method } of requests) {
    expect(method).to.equal("GET");
    expect(isAllowedUpstream(path), `${JSON.stringify(target)} leads to ${path}`).to.equal(true);
  }
  return true;
}

describe("hostile requests", function () {
  this.timeout(600_000); // the deep lane has a hundred thousand of them
  it("sees that the sound ones are understood", () => {
    for (const target of SOUND) expect(holds(target), target).to.equal(true);
  });

  for (const target of BYPASSES) {
    it(`refuses ${target.length > 100 ? `${target.slice(0, 97)}...` : target || "an empty target"}`, () => {
      expect(parse("GET", target)).to.be.an.instanceOf(RefusedRequestError);
    });
  }

  it("lets none of a table of attacks reach the archive outside of the grammar", () => {
    let count = 0;
    let understood = 0;
    for (const target of attacks()) {
      count += 1;
      if (holds(target)) understood += 1;
    }
    expect(count).to.be.greaterThan(2000);
    expect(understood).to.be.within(1, count / 4); // some attacks spoil nothing: `*` in a name is a wildcard
  });

  it(`lets none of ${cases} targets from a grammar reach the archive outside of the grammar`, () => {
    let understood = 0;
    fc.assert(
      fc.property(anyTarget, (target) => {
        if (holds(target)) understood += 1;
      }),
      { numRuns: cases, seed: 20_261_122 },
    );
    expect(understood).to.be.greaterThan(cases / 100); // else the generator writes nothing that could get through
  });

  it("knows no other method than GET, but for POST where studies are stored", () => {
    const headers = { "content-type": 'multipart/related; type="application/dicom"; boundary=x' };
    for (const target of SOUND) {
      for (const method of ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "", "PROPFIND"]) {
        expect(parse(method, target)).to.have.property("status", 405);
      }
      const [path = "", query] = target.split("?");
      const stores = /^\/dicom-web\/studies(?:\/[0-9.]+)?$/.test(path);
      const answer = parse("POST", target, headers);
      if (stores && query === undefined) expect(answer).to.have.property("kind", "store");
      else expect(answer).to.have.property("status", stores ? 400 : 405);
    }
  });

  it("takes no body with GET, and no encoded body with POST", () => {
    const [target] = SOUND;
    for (const headers of [{ "content-length": "5" }, { "transfer-encoding": "chunked" }, { "content-length": "x" }]) {
      expect(parse("GET", target, headers)).to.have.property("status", 400);
    }
    expect(parse("GET", target, { "content-length": "0" })).to.have.property("kind", "search");
    const type = 'multipart/related; type="application/dicom"; boundary=x';
    expect(parse("POST", target, { "content-type": type, "content-encoding": "gzip" })).to.have.property("status", 415);
  });

  for (const [type, status] of [
    ["application/dicom", 415],
    ["application/json", 415],
    [undefined, 415],
    ['multipart/related; type="application/dicom+json"; boundary=x', 415],
    ['multipart/form-data; type="application/dicom"; boundary=x', 415],
    ['multipart/related; type="application/dicom"', 400],
    ['multipart/related; type="application/dicom"; boundary=""', 400],
    [`multipart/related; type="application/dicom"; boundary=${"x".repeat(71)}`, 400],
    ['multipart/related; type="application/dicom"; boundary="a b "', 400],
    ['multipart/related; type="application/dicom"; boundary=x; boundary=y', 400],
    ["nonsense", 400],
  ] as const) {
    it(`takes nothing to be stored as ${type ?? "no type"}`, () => {
      expect(parse("POST", "/dicom-web/studies", { "content-type": type })).to.have.property("status", status);
    });
  }
});
