import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { runJob } from "../../src/api/index.ts";
import { ACCESS_COLUMNS } from "../../src/audit/reports/index.ts";
import { recordAt } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { people } from "./matrix.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Row = Readonly<Record<string, string>>;

/** Reads a CSV without quoted line breaks. */
function readCsv(text: string): readonly Row[] {
  expect(text.endsWith("\r\n")).to.equal(true);
  const [header = "", ...lines] = text.trimEnd().split("\r\n");
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain,
    );
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""]));
  });
}

// GET /accesses/export
// ├── holds what GET /accesses lists, for each asker, with any filter
// ├── names accounts by the published directories, and no name runs as a formula
// ├── holds one state of the index, however much comes meanwhile
// └── breaks off when that state was taken back, or the session is over
describeOnBoth("the API's export", () => {
  let stage: Stage;
  let api: Awaited<ReturnType<typeof openApi>>;

  before(async () => {
    stage = await startStage(40);
    api = await openApi(stage);
  });

  after(() => stage.close());

  it("holds what is listed", async () => {
    const filters = ["", `record=${recordAt(0)}`, "patient=2&basis=NONE", `since=${stage.time - 50}&order=oldest`];
    let exported = 0;
    for (const person of people) {
      const token = await api.signIn(stage.cast[person]);
      for (const filter of filters) {
        const { body, headers, status } = await api.ask(token, `/accesses/export?${filter}`);
        const listed = (await api.ask(token, `/accesses?limit=10000&${filter}`)).json().accesses;
        expect(status).to.equal(200);
        expect(String(headers["content-type"])).to.match(/^text\/csv/);
        expect(headers["content-disposition"]).to.equal('attachment; filename="accesses.csv"');
        expect(body.split("\r\n")[0]).to.equal(ACCESS_COLUMNS.join(","));
        const rows = readCsv(body);
        expect(rows.map(({ record, number }) => `${record} ${number}`)).to.deep.equal(
          listed.map(({ record, number }: Row) => `${record} ${number}`),
        );
        for (const [i, row] of rows.entries()) {
          const one = listed[i];
          expect([row.accessor, row.patient, row.purpose, row.basis, row.transaction]).to.deep.equal([
            ...[one.accessor, `${one.patient}`, one.purpose.code ?? `number ${one.purpose.number}`, one.basis],
            one.place.txHash,
          ]);
          expect(Date.parse(row.time ?? "")).to.equal(one.time * 1000);
        }
        exported += rows.length;
      }
    }
    expect(exported).to.be.greaterThan(200);
  });

  it("names accounts, and no name runs as a formula", async () => {
    const { clinic, surgeon } = stage.cast;
    const kind = "practitioner" as const;
    const names = [
      { account: surgeon, kind, name: '=HYPERLINK("http://x")' },
      { account: clinic, kind, name: "St. Mary, Lakeside" },
    ];
    const named = await openApi(stage, { directories: [{ organization: clinic, issuedAt: 1, names }] });
    const { body } = await named.ask(await named.signIn(stage.cast.auditor), `/accesses/export?accessor=${surgeon}`);
    const [row] = readCsv(body);
    expect([row?.accessorName?.[0], row?.organizationName]).to.deep.equal(["'", "St. Mary, Lakeside"]);
  });

  /** A page is asked for after each of the first few: `between` may change the world. */
  async function exportWith(between: () => Promise<void>, changes: Parameters<typeof openApi>[1] = {}) {
    const opened = await openApi(stage, {
      ...changes,
      runAside: async (name, question) => {
        const small = name === "exportPage" ? { ...question, limit: 7 } : question;
        const done = await stage.database.transaction((reader) => runJob(reader, name, small));
        await between();
        return done;
      },
    });
    const token = await opened.signIn(stage.cast.auditor);
    await opened.app.listen({ host: "127.0.0.1", port: 0 });
    try {
      const { port } = opened.app.server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/accesses/export`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { text: await answer.text().catch((error: unknown) => error) };
    } finally {
      await opened.app.close();
    }
  }

  it("holds one state, whatever comes meanwhile", async () => {
    const token = await api.signIn(stage.cast.auditor);
    const before = (await api.ask(token, "/accesses/export")).body;
    const columns =
      "organization, part, time, purpose, action, claim, detail, basis, permit_version, gateway, entry_number";
    let pages = 0;
    const { text } = await exportWith(async () => {
      pages += 1;
      if (pages !== 2) return;
      await stage.database.run(
        `INSERT INTO accesses (record, number, patient, accessor, ${columns}, block_number, block_time, tx_hash, log_index)
          SELECT record, number + 100000, patient, accessor, ${columns}, block_number + 1000, block_time, tx_hash, log_index
            FROM accesses`,
      );
    });
    expect(pages).to.be.greaterThan(5);
    await stage.database.run("DELETE FROM accesses WHERE number > 100000");
    expect(text).to.equal(before);
  });

  it("breaks off when the session is over", async () => {
    let present = stage.time;
    const { text } = await exportWith(
      async () => {
        present += 400;
      },
      { now: () => present },
    );
    expect(text).to.be.instanceOf(TypeError);
  });

  it("breaks off when its block was taken back", async () => {
    const { text } = await exportWith(async () => {
      await stage.database.run(
        "UPDATE checkpoints SET hash = genesis_hash FROM chain WHERE checkpoints.number = chain.cursor_number",
      );
      await stage.database.run(
        "UPDATE blocks SET hash = genesis_hash FROM chain WHERE blocks.number = chain.cursor_number",
      );
    });
    expect(text).to.be.instanceOf(TypeError);
  });
});
