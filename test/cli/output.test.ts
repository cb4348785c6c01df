import { expect } from "chai";
import fc from "fast-check";
import {
  describeSent,
  inOneLine,
  renderCsv,
  renderTable,
  renderTime,
  shorten,
  withoutControls,
} from "../../src/cli/output.ts";
import { parseCsv } from "./csv.ts";

describe("renderTable", () => {
  it("makes each column as wide as its widest value, with numbers to the right", () => {
    const rows = [
      { name: "Jane", accesses: 7, note: null },
      { name: "A very long name", accesses: 12_345, note: "x" },
    ];
    expect(renderTable(["name", "accesses", "note", "absent"], rows).split("\n")).to.deep.equal([
      "name              accesses  note  absent",
      "----------------  --------  ----  ------",
      "Jane                     7",
      "A very long name     12345  x",
    ]);
  });

  it("is a heading alone without rows", () => {
    expect(renderTable(["a", "bc"], [])).to.equal("a  bc\n-  --");
  });

  it("keeps a column to the left where one value is none", () => {
    expect(renderTable(["accesses"], [{ accesses: 1 }, { accesses: null }])).to.equal("accesses\n--------\n1\n");
  });

  it("keeps each row in its line, whatever is in it", () => {
    const [, , row, ...others] = renderTable(["file"], [{ file: "a\nb\u001b[31m\rc\td" }]).split("\n");
    expect(others).to.deep.equal([]);
    expect(row).to.equal("a\ufffdb\ufffd[31m\ufffdc\ufffdd");
  });

  it("bears very many rows", () => {
    const rows = Array.from({ length: 200_000 }, (_, number) => ({ number }));
    expect(renderTable(["number"], rows).split("\n")).to.have.lengthOf(200_002);
  });
});

describe("renderCsv", () => {
  it("gives any text back, by another reader, but for what a spreadsheet would run", () => {
    const cell = fc.string({ unit: "grapheme" }).filter((text) => !/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.record({ a: cell, b: fc.option(fc.nat()), c: cell }), { minLength: 1 }), (rows) => {
        const [header, ...read] = parseCsv(`${renderCsv(["a", "b", "c"], rows)}\n`);
        expect(header).to.deep.equal(["a", "b", "c"]);
        expect(read).to.deep.equal(rows.map(({ a, b, c }) => [a, String(b ?? ""), c]));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) {
    it(`sets off ${JSON.stringify(text)}, which a spreadsheet would run`, () => {
      expect(parseCsv(renderCsv(["a"], [{ a: text }]))[1]?.[0]).to.equal(`'${text}`);
    });
  }

  it("leaves out what is not asked for", () => {
    expect(renderCsv(["b"], [{ a: 1, b: 2 }])).to.equal("b\n2");
  });
});

describe("what is written on a terminal", () => {
  it("holds no codes that steer it, and keeps its lines", () => {
    expect(withoutControls("a\u001b]0;title\u0007\nb\u009b2Jc\u007f\r")).to.equal(
      "a\ufffd]0;title\ufffd\nb\ufffd2Jc\ufffd\ufffd",
    );
    expect(inOneLine("a\nverified")).to.equal("a\ufffdverified");
    expect(withoutControls("Zoë Müller, 山田^太郎 …")).to.equal("Zoë Müller, 山田^太郎 …");
  });

  it("has times in UTC to the second, and long hex by its ends", () => {
    expect(renderTime(1_767_225_600)).to.equal("2026-01-01T00:00:00Z");
    expect(shorten(`0x${"12".repeat(20)}`)).to.equal("0x121212…1212");
    expect(shorten("0x1234")).to.equal("0x1234");
  });

  it("names transactions the same way everywhere", () => {
    expect(describeSent({ hash: "0x12", blockNumber: 7n, patient: 1 })).to.deep.equal({
      ...{ transaction: "0x12", block: 7, patient: 1 },
    });
  });
});
