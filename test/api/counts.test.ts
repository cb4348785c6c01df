import { expect } from "chai";
import { type AccessCount, COUNT_KEYS, type CountKey } from "../../src/indexer/queries/countAccesses.ts";
import { recordAt } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { people } from "./matrix.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Told = {
  readonly time: number;
  readonly organization: string | null;
  readonly basis: string;
  readonly accessor: string;
  readonly purpose: { readonly code: string | null; readonly number: number };
};

/** Counts by hand what a list of accesses has in common. */
function count(accesses: readonly Told[], by: CountKey): readonly AccessCount[] {
  const keyOf = ({ time, purpose, ...rest }: Told): string | null => {
    if (by === "day" || by === "month") return new Date(time * 1000).toISOString().slice(0, by === "day" ? 10 : 7);
    if (by === "purpose") return purpose.code ?? `number ${purpose.number}`;
    return rest[by];
  };
  return [...Map.groupBy(accesses, keyOf)].map(([key, some]) => ({ key, accesses: some.length }));
}

// GET /accesses/counts
// ├── counts what GET /accesses lists: for each asker, by each key, with any filter
// ├── times come in their order, all else the most first
// ├── where nothing fits → none, and a total of zero
// └── where sixteen of one account are under way → another is refused
describeOnBoth("the API's counts", () => {
  let stage: Stage;
  let api: Awaited<ReturnType<typeof openApi>>;

  before(async () => {
    stage = await startStage(40);
    api = await openApi(stage);
  });

  after(() => stage.close());

  it("are those of the accesses that each may see", async () => {
    const { clinic, surgeon } = stage.cast;
    const filters = [
      ...["", `&record=${recordAt(0)}`, "&patient=2", `&accessor=${surgeon}`, `&organization=${clinic}&basis=NONE`],
      ...["&purpose=PurposeOfUse&basis=PERMIT&basis=POLICY", `&since=${stage.time - 50}`],
    ];
    let counted = 0;
    for (const person of people) {
      const token = await api.signIn(stage.cast[person]);
      for (const filter of filters) {
        const { accesses } = (await api.ask(token, `/accesses?limit=10000${filter}`)).json();
        for (const by of COUNT_KEYS) {
          const { counts, total } = (await api.ask(token, `/accesses/counts?by=${by}${filter}`)).json();
          expect(counts, `${person} ${by} ${filter}`).to.have.deep.members(count(accesses, by));
          expect(total).to.equal(accesses.length);
          counted += total;
        }
      }
    }
    expect(counted).to.be.greaterThan(1_000);
  });

  it("come in the order of time, or the most first", async () => {
    const token = await api.signIn(stage.cast.auditor);
    const ask = async (by: CountKey): Promise<AccessCount[]> =>
      (await api.ask(token, `/accesses/counts?by=${by}`)).json().counts;
    await stage.database.run("UPDATE accesses SET time = time - 86400 * 40 WHERE number = 1");
    const [days, months, bases] = [await ask("day"), await ask("month"), await ask("basis")];
    await stage.database.run("UPDATE accesses SET time = time + 86400 * 40 WHERE number = 1");
    for (const times of [days, months]) {
      expect(times).to.have.lengthOf.greaterThan(1);
      expect(times.map(({ key }) => key)).to.deep.equal(times.map(({ key }) => key).toSorted());
    }
    const most = bases.map(({ accesses }) => accesses);
    expect(most).to.deep.equal(most.toSorted((one, other) => other - one));
  });

  it("of nothing are empty, and evened", async () => {
    const token = await api.signIn(stage.cast.ben);
    const slept = api.slept.length;
    const { counts, total } = (await api.ask(token, `/accesses/counts?by=day&record=${recordAt(0)}`)).json();
    expect([counts, total, api.slept.length - slept]).to.deep.equal([[], 0, 1]);
  });

  it("are made sixteen at once for one account, and no more", async () => {
    const runAside = () => new Promise<never>(() => undefined);
    const slow = await openApi(stage, { runAside });
    const token = await slow.signIn(stage.cast.auditor);
    const url = "/accesses/counts?by=day";
    for (let i = 0; i < 16; i += 1) void slow.ask(token, url);
    // They are under way once another question, asked after them, is answered.
    await slow.ask(token, "/me");
    const refused = await slow.ask(token, url);
    expect([refused.status, refused.json().code]).to.deep.equal([503, "AsideBusy"]);
    const other = await Promise.race([slow.ask(await slow.signIn(stage.cast.anna), url), slow.ask(token, "/me")]);
    expect(other.status).to.equal(200);
  });
});
