import { expect } from "chai";
import { buildGroupCommit } from "../../../src/gateway/journal/groupCommit.ts";
import { JournalClosedError, JournalFailedError } from "../../../src/gateway/journal/index.ts";
import { failureOf } from "./place.ts";

/** A commit that ends when it is told. */
function heldCommit() {
  const batches: (readonly number[])[] = [];
  let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  const commit = (items: readonly number[]): Promise<void> => {
    expect(settle, "one at a time").to.equal(undefined);
    batches.push(items);
    return new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
  };
  const end = async (error?: Error): Promise<void> => {
    await turns();
    const ending = settle;
    settle = undefined;
    if (error === undefined) ending?.resolve();
    else ending?.reject(error);
    await turns();
  };
  return { commit, batches, end };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise(setImmediate);
}

// a group commit
// ├── what comes while one runs shares the next, in order
// ├── nothing resolves before its commit, and everything of it does after
// ├── when a commit fails → what it had, what waits and what comes rejects, and nothing is committed any more
// └── closing waits for what was asked for, and takes nothing more
describe("a group commit", () => {
  it("commits together what waits together, and resolves it when it is done", async () => {
    const { commit, batches, end } = heldCommit();
    const group = buildGroupCommit(commit);
    const done: number[] = [];
    const add = (item: number) => group.add(item).then(() => done.push(item));
    const all = [add(1), add(2)];
    await turns();
    all.push(add(3), add(4), add(5));
    expect(group.waiting()).to.equal(5);
    expect(done).to.deep.equal([]);
    await end();
    expect(done).to.deep.equal([1, 2]);
    expect(group.waiting()).to.equal(3);
    await end();
    await Promise.all(all);
    expect(done).to.deep.equal([1, 2, 3, 4, 5]);
    expect(batches).to.deep.equal([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(group.waiting()).to.equal(0);
    const last = add(6);
    await end();
    await last;
    expect(batches).to.have.lengthOf(3);
  });

  it("rejects all that it had not committed once a commit fails, and commits nothing more", async () => {
    const { commit, batches, end } = heldCommit();
    const group = buildGroupCommit(commit);
    const first = failureOf(group.add(1));
    await turns();
    const waiting = failureOf(group.add(2));
    const cause = new Error("EIO");
    await end(cause);
    for (const failure of [await first, await waiting, await failureOf(group.add(3))]) {
      expect(failure).to.be.instanceOf(JournalFailedError).and.to.include({ cause });
    }
    expect(group.hasFailed()).to.equal(true);
    await turns();
    expect(batches).to.deep.equal([[1]]);
    await group.close();
    expect(await failureOf(group.add(4)), "it still failed").to.be.instanceOf(JournalFailedError);
  });

  it("closes when what was asked for is committed, and takes nothing more", async () => {
    const { commit, batches, end } = heldCommit();
    const group = buildGroupCommit(commit);
    const asked = [group.add(1), group.add(2)];
    let isClosed = false;
    const closing = group.close().then(() => {
      isClosed = true;
    });
    expect(await failureOf(group.add(3))).to.be.instanceOf(JournalClosedError);
    await turns();
    expect(isClosed).to.equal(false);
    await end();
    await Promise.all([...asked, closing]);
    expect(batches).to.deep.equal([[1, 2]]);
  });
});
