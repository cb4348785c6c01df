import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { AnchorStep } from "../../../src/gateway/anchor/index.ts";
import { digestIdentity, readJournal } from "../../../src/gateway/journal/index.ts";
import { mnemonic } from "../../client/chain.ts";
import { anvil } from "../../nodes/anvil.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { CRASH_STEPS, type CrashPlan } from "./crashingGateway.ts";
import { openStage, type Stage, stated } from "./stage.ts";

/** How often a gateway is killed on each node: `FIDUCIAL_GATEWAY_KILLS` on both together, else a handful. */
const kills = Math.ceil(Number(process.env.FIDUCIAL_GATEWAY_KILLS ?? "10") / 2);
/** Four in twenty die at a random moment. */
const plans = CRASH_STEPS.length + 4;

type Death = { readonly acknowledged: ReadonlyMap<number, string>; readonly byItself: boolean };

/** Runs a gateway until it is dead, and says what it had acknowledged. */
async function runUntilDead(plan: CrashPlan, afterMs: number): Promise<Death> {
  const program = join(import.meta.dirname, "crashingGateway.ts");
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  const complaints = text(child.stderr);
  let printed = "";
  let whenReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    whenReady = resolve;
  });
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    printed += more;
    whenReady();
  });
  await Promise.race([ready.then(() => sleep(afterMs)), ended]);
  const byItself = child.exitCode !== null || child.signalCode !== null;
  child.kill("SIGKILL");
  const [, signal] = await ended;
  const said = JSON.stringify({ at: plan.at, code: child.exitCode, lines: printed.split("\n").length, ms: afterMs });
  expect(signal, `${said} ${await complaints}`).to.equal("SIGKILL");
  const lines = printed.split("\n").slice(1, -1); // the last has no end, or is empty
  return { byItself, acknowledged: new Map(lines.map((line) => [Number.parseInt(line, 10), line.slice(-66)])) };
}

// a gateway that is killed, again and again, at named steps and at random moments, under twenty clients
// ├── what it had acknowledged is in its journal
// └── in the end the chain has every entry of the journal, once and in order
describeOnEachNode("a gateway that is killed", (kind) => {
  let stage: Stage;

  before(async () => {
    stage = await openStage(kind);
  });
  after(() => stage?.close());

  it(`${kills} times: nothing acknowledged is lost, nothing is doubled, nothing is missing`, async function () {
    this.timeout(kills * 10_000);
    let seed = 11;
    const dice = (): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    await stage.journal().close();
    const { options, chain } = stage;
    const { record, accessor } = stated(0);
    const { folder } = options;
    const where = { folder, url: chain.url, registry: chain.registry, mnemonic, record, accessor } as const;
    const acknowledged = new Map<number, string>();
    let atSteps = 0;
    const first = kind === anvil ? 10 : 1; // so that a handful on each node are not the same

    for (let kill = 0; kill < kills; kill += 1) {
      const step = CRASH_STEPS[(7 * kill + first) % plans]; // all of them in turn, and few of them in any order
      const nth = 1 + Math.floor(dice() * 12);
      const plan = { ...where, time: await chain.now(), ...(step && { at: { step, nth } }) };
      const death = await runUntilDead(plan, step === undefined ? dice() * 300 : 3_000);
      if (death.byItself) atSteps += 1;

      for (const [number, part] of death.acknowledged) {
        expect(acknowledged.get(number), `entry ${number} was acknowledged before`).to.equal(undefined);
        acknowledged.set(number, part);
      }
      const written = new Map<number, string>();
      for (const found of await readJournal(folder, digestIdentity(options))) {
        if (found.kind === "access") written.set(found.entryNumber, found.part);
      }
      for (const [number, part] of acknowledged) {
        expect(written.get(number), `entry ${number} after kill ${kill} at ${step ?? "a moment"}`).to.equal(part);
      }
    }
    expect(acknowledged.size).to.be.greaterThan(20 * kills);
    expect(atSteps, "deaths at the step that was named").to.be.greaterThan(kills / 2);

    await stage.reopen();
    const anchor = await stage.anchor();
    const waiting = {
      signal: AbortSignal.timeout(60_000 + kills * 4_000), // what many deaths left behind is thousands of entries
      sleep: (ms: number) => sleep(ms),
      intervalMs: 5,
      maxIntervalMs: 100,
    };
    const errors = new Set<string>();
    const onStep = ({ error }: AnchorStep): void => void (error && errors.add(String(error)));
    const isDrained = await anchor.drain({ ...waiting, onStep });
    expect(isDrained, JSON.stringify({ ...anchor.lag(), errors: [...errors] })).to.equal(true);

    const entries = (await readJournal(folder, digestIdentity(options))).filter(({ kind: of }) => of === "access");
    const logged = await stage.logged();
    expect(logged.map(({ entryNumber, part }) => [entryNumber, part])).to.deep.equal(
      entries.map((found) => (found.kind === "access" ? [found.entryNumber, found.part] : [])),
    );
    expect(logged.map(({ entryNumber }) => entryNumber)).to.deep.equal(logged.map((_, index) => index + 1));
    for (const [number, part] of acknowledged) expect(logged[number - 1]?.part, `entry ${number}`).to.equal(part);
  });
});
