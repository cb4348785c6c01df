import { expect } from "chai";
import { runJob } from "../../src/api/index.ts";
import { openAside } from "../../src/cli/api/openAside.ts";
import { DatabaseUnavailableError } from "../../src/sql/errors.ts";
import { openIndexer } from "../indexer/index.ts";
import { tellBeginning } from "../indexer/story.ts";
import { startWorld, type World } from "../indexer/world.ts";
import { describeOnBoth, newPlace } from "../sql/databases.ts";

// openAside
// ├── does a job as it is done in place, and several at once
// ├── after its end → the next job starts it anew
// └── where there is no index → says that it can't be read
describeOnBoth("the API's thread beside it", () => {
  let world: World;
  let place: Awaited<ReturnType<typeof newPlace>>;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    place = await newPlace();
    const database = await place.open();
    await (await openIndexer(world, database)).syncOnce();
  });

  after(() => world.chain.close());

  const auditor = { account: "0x00", actor: undefined, roles: [], isAuditor: true } as const;
  const question = {
    standing: { ...auditor, custodian: undefined, patients: [] },
    by: "accessor",
    filter: { bases: ["PERMIT", "EMERGENCY"] },
  } as const;

  it("does what is done in place, and again after it ended", async () => {
    const aside = openAside(place.url);
    const database = await place.open({ readOnly: true });
    const expected = await database.transaction((reader) => runJob(reader, "countVisible", question));
    expect(expected.answer.total).to.be.greaterThan(0);
    const ask = () => aside.runAside("countVisible", question);
    expect(await Promise.all([ask(), ask(), ask()])).to.deep.equal([expected, expected, expected]);
    await aside.close();
    expect(await ask()).to.deep.equal(expected);
    await aside.close();
  });

  it("says that the index can't be read where there is none", async () => {
    const aside = openAside((await newPlace()).url);
    const failed = await aside.runAside("countVisible", question).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(DatabaseUnavailableError);
    await aside.close();
  });
});
