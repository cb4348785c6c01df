import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { expect } from "chai";
import { ask, askWithin } from "../../scripts/mutation/ask.ts";
import { BaselineError } from "../../scripts/mutation/errors.ts";

type Question = { readonly act: "answer" | "sleep" | "grow" | "fail" | "end" };

// What a worker may do when it is asked. Growing is done between turns, as the engine does it in threads of its own.
const worker = `
  const kept = [];
  const grow = () => { kept.push(Buffer.alloc(16e6, 1)); setTimeout(grow, 20); };
  process.on("message", ({ act }) => {
    if (act === "answer") process.send({ verdict: 1 });
    if (act === "fail") process.send({ failed: "no compiler" });
    if (act === "grow") grow();
    if (act === "end") process.exit(0);
  });
`;

// asking a process
// ├── gives its answer, within the bounds
// ├── gives nothing when it takes too long, or too much memory
// └── fails when the process ends or says that it failed: that is no verdict
describe("asking a process", () => {
  let child: ChildProcess;
  beforeEach(() => {
    child = spawn(process.execPath, ["-e", worker], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  });
  afterEach(() => child.kill("SIGKILL"));

  const within = (act: Question["act"], timeoutMs: number, mostBytes: number) =>
    askWithin<Question, { verdict: number }>(child, { act }, { timeoutMs, mostBytes });

  it("gives its answer, within the bounds", async () => {
    expect(await within("answer", 60_000, 2e9)).to.deep.equal({ verdict: 1 });
    expect(await ask(child, { act: "answer" })).to.deep.equal({ verdict: 1 });
  });

  it("gives nothing when it takes too long", async () => {
    expect(await within("sleep", 200, 2e9)).to.equal(undefined);
  });

  it("gives nothing when it takes too much memory", async function () {
    if (!existsSync("/proc/self/status")) this.skip(); // only Linux tells
    this.timeout(60_000);
    expect(await within("grow", 50_000, 4e8)).to.equal(undefined);
    expect(child.exitCode).to.equal(null);
  });

  it("fails when the process ends or says that it failed", async () => {
    for (const act of ["fail", "end"] as const) {
      const error = await within(act, 60_000, 2e9).catch((reason: unknown) => reason);
      expect(error, act).to.be.instanceOf(BaselineError);
    }
  });
});
