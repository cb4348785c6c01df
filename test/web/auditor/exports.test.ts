import { expect } from "chai";
import { nameFile, stampOf } from "../../../web/auditor/exports/nameFile.ts";
import { readLines } from "../../../web/auditor/exports/readLines.ts";
import { dayOf, endOfDay, isStartOfDay, startOfDay } from "../../../web/auditor/filters/days.ts";
import { noFilters } from "../../../web/auditor/filters/filters.ts";

const at = Date.UTC(2026, 10, 22, 13, 5) / 1_000;

describe("the name of a file", () => {
  it("says what is in it and when it was made", () => {
    const filters = { ...noFilters, patient: 12, bases: ["EMERGENCY" as const], since: Date.UTC(2026, 0, 2) / 1_000 };
    expect(nameFile("accesses", filters, { at, extension: "csv" })).to.equal(
      "fiducial-accesses-patient-12-since-20260102-basis-emergency-20261122T1305Z.csv",
    );
    expect(nameFile("misuse", noFilters, { at, extension: "pdf" })).to.equal(`fiducial-misuse-${stampOf(at)}.pdf`);
  });

  it("is one that every file system takes, whatever is filtered by", () => {
    const long = (size: number) => `0x${"ab".repeat(size)}` as const;
    const ids = { record: long(32), part: long(32), accessor: long(20), organization: long(20), gateway: long(20) };
    const name = nameFile("accesses", { ...noFilters, ...ids, patient: 1, since: 0 }, { at, extension: "csv" });
    expect(name).to.match(/^[\w.-]{1,200}$/);
    expect(name).to.include("record-abababab-").and.to.include("and-more");
  });
});

describe("a file on its way", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it("is counted line by line, wherever it is cut", async () => {
    const text = "a,b\n1,2\n3,4\n";
    const told: number[] = [];
    const parts = ["a,b\n1,", "2", "\n3,4\n"].map(bytes);
    const { chunks, lines } = await readLines(ReadableStream.from(parts), (count) => told.push(count));
    expect([lines, told]).to.deep.equal([3, [1, 1, 3]]);
    expect(Buffer.concat(chunks).toString()).to.equal(text);
  });

  it("is not taken for whole where it breaks off", async () => {
    const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(bytes("a\n"));
        controller.error(new RangeError("cut"));
      },
    });
    const failed = await readLines(broken, () => undefined).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(RangeError);
  });
});

describe("a day where the reader is", () => {
  it("goes from its first second to that of the next day", () => {
    const [start, end] = [startOfDay("2026-03-01"), endOfDay("2026-03-01")];
    expect([dayOf(start ?? 0), dayOf((end ?? 0) - 1), dayOf(end ?? 0)]).to.deep.equal([
      "2026-03-01",
      "2026-03-01",
      "2026-03-02",
    ]);
    expect([isStartOfDay(start ?? 0), isStartOfDay((start ?? 0) + 1)]).to.deep.equal([true, false]);
  });

  for (const text of ["", "2026-02-30", "2026-13-01", "01.03.2026", "1969-12-31"]) {
    it(`is not "${text}"`, () => expect(startOfDay(text)).to.equal(undefined));
  }
});
