import { expect } from "chai";
import { decodeEventLog, type Hex } from "viem";
import { callers } from "./callers.ts";
import { buildCalls } from "./calls.ts";
import { rows } from "./rows.ts";
import { abi, startWorld, type World } from "./world.ts";

const writing = abi.flatMap((item) =>
  item.type === "function" && item.stateMutability !== "view" && item.stateMutability !== "pure" ? [item.name] : [],
);

// Who speaks for Alice: the only ones by whom a permit of hers may appear, grow or come back. Anybody may send what she signed.
const patientsSide: readonly string[] = ["controller", "consentingProxy"];

describe("access matrix", () => {
  let world: World;
  let calls: ReturnType<typeof buildCalls>;

  before(async () => {
    world = await startWorld();
    calls = buildCalls(world.cast, world.signature, world.time);
  });

  after(() => world.close());

  it("has a row and a call for every function that writes, and no other", () => {
    expect(rows.map(({ name }) => name).sort()).to.deep.equal([...writing].sort());
    expect(Object.keys(calls).sort()).to.deep.equal([...writing].sort());
  });

  it("has a cell for every kind of caller in every row", () => {
    for (const { name, verdicts } of rows) expect([...verdicts.keys()], name).to.deep.equal([...callers]);
  });

  for (const { name, verdicts } of rows) {
    it(`${name}: allowed or refused as stated, to each of ${callers.length} kinds of callers`, async () => {
      const found = new Map();
      for (const caller of callers) found.set(caller, await world.ask(caller, name, calls[name] ?? []));
      expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(verdicts));
    });
  }

  it("lets no permit appear, grow or come back but by the patient's side", async function () {
    this.timeout(240_000);
    const before = await world.readPermits();
    let grantedBySide = 0;
    for (const { name, verdicts } of rows) {
      for (const caller of callers) {
        if (!verdicts.get(caller)?.allowed) continue; // refused calls change nothing; the rows above hold them
        const snapshot = await world.provider.request({ method: "evm_snapshot", params: [] });
        const { logs, status } = await world.send(world.cast[caller], name, calls[name] ?? []);
        expect(status, `${name} by ${caller}`).to.equal("success");
        const granted = logs.some(({ data, topics }) => isPermitted(data, topics as [Hex, ...Hex[]]));
        if (patientsSide.includes(caller) || name === "actBySignature") {
          if (granted) grantedBySide += 1;
        } else {
          expect(granted, `${name} by ${caller}`).to.equal(false);
          expect(await world.readPermits(), `${name} by ${caller}`).to.deep.equal(before);
        }
        await world.provider.request({ method: "evm_revert", params: [snapshot] });
      }
    }
    expect(grantedBySide).to.equal(patientsSide.length + callers.length);
  });
});

function isPermitted(data: Hex, topics: [Hex, ...Hex[]]): boolean {
  const { eventName } = decodeEventLog({ abi, data, topics });
  return eventName === "Permitted";
}
