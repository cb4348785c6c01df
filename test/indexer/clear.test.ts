import { expect } from "chai";
import { clearIndex } from "../../src/indexer/clear.ts";
import { OtherIndexError } from "../../src/indexer/errors.ts";
import { findIdentity } from "../../src/indexer/identity.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf, digestOfFresh, openIndex, openIndexer } from "./index.ts";
import { tellBeginning } from "./story.ts";
import { startWorld, type World } from "./world.ts";

describeOnBoth("clearIndex", () => {
  let world: World;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
  });

  after(() => world.chain.close());

  it("leaves an index that takes another registry as a new one does", async () => {
    const { database, indexer } = await openIndex(world);
    await indexer.syncOnce();
    const other = { ...world, chain: { ...world.chain, startBlock: world.chain.startBlock + 10 } };
    const openOther = async () => (await openIndexer(other, database)).syncOnce();
    expect(await thrownBy(openOther)).to.be.instanceOf(OtherIndexError);
    await clearIndex(database);
    expect(await findIdentity(database)).to.equal(undefined);
    await openOther();
    expect(await digestOf(database)).to.equal(await digestOfFresh(other));
  });
});
