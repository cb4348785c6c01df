import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";
import { expect } from "chai";
import Fastify, { type FastifyInstance } from "fastify";
import { PURPOSES } from "../../../src/consent/purposes.ts";
import { addViewer, NoViewerError } from "../../../src/gateway/viewer/index.ts";

// addViewer
// ├── it serves the viewer's page wherever OHIF has one, and its files
// ├── its configuration names the gateway alone
// ├── its own pages: to sign in, with purposes that exist, and to ask for leave
// ├── it serves no file from outside of the folder
// ├── each page says what it may load: nothing of another host
// └── when the folder holds no viewer → NoViewerError
describe("addViewer", () => {
  let folder: string;
  let app: FastifyInstance;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-viewer-"));
    const dist = join(folder, "dist");
    mkdirSync(join(dist, "assets"), { recursive: true });
    writeFileSync(join(dist, "index.html"), "<title>the viewer</title>");
    writeFileSync(join(dist, "app-config.js"), "window.config = { made: 'elsewhere' };");
    writeFileSync(join(dist, "app.bundle.0123456789abcdef.js"), "run()");
    writeFileSync(join(dist, "assets", "icon.svg"), "<svg/>");
    writeFileSync(join(folder, "secret"), "not to be served");
    app = Fastify();
    await addViewer(app, dist);
    app.get("/dicom-web/studies", async () => []);
  });
  after(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (url: string) => app.inject({ method: "GET", url });

  for (const page of ["/", "/viewer?StudyInstanceUIDs=1.2.3", "/viewer/dicomweb", "/notfoundstudy"]) {
    it(`serves the viewer at ${page}`, async () => {
      const { statusCode, body, headers } = await get(page);
      expect(statusCode).to.equal(200);
      expect(body).to.equal("<title>the viewer</title>");
      expect(headers["content-security-policy"]).to.include("default-src 'self'").and.not.include("http");
    });
  }

  it("serves its files, those named by a digest for good", async () => {
    const bundle = await get("/app.bundle.0123456789abcdef.js");
    expect([bundle.body, bundle.headers["cache-control"]]).to.deep.equal([
      "run()",
      "public, max-age=31536000, immutable",
    ]);
    const icon = await get("/assets/icon.svg");
    expect([icon.body, icon.headers["cache-control"]]).to.deep.equal(["<svg/>", "no-cache"]);
  });

  it("configures OHIF with this gateway as its one source", async () => {
    const { body, headers } = await get("/app-config.js");
    expect(headers["content-type"]).to.match(/^text\/javascript/);
    const window: { config?: { dataSources: { configuration: Record<string, unknown> }[] } } = {};
    vm.runInNewContext(body.replace(/^import\(.*\);$/m, ""), { window });
    const [source, ...others] = window.config?.dataSources ?? [];
    expect(others).to.deep.equal([]);
    expect(source?.configuration).to.include({ qidoRoot: "/dicom-web", wadoRoot: "/dicom-web" });
    expect(body).to.not.match(/https?:/);
  });

  it("leads back to signing in when the session is over, and to no other page", async () => {
    const { body } = await get("/app-config.js");
    const visited: string[] = [];
    const window: { config?: { httpErrorHandler: (error: unknown) => void } } = {};
    const location = { pathname: "/viewer", search: "?a=b", assign: (url: string) => void visited.push(url) };
    vm.runInNewContext(body.replace(/^import\(.*\);$/m, ""), { window, location, encodeURIComponent });
    for (const error of [{ status: 404 }, undefined, { status: 500 }]) window.config?.httpErrorHandler(error);
    expect(visited).to.deep.equal([]);
    window.config?.httpErrorHandler({ status: 401 });
    // OHIF has turned to another page meanwhile, and asks again.
    location.pathname = "/notfoundstudy";
    window.config?.httpErrorHandler({ status: 401 });
    expect(visited).to.deep.equal(["/sign-in?next=%2Fviewer%3Fa%3Db"]);
  });

  it("has a page to sign in, for purposes that there are", async () => {
    const { body, headers } = await get("/sign-in");
    const offered = [...body.matchAll(/<option value="([A-Z]+)">/g)].map(([, code]) => code);
    expect(offered).to.have.length.greaterThan(5);
    for (const code of offered) expect(PURPOSES.map((purpose) => purpose.code)).to.include(code);
    expect(headers["content-security-policy"]).to.equal(
      "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'",
    );
    // Neither page has a script or style in its text, so it needs no leave for that.
    for (const page of [body, (await get("/ask")).body])
      expect(page).to.not.match(/<style|<script(?! type="module" src)| style=| on[a-z]+=/);
    for (const file of ["signIn.js", "ask.js", "refusal.js", "pages.css"]) {
      expect((await get(`/fiducial/${file}`)).statusCode, file).to.equal(200);
    }
  });

  for (const path of [
    "/../secret",
    "/..%2fsecret",
    "/%2e%2e/secret",
    "/assets/../../secret",
    "/assets/..%5c..%5csecret",
    "//secret",
  ]) {
    it(`serves nothing at ${path}`, async () => {
      const { statusCode, body } = await get(path);
      expect(statusCode).to.be.oneOf([400, 403, 404]);
      expect(body).to.not.include("not to be served");
    });
  }

  it("leaves the gateway's own answers alone", async () => {
    const { body, headers } = await get("/dicom-web/studies");
    expect(body).to.equal("[]");
    expect(headers["content-security-policy"]).to.equal(undefined);
  });

  it("refuses a folder without a viewer", async () => {
    const error = await addViewer(Fastify(), folder).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(NoViewerError);
  });
});
