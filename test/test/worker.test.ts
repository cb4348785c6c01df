import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type Came, findCame, type Order, renderCame } from "../../scripts/test/came.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

// A process that runs test files
// ├── says of each what it came to, and at its end what failed
// └── counts as failed a file that can't be read
describe("a process of npm test", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-worker-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("says of each file what it came to, and at its end what failed", async () => {
    const files = [
      ["good", 'it("holds", () => {}); it.skip("waits", () => {});'],
      ["bad", 'it("holds again", () => {}); it("breaks", () => { throw new Error("broken on purpose"); });'],
      ["late", 'it("breaks late", (done) => { setTimeout(() => { throw new Error("too late"); }); });'],
      ["torn", 'it("has no end'],
    ] as const;
    const { came, printed } = await runAll(files);
    expect(came).to.deep.equal([
      { passed: 1, pending: 1, failed: 0 },
      { passed: 1, pending: 0, failed: 1 },
      { passed: 0, pending: 0, failed: 1 },
      { passed: 0, pending: 0, failed: 1 },
    ]);
    expect(printed[0]).to.include("✔ holds").and.not.to.include("again");
    expect(printed[1]).to.include("✔ holds again");
    expect(printed[3]).to.match(/torn.* can't be read/);
    expect(printed[4])
      .to.match(/ 2 passing .*\n {2}1 pending\n {2}3 failing\n/)
      .and.to.include("broken on purpose");
  });

  it("tells the end of a file from what is printed, in whatever pieces it comes", () => {
    const came = { passed: 3, pending: 0, failed: 1 };
    const line = renderCame(came);
    expect(findCame(`{"passed": 9}\n${line.slice(0, -1)}`)).to.equal(undefined);
    expect(findCame(`one\ntwo\n${line}three\n${line}`)).to.deep.equal({
      text: "one\ntwo\n",
      came,
      rest: `three\n${line}`,
    });
  });

  async function runAll(files: readonly (readonly [name: string, text: string])[]) {
    const child = fork(`${root}scripts/test/worker.ts`, { cwd: root, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const closed = once(child, "close");
    let waiting = "";
    let told = (): void => undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        waiting += text;
        told();
      });
    }
    const send = (order: Order) => child.send(order);
    const came: Came[] = [];
    const printed: string[] = [];
    for (const [name, text] of files) {
      const file = join(folder, `${name}.test.mjs`);
      writeFileSync(file, text);
      send({ file: relative(root, file) });
      for (let found = findCame(waiting); ; found = findCame(waiting)) {
        if (found !== undefined) {
          came.push(found.came);
          printed.push(found.text);
          waiting = found.rest;
          break;
        }
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    }
    send({});
    await closed;
    return { came, printed: [...printed, waiting] };
  }
});
