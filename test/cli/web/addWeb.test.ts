import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import Fastify, { type FastifyInstance } from "fastify";
import { addPageRules } from "../../../src/api/server/pages.ts";
import { addProblems } from "../../../src/api/server/problems.ts";
import { addWeb, type BundleState } from "../../../src/cli/web/addWeb.ts";
import { readBundle } from "../../../src/cli/web/readBundle.ts";

const page = "<!doctype html><title>page</title>";
const script = "export const all = 1;";

// addWeb
// ├── leads / and /app to /app/
// ├── serves index.html at /app/ and at every page below it, anew each time, and says what it may do
// ├── serves files named by digest for ever, compressed where that is taken, and says so when they are unchanged
// ├── an unknown asset, an unknown file, a hidden one, and whatever lies outside → 404
// ├── takes no route of the API's
// ├── serves what is beside the bundle, where there is such
// └── while there is no bundle → a page that comes again by itself, or says why there is none
describe("addWeb", () => {
  let folder: string;
  let app: FastifyInstance;
  let state: BundleState;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-web-"));
    const dist = join(folder, "dist");
    mkdirSync(join(dist, "assets"), { recursive: true });
    mkdirSync(join(dist, ".vite"));
    writeFileSync(join(folder, "secret.json"), "{}");
    writeFileSync(join(dist, "index.html"), page);
    writeFileSync(join(dist, "icon.svg"), "<svg/>");
    writeFileSync(join(dist, ".vite", "manifest.json"), "{}");
    writeFileSync(join(dist, "assets", "main-1a2b.js"), script);
    writeFileSync(join(dist, "assets", "main-1a2b.js.gz"), gzipSync(script));
    state = { state: "ready", bundle: readBundle(dist) };
    app = Fastify();
    addProblems(app, () => undefined);
    addPageRules(app, { tls: false });
    app.get("/records/:record", async () => ({ from: "the API" }));
    app.get("/docs", async () => ({ from: "the API" }));
    const extra = (path: string) => (path === "demo/people.json" ? "[]" : undefined);
    await addWeb(app, { findBundle: async () => state, extra });
    await app.ready();
  });
  after(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: "GET", url, headers });

  it("leads / and /app to /app/", async () => {
    for (const url of ["/", "/app"]) {
      const { statusCode, headers } = await get(url);
      expect([statusCode, headers.location]).to.deep.equal([302, "/app/"]);
    }
  });

  for (const url of ["/app/", "/app/records/0x12", "/app/audit?from=2026-01-01", "/app/index.html"]) {
    it(`serves the page at ${url}, anew each time, which may ask nobody else`, async () => {
      const { statusCode, headers, body } = await get(url);
      expect([statusCode, body]).to.deep.equal([200, page]);
      expect(headers).to.include({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
        "content-security-policy":
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
      });
    });
  }

  it("serves files named by digest for ever, compressed where that is taken", async () => {
    const url = "/app/assets/main-1a2b.js";
    const plain = await get(url);
    expect(plain.body).to.equal(script);
    expect(plain.headers).to.include({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/javascript; charset=utf-8",
      vary: "accept-encoding",
    });
    const packed = await get(url, { "accept-encoding": "deflate, gzip" });
    expect(packed.headers["content-encoding"]).to.equal("gzip");
    expect(gunzipSync(packed.rawPayload).toString()).to.equal(script);
    const head = await app.inject({ method: "HEAD", url });
    expect([head.statusCode, head.body]).to.deep.equal([200, ""]);
  });

  it("says that a file is unchanged", async () => {
    const { headers } = await get("/app/icon.svg");
    const again = await get("/app/icon.svg", { "if-none-match": String(headers.etag) });
    expect([again.statusCode, again.body]).to.deep.equal([304, ""]);
    expect((await get("/app/icon.svg", { "if-none-match": '"other"' })).statusCode).to.equal(200);
  });

  const nothing = [
    ...[
      "/app/assets/main-0000.js",
      "/app/assets/",
      "/app/logo.png",
      "/app/records/favicon.ico",
      "/app/demo/labels.json",
    ],
    ...["/app/.vite/manifest.json", "/app/assets/main-1a2b.js.gz", "/app/../secret.json", "/app/..%2fsecret.json"],
    ...[
      "/app/%2e%2e/secret.json",
      "/app/assets/..%2f..%2fsecret.json",
      "/app/assets/..%5c..%5csecret.json",
      "/app//etc/passwd.json",
    ],
    ...["/app/__proto__.js", "/app/assets/constructor", "/apps", "/assets/main-1a2b.js"],
  ];
  for (const url of nothing) {
    it(`has nothing at ${url}`, async () => {
      const { statusCode, headers, body } = await get(url);
      expect(statusCode).to.equal(404);
      expect(headers["content-type"]).to.match(/^application\/problem\+json/);
      expect(body).not.to.include("secret");
    });
  }

  it("takes no route of the API's, and only GET and HEAD", async () => {
    for (const url of ["/records/0x12", "/docs"]) expect((await get(url)).json()).to.deep.equal({ from: "the API" });
    expect((await get("/nowhere")).statusCode).to.equal(404);
    expect((await app.inject({ method: "POST", url: "/app/" })).statusCode).to.equal(404);
  });

  it("serves what is beside the bundle", async () => {
    const { headers, body } = await get("/app/demo/people.json");
    expect([headers["content-type"], body]).to.deep.equal(["application/json; charset=utf-8", "[]"]);
  });

  it("says that the pages are being built, and comes again by itself; or why there are none", async () => {
    const ready = state;
    try {
      state = { state: "building" };
      const building = await get("/app/records/0x12");
      expect([building.statusCode, building.headers.refresh]).to.deep.equal([503, "1"]);
      state = { state: "failed", why: "No room." };
      const failed = await get("/app/");
      expect([failed.statusCode, failed.headers.refresh]).to.deep.equal([503, undefined]);
      expect(failed.body).to.include("No room.");
    } finally {
      state = ready;
    }
  });
});
