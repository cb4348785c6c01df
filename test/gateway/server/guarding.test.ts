import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { expect } from "chai";
import { account, stranger, terms } from "../session/desk.ts";
import { buildGateway, deviceToken, hidden, permitted, signIn } from "./gateway.ts";

type Gateway = Awaited<ReturnType<typeof buildGateway>>;

// guarding
// ├── a session's cookie: for scripts out of reach, for other sites useless, and new at each login
// ├── a page of another origin can neither use the cookie nor sign in, unless it is named
// ├── a device shows its token
// ├── what comes too often, too large or malformed is refused
// ├── log lines and metrics have no UID, address, name or token
// └── closing waits for what is being answered
describe("guarding", function () {
  this.timeout(60_000); // each access waits for the disk
  let gateway: Gateway;
  const open = async (changes: Parameters<typeof buildGateway>[0] = {}) => {
    gateway = await buildGateway(changes);
    return gateway;
  };
  afterEach(() => gateway.close());
  const url = `/dicom-web/studies/${permitted}/rendered`;

  it("sets a cookie that scripts and other sites can't use, new at each login", async () => {
    const { app } = await open();
    const first = await signIn(app, "cookie");
    const set = String(first.opened.headers["set-cookie"]);
    expect(set).to.match(
      /^__Host-fiducial-session=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(first.opened.json()).to.deep.equal({
      ...{ accessor: account.address.toLowerCase(), purpose: "TREAT", by: "signature", until: 1_772_366_400 + 900 },
    });
    expect((await app.inject({ url, headers: first.headers })).statusCode).to.equal(200);

    const { message } = (
      await app.inject({
        ...{ method: "POST", url: "/session/nonce", payload: { address: account.address, purpose: "TREAT" } },
      })
    ).json();
    const payload = { message, signature: await account.signMessage({ message }) };
    const again = await app.inject({ method: "POST", url: "/session", headers: first.headers, payload });
    expect(String(again.headers["set-cookie"])).not.to.include(first.headers.cookie ?? "");
    expect((await app.inject({ url, headers: first.headers })).statusCode).to.equal(401);
  });

  it("opens no session for somebody it does not know, nor twice with one nonce", async () => {
    const { app } = await open();
    expect((await signIn(app, "bearer", stranger)).opened.statusCode).to.equal(401);
    const { message } = (
      await app.inject({
        ...{ method: "POST", url: "/session/nonce", payload: { address: account.address, purpose: "TREAT" } },
      })
    ).json();
    const payload = { message, signature: await account.signMessage({ message }), carry: "bearer" };
    const opened = await Promise.all(
      Array.from({ length: 50 }, () => app.inject({ method: "POST", url: "/session", payload })),
    );
    expect(opened.map(({ statusCode }) => statusCode).sort()).to.deep.equal([
      201,
      ...Array.from({ length: 49 }, () => 401),
    ]);
  });

  it("lets no page of another origin use the cookie or sign in", async () => {
    const { app } = await open({ origins: ["https://viewer.example.org"] });
    const { headers } = await signIn(app, "cookie");
    const ask = async (more: object, method: "GET" | "DELETE" = "GET") =>
      (await app.inject({ method, url: method === "GET" ? url : "/session", headers: { ...headers, ...more } }))
        .statusCode;
    expect(await ask({ origin: terms.uri, "sec-fetch-site": "same-origin" })).to.equal(200);
    for (const site of ["cross-site", "same-site"]) expect(await ask({ "sec-fetch-site": site })).to.equal(403);
    for (const origin of ["https://evil.example", "null", "https://viewer.example.org", `${terms.uri}.evil.example`]) {
      expect(await ask({ origin }), origin).to.equal(403);
      expect(await ask({ origin }, "DELETE"), origin).to.equal(403);
    }
    expect(await ask({}, "DELETE"), "a change without an origin").to.equal(403);
    const login = (origin: string) =>
      app.inject({ method: "POST", url: "/session/nonce", headers: { origin }, payload: { purpose: "TREAT" } });
    expect((await login("https://evil.example")).statusCode).to.equal(403);
    expect((await login("https://viewer.example.org")).statusCode).to.equal(200);
    expect(await ask({ origin: terms.uri }, "DELETE")).to.equal(204);
  });

  it("answers pages of named origins alone", async () => {
    const { app } = await open({ origins: ["https://viewer.example.org"] });
    const preflight = (origin: string) =>
      app.inject({ method: "OPTIONS", url, headers: { origin, "access-control-request-method": "GET" } });
    const named = await preflight("https://viewer.example.org");
    expect([named.statusCode, named.headers["access-control-allow-origin"]]).to.deep.equal([
      204,
      "https://viewer.example.org",
    ]);
    const other = await preflight("https://evil.example");
    expect(other.statusCode).to.equal(403);
    expect(other.headers).not.to.have.property("access-control-allow-origin");
    expect(named.headers).not.to.have.property("access-control-allow-credentials");
  });

  it("knows a device by its token, and nobody by another", async () => {
    const { app } = await open();
    const ask = async (token: string) =>
      (await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect(await ask(deviceToken)).to.equal(200);
    expect(await ask(`${deviceToken}x`)).to.equal(401);
    expect((await app.inject({ url })).statusCode).to.equal(401);
  });

  it("tells browsers what not to do", async () => {
    const { app } = await open();
    const { headers } = await app.inject("/health");
    expect(headers).to.include({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=31536000",
    });
    expect([app.server.headersTimeout, app.server.requestTimeout, app.server.timeout]).to.deep.equal([
      15_000, 300_000, 60_000,
    ]);
  });

  it("refuses what comes too often", async () => {
    const { app } = await open({ loginsPerMinute: 3, requestsPerMinute: 5 });
    const login = async () =>
      (await app.inject({ method: "POST", url: "/session/nonce", payload: { purpose: "TREAT" } })).statusCode;
    expect([await login(), await login(), await login(), await login()]).to.deep.equal([200, 200, 200, 429]);
    const codes = [];
    for (let i = 0; i < 6; i += 1) codes.push((await app.inject({ url })).statusCode);
    expect(codes).to.deep.equal([401, 401, 401, 401, 401, 429]);
  });

  const malformed: readonly (readonly [string, object, number])[] = [
    ["no body", {}, 400],
    ["no JSON", { headers: { "content-type": "application/json" }, payload: "{" }, 400],
    ["a list", { payload: [] }, 400],
    ["another field", { payload: { purpose: "TREAT", admin: "yes" } }, 400],
    ["a number", { payload: { purpose: 7 } }, 400],
    [
      "a prototype",
      { headers: { "content-type": "application/json" }, payload: '{"__proto__":{"purpose":"TREAT"}}' },
      400,
    ],
    ["a purpose that is none", { payload: { purpose: "FUN" } }, 400],
    ["too much", { payload: { purpose: "x".repeat(70_000) } }, 413],
    ["another type", { headers: { "content-type": "text/plain" }, payload: "TREAT" }, 415],
  ];
  for (const [what, request, status] of malformed) {
    it(`refuses a login with ${what}`, async () => {
      const { app } = await open();
      expect((await app.inject({ method: "POST", url: "/session/nonce", ...request })).statusCode).to.equal(status);
    });
  }

  it("has no way past its grammar", async () => {
    const { app, world } = await open();
    const { headers } = await signIn(app);
    const paths = [
      "/dicom-web/..%2finstances/1/file",
      "/dicom-web/%2e%2e/instances",
      "/dicom-web//studies",
      "/instances",
      "/wado?x=1",
    ];
    for (const path of paths)
      expect((await app.inject({ url: path, headers })).statusCode, path).to.be.within(400, 404);
    for (const method of ["DELETE", "PUT", "PATCH", "HEAD"] as const) {
      expect((await app.inject({ method, url, headers })).statusCode, method).to.be.within(400, 415);
    }
    expect(world.done).to.deep.equal([]);
  });

  it("writes nothing of anybody into log lines and metrics", async () => {
    const { app, world } = await open();
    const { headers } = await signIn(app);
    await app.inject({ url, headers });
    await app.inject({ url: `/dicom-web/studies/${hidden}/rendered?PatientName=Doe`, headers });
    await app.inject({ url: `/dicom-web/studies/${hidden}/rendered`, headers });
    world.archiveDoes = async () => {
      throw new TypeError(`GET http://archive/studies/${permitted} failed`);
    };
    expect((await app.inject({ url, headers })).statusCode).to.equal(500);
    const metrics = (await app.inject("/metrics")).body;
    expect(metrics).to.include('fiducial_gateway_decisions_total{outcome="allowed",basis="PERMIT"} 2');
    expect(metrics).to.include("fiducial_gateway_journal_depth 1");
    const written = world.lines.join("") + metrics;
    expect(world.lines.length).to.be.greaterThan(5);
    const secrets = [
      permitted,
      hidden,
      account.address.slice(2),
      "PatientName",
      headers.authorization?.slice(7) ?? "",
      "/dicom-web",
    ];
    for (const secret of secrets) expect(written.toLowerCase()).not.to.include(secret.toLowerCase());
    expect(world.lines.some((line) => line.includes('"type":"TypeError"'))).to.equal(true);
  });

  it("ends a connection that is not heard of, and closes when what is being answered is answered", async () => {
    const { app, world } = await open();
    await app.listen({ host: "127.0.0.1", port: 0 });
    const { headers } = await signIn(app);
    let go = (): void => undefined;
    const asked = new Promise<void>((isAsked) => {
      world.archiveDoes = () => {
        isAsked();
        return new Promise<void>((resolve) => {
          go = resolve;
        });
      };
    });
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\nAuthorization: ${headers.authorization}\r\n\r\n`);
    let answer = "";
    socket.setEncoding("utf8").on("data", (text) => {
      answer += text;
    });
    await asked;
    const closing = app.close();
    go();
    await once(socket, "close");
    await closing;
    expect(answer)
      .to.match(/^HTTP\/1\.1 200 /)
      .and.include("pixels");
  });
});
