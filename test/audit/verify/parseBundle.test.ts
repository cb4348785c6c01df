import { expect } from "chai";
import { renderBundle } from "../../../src/audit/prove/index.ts";
import { type Bundle, CAPS, InvalidBundleError, parseBundle } from "../../../src/audit/verify/index.ts";
import { buildDice } from "../../consent/dice.ts";
import { drawQuestion, prove } from "../question.ts";
import { buildSimulatedChain } from "../simulatedChain.ts";

// parseBundle
// ├── it reads what renderBundle has written
// ├── cut short anywhere → InvalidBundleError
// └── with anything missing, superfluous, of another type, out of range or too large → InvalidBundleError, which names the place
const dice = buildDice(31);
const chain = buildSimulatedChain(dice, 8);

describe("parseBundle", () => {
  let bundle: Bundle;
  let text: string;

  before(async () => {
    ({ bundle } = await prove(chain, drawQuestion(dice, chain, 3)));
    text = renderBundle(bundle);
  });

  it("reads what renderBundle has written", () => {
    expect(parseBundle(text)).to.deep.equal(bundle);
    expect(parseBundle(JSON.stringify(bundle, null, 2))).to.deep.equal(bundle);
  });

  it("refuses a bundle cut short anywhere", () => {
    for (let i = 0; i < 300; i += 1) {
      expect(() => parseBundle(text.slice(0, dice.roll(0, text.length - 3)))).to.throw(InvalidBundleError);
    }
  });

  const cases: readonly [string, string, (bundle: Bundle) => unknown][] = [
    ["another format", "format", (b) => ({ ...b, format: "fiducial-proofs" })],
    ["another version", "version", (b) => ({ ...b, version: 2 })],
    ["a list", "format", () => []],
    ["nothing", "format", () => null],
    ["a text", "format", () => "bundle"],
    ["something unknown in it", "", (b) => ({ ...b, note: "" })],
    ["a missing list", "nodes", ({ nodes: _, ...b }) => b],
    ["a list that is none", "headers", (b) => ({ ...b, headers: {} })],
    ["a row that is none", "rows[0]", (b) => ({ ...b, rows: [null] })],
    ["a number in a text", "rows[0].time", (b) => changeRow(b, { time: "1" })],
    ["a number that is none", "block", (b) => ({ ...b, block: 1.5 })],
    ["a negative number", "rows[0].log", (b) => changeRow(b, { log: -1 })],
    ["a number out of range", "rows[0].purpose", (b) => changeRow(b, { purpose: 256 })],
    ["a missing field", "rows[0].part", (b) => changeRow(b, { part: undefined })],
    ["an unknown field", "rows[0]", (b) => changeRow(b, { organization: b.registry })],
    ["an unknown field in a claim", "rows[0].claim", (b) => changeRow(b, { claim: { ...b.rows[0]?.claim, x: 1 } })],
    ["an unknown basis", "rows[0].basis", (b) => changeRow(b, { basis: "LEAVE" })],
    ["a basis of an object's own names", "rows[0].basis", (b) => changeRow(b, { basis: "constructor" })],
    ["upper case", "registry", (b) => ({ ...b, registry: `0x${"AB".repeat(20)}` })],
    ["a short address", "rows[0].accessor", (b) => changeRow(b, { accessor: "0x12" })],
    [
      "a hash with more after it",
      "records[0].record",
      (b) => ({ ...b, records: [{ record: `0x${"00".repeat(32)}\n`, count: 1 }] }),
    ],
    ["half a byte", "nodes[0]", (b) => ({ ...b, nodes: ["0x123"] })],
    ["no bytes", "nodes[0]", (b) => ({ ...b, nodes: ["0x"] })],
    ["too long a header", "headers[0]", (b) => ({ ...b, headers: [`0x${"00".repeat(CAPS.headerDigits)}`] })],
    [
      "too many gateways",
      "gateways",
      (b) => ({ ...b, gateways: Array(CAPS.gateways + 1).fill({ gateway: b.registry, count: 0 }) }),
    ],
  ];
  for (const [name, place, change] of cases) {
    it(`refuses ${name}`, () => {
      const parse = () => parseBundle(JSON.stringify(change(bundle)));
      expect(parse).to.throw(InvalidBundleError).with.property("code", "InvalidBundle");
      expect(parse).to.throw(place);
    });
  }

  it("refuses a text that is too long", () => {
    expect(() => parseBundle(" ".repeat(CAPS.text + 1))).to.throw(InvalidBundleError);
  });

  function changeRow(b: Bundle, change: object): unknown {
    return { ...b, rows: [{ ...b.rows[0], ...change }] };
  }
});
