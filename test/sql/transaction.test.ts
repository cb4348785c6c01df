import { expect } from "chai";
import fc from "fast-check";
import type { Database, Writer } from "../../src/sql/database.ts";
import { ConstraintError, DatabaseUnavailableError, TransactionMisuseError } from "../../src/sql/errors.ts";
import { describeOnBoth, newPlace, openNew, type Place } from "./databases.ts";
import { thrownBy } from "./folder.ts";

// transaction
// ├── when the work returns → all of it is there
// ├── when the work throws → none of it is there, and the database goes on
// ├── when a statement fails and the work catches it → none of it is there
// ├── when another is open → it waits, in order
// ├── when something is asked of the database meanwhile → it waits, and sees only what is committed
// ├── when begun inside another, or the database is used inside → refused, not stuck
// ├── when used after its end → refused
// └── when another connection writes → it waits without blocking, and gives up in time

const tick = () => new Promise((resolve) => setTimeout(resolve, 2));
const add = (writer: Writer, n: number) =>
  writer.run("INSERT INTO numbers (n, place) SELECT ?, count(*) FROM numbers", [n]);
const numbersIn = async (reader: Writer) =>
  (await reader.all<{ n: number }>("SELECT n FROM numbers ORDER BY place")).map(({ n }) => n);

async function openNumbers(place?: Place, busyTimeoutMs = 5000): Promise<Database> {
  const database = await (place === undefined ? openNew() : place.open({ busyTimeoutMs }));
  await database.run("CREATE TABLE IF NOT EXISTS numbers (n BIGINT PRIMARY KEY, place BIGINT NOT NULL)");
  return database;
}

describeOnBoth("transaction", () => {
  it("keeps everything when the work returns, and hands back its result", async () => {
    const database = await openNumbers();
    const result = await database.transaction(async (writer) => {
      await add(writer, 1);
      await tick();
      await add(writer, 2);
      return "done";
    });
    expect([result, await numbersIn(database)]).to.deep.equal(["done", [1, 2]]);
  });

  it("keeps nothing when the work throws, and the database goes on", async () => {
    const database = await openNumbers();
    const failure = new RangeError("no");
    const thrown = await thrownBy(() =>
      database.transaction(async (writer) => {
        await add(writer, 1);
        throw failure;
      }),
    );
    expect(thrown).to.equal(failure);
    await database.transaction((writer) => add(writer, 2));
    expect(await numbersIn(database)).to.deep.equal([2]);
  });

  it("keeps nothing when a statement failed, even if the work goes on as if nothing had happened", async () => {
    const database = await openNumbers();
    const later: unknown[] = [];
    const thrown = await thrownBy(() =>
      database.transaction(async (writer) => {
        await add(writer, 1);
        await thrownBy(() => add(writer, 1));
        later.push(await thrownBy(() => add(writer, 2)));
      }),
    );
    expect(thrown).to.be.instanceOf(ConstraintError);
    expect(later[0]).to.be.instanceOf(TransactionMisuseError);
    expect(await numbersIn(database)).to.deep.equal([]);
  });

  it("keeps nothing when a statement fails that the work did not wait for", async () => {
    const database = await openNumbers();
    const thrown = await thrownBy(() =>
      database.transaction(async (writer) => {
        await add(writer, 1);
        add(writer, 1).catch(() => undefined);
      }),
    );
    expect(thrown).to.be.instanceOf(ConstraintError);
    expect(await numbersIn(database)).to.deep.equal([]);
  });

  it("waits its turn beside others, whether they succeed or fail", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ fails: fc.boolean(), waits: fc.nat(2) }), { maxLength: 6 }),
        async (works) => {
          const database = await openNumbers();
          const results = works.map(({ fails, waits }, index) =>
            database.transaction(async (writer) => {
              await add(writer, 2 * index);
              for (let wait = 0; wait < waits; wait += 1) await tick();
              await add(writer, 2 * index + 1);
              if (fails) throw new RangeError("no");
            }),
          );
          await Promise.allSettled(results);
          const kept = works.flatMap(({ fails }, index) => (fails ? [] : [2 * index, 2 * index + 1]));
          expect(await numbersIn(database)).to.deep.equal(kept);
        },
      ),
      { seed: 7, numRuns: 30 },
    );
  });

  it("shows nothing that is not committed to those who ask the database meanwhile", async () => {
    const database = await openNumbers();
    const begun = Promise.withResolvers<void>();
    const rolledBack = database.transaction(async (writer) => {
      await add(writer, 1);
      begun.resolve();
      await tick();
      throw new RangeError("no");
    });
    rolledBack.catch(() => undefined); // looked at below
    await begun.promise;
    const seen = numbersIn(database);
    const written = add(database, 5);
    await thrownBy(() => rolledBack);
    await written;
    expect(await seen).to.deep.equal([]);
    expect(await numbersIn(database)).to.deep.equal([5]);
  });

  it("lets a read-only connection read the committed state while it is open", async () => {
    const place = await newPlace();
    const database = await openNumbers(place);
    await add(database, 1);
    const reader = await place.open({ readOnly: true });
    await database.transaction(async (writer) => {
      await add(writer, 2);
      expect(await numbersIn(reader)).to.deep.equal([1]);
    });
    expect(await numbersIn(reader)).to.deep.equal([1, 2]);
  });

  it("reads one unchanging state on a read-only connection, and writes nothing there", async () => {
    const place = await newPlace();
    const database = await openNumbers(place);
    const reader = await place.open({ readOnly: true });
    await reader.transaction(async (snapshot) => {
      expect(await numbersIn(snapshot)).to.deep.equal([]);
      await add(database, 1);
      expect(await numbersIn(snapshot)).to.deep.equal([]);
    });
    const refused = await thrownBy(() => reader.transaction((writer) => add(writer, 2)));
    expect(refused).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "readOnly");
  });

  it("is refused inside another, as is the database itself, instead of waiting for ever", async () => {
    const database = await openNumbers();
    for (const misuse of [
      () => database.transaction(async () => 1),
      () => database.all("SELECT 1"),
      () => database.insertMany("numbers", ["n"], [[1]]),
      () => database.close(),
    ]) {
      const thrown = await thrownBy(() => database.transaction(() => misuse() as Promise<unknown>));
      expect(thrown).to.be.instanceOf(TransactionMisuseError);
    }
    expect(await numbersIn(database)).to.deep.equal([]);
  });

  it("is refused after its end", async () => {
    const database = await openNumbers();
    const escaped = await database.transaction(async (writer) => ({ writer }));
    expect(await thrownBy(() => add(escaped.writer, 1))).to.be.instanceOf(TransactionMisuseError);
    expect(await numbersIn(database)).to.deep.equal([]);
  });

  it("waits for another connection's write without blocking it", async () => {
    const place = await newPlace();
    const open = () => openNumbers(place);
    const [first, second, third] = [await open(), await open(), await open()];
    const begun = Promise.withResolvers<void>();
    const long = first.transaction(async (writer) => {
      await add(writer, 1);
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 60));
      await add(writer, 2);
    });
    await begun.promise;
    await Promise.all([second.transaction((writer) => add(writer, 3)), add(third, 4), long]);
    const numbers = await numbersIn(first);
    expect(numbers.slice(0, 2)).to.deep.equal([1, 2]);
    expect(numbers).to.have.members([1, 2, 3, 4]);
  });

  it("gives up when another connection keeps writing", async () => {
    const place = await newPlace();
    const [first, second] = [await openNumbers(place), await openNumbers(place, 30)];
    await first.transaction(async (writer) => {
      await add(writer, 1);
      for (const attempt of [() => second.transaction((other) => add(other, 2)), () => add(second, 2)]) {
        const thrown = await thrownBy(attempt);
        expect(thrown).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "locked");
      }
    });
  });
});
