import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { SetupError } from "../../src/cli/errors.ts";
import { type GatewayConfig, parseConfig, readConfig } from "../../src/cli/gateway/config.ts";
import { thrownBy } from "../sql/folder.ts";
import { repository, run } from "./stage.ts";

const page = readFileSync(join(repository, "docs", "gateway.md"), "utf8");
const [example = ""] = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].flatMap(([, text = ""]) =>
  text.includes('"settling"') ? [text] : [],
);

function failureOf(text: string): Error | undefined {
  try {
    parseConfig(text, "gateway.json");
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  return undefined;
}

// a gateway's configuration
// ├── the one that docs/gateway.md shows is one; what it leaves out is as the page says
// ├── its paths begin at its own folder
// └── what is wrong with another is said field by field, and nothing of its values
describe("a gateway's configuration", () => {
  const config: GatewayConfig = parseConfig(example, "gateway.json");

  it("is what docs/gateway.md shows", () => {
    expect(config).to.deep.include({ origin: "http://127.0.0.1:8080", account: "pacs", settling: "latest" });
    expect(config.devices).to.have.lengthOf(1);
    const bare = { ...JSON.parse(example), headMaxAgeSeconds: undefined, devices: undefined, port: undefined };
    const { host, port, headMaxAgeSeconds, nodeMaxSilenceSeconds, pollMs, ...more } = parseConfig(
      JSON.stringify(bare),
      "",
    );
    expect({ host, port, headMaxAgeSeconds, nodeMaxSilenceSeconds, pollMs }).to.deep.equal({
      ...{ host: "127.0.0.1", port: 8080, headMaxAgeSeconds: 60, nodeMaxSilenceSeconds: 10, pollMs: 50 },
    });
    expect(more).to.deep.include({ sessionSeconds: 3_600, origins: [], devices: [] });
    expect(more.limits).to.deep.equal({
      ...{ requestsPerMinute: 6_000, loginsPerMinute: 60, sessions: 10_000, storeBytes: 512 * 2 ** 20, refusalMs: 50 },
    });
    expect(more.anchor).to.deep.equal({
      ...{ batchSeconds: 10, heartbeatSeconds: 3_600, graceSeconds: 600, deadlineSeconds: 3_600 },
    });
  });

  it("has every field in the table of docs/gateway.md", () => {
    const [, table = ""] = page.split("| field of the configuration |");
    const told = [...(table.split("\n\n")[0] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name);
    const fields = [...Object.keys(config), "viewer", ...Object.keys(config.limits), ...Object.keys(config.anchor)];
    for (const field of fields) expect(told, field).to.include(field);
  });

  it("takes paths from its own folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fiducial-config-"));
    try {
      const file = join(folder, "gateway.json");
      writeFileSync(file, example);
      const read = await readConfig(file);
      expect([read.folder, read.archive.passwordFile]).to.deep.equal([
        join(folder, "gateway"),
        join(folder, "archive.password"),
      ]);
      expect(await thrownBy(() => readConfig(join(folder, "other.json")))).to.be.instanceOf(SetupError);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const wrong: readonly (readonly [string, object, string])[] = [
    ["an origin with a path", { origin: "https://images.example.org/a" }, "origin"],
    ["an origin with the usual port", { origin: "https://images.example.org:443" }, "origin"],
    ["a file as the origin", { origin: "file://x" }, "origin"],
    ["no account", { account: undefined }, "account"],
    ["a port that is none", { port: 65_536 }, "port"],
    [
      "a password in the archive's address",
      { archive: { url: "http://user:hunter2@127.0.0.1/dicom-web" } },
      "archive.url",
    ],
    ["an archive of another kind", { archive: { url: "ftp://127.0.0.1/" } }, "archive.url"],
    ["no word on settling", { settling: undefined }, "settling"],
    ["a depth of none", { settling: { depth: 0 } }, "settling.depth"],
    [
      "a token itself",
      { devices: [{ account: "x", purpose: "TREAT", tokenSha256: "hunter2" }] },
      "devices.0.tokenSha256",
    ],
    [
      "a purpose that is none",
      { devices: [{ account: "x", purpose: "FUN", tokenSha256: `0x${"00".repeat(32)}` }] },
      "devices.0.purpose",
    ],
    ["a session without an end", { sessionSeconds: 0 }, "sessionSeconds"],
    ["a field in a limit that is not known", { limits: { hunter2: 1 } }, "limits"],
    ["a field that is not known", { hunter2: true }, "the whole"],
  ];
  for (const [what, changes, field] of wrong) {
    it(`is none with ${what}, and says where`, () => {
      const failure = failureOf(JSON.stringify({ ...JSON.parse(example), ...changes }));
      expect(failure?.message).to.match(new RegExp(`^  ${field.replaceAll(".", "\\.")}: `, "m"));
      expect(failure?.message).not.to.include("hunter2");
    });
  }

  it("is asked for, and said to be wrong, by the command", async () => {
    const home = join(tmpdir(), "fiducial-no-home");
    const [none, wrong] = [
      await run(["gateway"], { home }),
      await run(["gateway", "--config", "/none.json"], { home }),
    ];
    expect([none.exitCode, wrong.exitCode]).to.deep.equal([2, 1]);
    expect(none.stderr).to.include("--config");
    expect(wrong.stderr).to.include("/none.json can't be read");
  }).timeout(60_000);

  it("is JSON", () => {
    for (const text of ["", "{", "[]", "null", '"x"']) expect(failureOf(text), text).to.be.instanceOf(SetupError);
  });
});
