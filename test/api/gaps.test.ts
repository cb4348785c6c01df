import { expect } from "chai";
import { recordAt } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { type Person, people } from "./matrix.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Gap = { readonly count: number; readonly missing: readonly number[]; readonly last: number };
type Gaps = {
  readonly records: readonly (Gap & { readonly record: string; readonly patient: number })[];
  readonly gateways: readonly (Gap & { readonly gateway: string; readonly organization: string | null })[];
};

// GET /gaps
// ├── where nothing is missing → there are none, for anybody
// ├── names what is missing below the last number, to those whose it is
// └── names the entries that a gateway told of by its heartbeat, and that did not come
describeOnBoth("the API's gaps", () => {
  let stage: Stage;
  let api: Awaited<ReturnType<typeof openApi>>;

  before(async () => {
    stage = await startStage(60);
    api = await openApi(stage);
  });

  after(() => stage.close());

  const ask = async (person: Person): Promise<Gaps> => {
    const { records, gateways } = (await api.ask(await api.signIn(stage.cast[person]), "/gaps")).json();
    return { records, gateways };
  };

  it("are none where nothing is missing", async () => {
    for (const person of people) expect(await ask(person), person).to.deep.equal({ records: [], gateways: [] });
  });

  it("are told to those whose they are", async () => {
    const { database, cast } = stage;
    const record = recordAt(0);
    const bytes = Buffer.from(record.slice(2), "hex");
    const gateway = Buffer.from(cast.gateway.slice(2), "hex");
    const entries = "SELECT count(*) AS held FROM accesses WHERE gateway = ?";
    const held = (await database.get<{ held: number }>(entries, [gateway]))?.held ?? 0;
    await database.run("DELETE FROM accesses WHERE record = ? AND number IN (2, 3)", [bytes]);
    await database.run("DELETE FROM accesses WHERE gateway = ? AND entry_number = 1", [gateway]);
    const left = (await database.get<{ held: number }>(entries, [gateway]))?.held ?? 0;
    const last = (await database.get<{ n: number }>("SELECT max(number) AS n FROM accesses WHERE record = ?", [bytes]))
      ?.n;

    const { records, gateways } = await ask("auditor");
    const found = records.find((one) => one.record === record);
    expect(found?.missing.slice(0, 2)).to.deep.equal(found?.missing[0] === 1 ? [1, 2] : [2, 3]);
    expect(found).to.include({ patient: 1, last, count: found?.missing.length });
    expect(gateways).to.have.lengthOf(1);
    expect(gateways[0]).to.deep.include({
      gateway: cast.gateway,
      organization: cast.clinic,
      count: held - left,
      last: held,
    });
    expect(gateways[0]?.missing[0]).to.equal(1);

    const readers: Readonly<Record<Person, readonly number[]>> = {
      ...{ anna: [1], ben: [2], heir: [3], clinic: [1, 3, 4, 5, 6], practice: [2], auditor: [1, 2, 3, 4, 5, 6] },
      ...{ surgeon: [], resident: [], gateway: [], reviewer: [] },
    };
    for (const person of people) {
      const own = await ask(person);
      const expected = records.filter(({ patient }) => readers[person].includes(patient));
      expect(own.records, person).to.deep.equal(expected);
      const isOwner = person === "auditor" || person === "clinic" || person === "gateway";
      expect(own.gateways, person).to.deep.equal(isOwner ? gateways : []);
    }
  });

  it("are told of entries that a heartbeat counted", async () => {
    const { database, cast } = stage;
    const before = (await ask("gateway")).gateways[0];
    await database.run("UPDATE heartbeats SET entry_count = ? WHERE gateway = ?", [
      (before?.last ?? 0) + 4,
      Buffer.from(cast.gateway.slice(2), "hex"),
    ]);
    const after = (await ask("gateway")).gateways[0];
    expect([after?.last, after?.count]).to.deep.equal([(before?.last ?? 0) + 4, (before?.count ?? 0) + 4]);
  });
});
