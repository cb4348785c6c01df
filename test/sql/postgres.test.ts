import { createServer, type Server } from "node:net";
import { inspect } from "node:util";
import { expect } from "chai";
import type { Database } from "../../src/sql/database.ts";
import {
  ConstraintError,
  DatabaseUnavailableError,
  InvalidDatabaseUrlError,
  type Unavailability,
  ValueKindError,
} from "../../src/sql/errors.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { parsePostgresUrl } from "../../src/sql/postgres/url.ts";
import { openPostgres } from "../../src/sql/postgres.ts";
import { administer, describeOn, newPlace, openNew } from "./databases.ts";
import { thrownBy } from "./folder.ts";
import { getPostgres, isOwnServer } from "./postgresServer.ts";

const secret = "s3cr3tW0rd";

/** Everything that a log could show of an error. */
function shownOf(error: unknown): string {
  return inspect(error, { depth: 10, showHidden: true });
}

async function processOf(database: Database): Promise<number> {
  return (await database.get<{ pid: number }>("SELECT pg_backend_pid() AS pid"))?.pid ?? 0;
}

/** Listens on a port of this machine. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("the address of a PostgreSQL database", () => {
  it("is called by host, port, database and schema", () => {
    for (const [text, schema, place] of [
      [`postgres://u:${secret}@db.example:5433/log`, "public", "db.example:5433/log"],
      [`postgresql://u:${secret}@db.example/log?schema=chain_1`, "chain_1", "db.example/log, schema chain_1"],
      [`postgresql://u:${secret}@/log?host=/run/pg&sslmode=disable`, "public", "/run/pg/log"],
      [`postgresql://u:${secret}@[::1]:5432/log`, "public", "[::1]:5432/log"],
      [`postgresql://u:%40%2F${secret}@db/log`, "public", "db/log"],
    ] as const) {
      const address = parsePostgresUrl(text);
      expect([address.schema, address.place]).to.deep.equal([schema, place]);
      expect(address.connectionString).not.to.contain("schema=");
    }
  });

  for (const text of [
    `postgresql:${secret}`,
    `mysql://u:${secret}@db/log`,
    `postgresql://u:${secret}/more@db/log`,
    `postgresql://u:12/${secret}@db/log`,
    `postgresql://u:12?${secret}@db/log`,
    `postgresql://u:12#${secret}@db/log`,
    `postgresql://u:${secret}@db:port/log`,
    `postgresql://u:${secret}@db/log?schema=`,
    `postgresql://u:${secret}@db/log?schema=${"n".repeat(64)}`,
  ]) {
    it(`is refused without a word of its secret: ${text.replace(secret, "...").slice(0, 60)}`, async () => {
      const thrown = await thrownBy(() => openPostgres({ url: text }));
      expect(thrown).to.be.instanceOf(InvalidDatabaseUrlError);
      expect(shownOf(thrown)).not.to.contain(secret);
    });
  }

  it("is told from a path", async () => {
    expect(await thrownBy(() => openDatabase("postgresql:oops"))).to.be.instanceOf(InvalidDatabaseUrlError);
    const inMemory = await openDatabase(":memory:");
    expect(await inMemory.get("SELECT sqlite_version() IS NOT NULL AS so")).to.deep.equal({ so: 1 });
  });
});

describeOn("PostgreSQL", "openPostgres", () => {
  async function expectRefused(url: string, reason: Unavailability): Promise<void> {
    const thrown = await thrownBy(() => openPostgres({ url, connectTimeoutMs: 500 }));
    expect(thrown).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", reason);
    expect(shownOf(thrown)).not.to.contain(secret);
  }

  it("says that nobody answers", async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    await expectRefused(`postgresql://u:${secret}@127.0.0.1:${port}/log`, "unreachable");
    await expectRefused(`postgresql://u:${secret}@/log?host=/nowhere/at/all`, "unreachable");
    await expectRefused(`postgresql://u:${secret}@no-such-host.invalid/log`, "unreachable");
  });

  it("says so too of one that never answers, or hangs up", async () => {
    const silent = createServer();
    await expectRefused(`postgresql://u:${secret}@127.0.0.1:${await listen(silent)}/log`, "unreachable");
    silent.close();
    const rude = createServer((socket) => socket.destroy());
    await expectRefused(`postgresql://u:${secret}@127.0.0.1:${await listen(rude)}/log`, "lost");
    rude.close();
  });

  it("says that the database is missing", async () => {
    const url = new URL((await getPostgres()).replace("@/", "@localhost/"));
    url.pathname = "/no_such_database";
    await expectRefused(url.href, "missing");
  });

  it("says that the schema is missing when it is to be read, and makes none", async () => {
    const place = await newPlace();
    const open = () => place.open({ readOnly: true });
    for (let i = 0; i < 2; i += 1) {
      expect(await thrownBy(open))
        .to.be.instanceOf(DatabaseUnavailableError)
        .with.property("reason", "missing");
    }
  });

  it("says that the password is wrong or missing", async function () {
    if (!isOwnServer) this.skip(); // how another server asks for passwords is not ours to say
    await administer(`CREATE ROLE locked_out LOGIN PASSWORD 'right'`);
    const url = new URL((await getPostgres()).replace("@/", "@localhost/"));
    url.username = "locked_out";
    await expectRefused(url.href, "refused");
    url.password = secret;
    await expectRefused(url.href, "refused");
    url.password = "right";
    url.username = "nobody_known";
    await expectRefused(url.href, "refused");
  });

  it("says that a user may not write", async function () {
    if (!isOwnServer) this.skip(); // it makes a user
    await administer("CREATE ROLE onlooker LOGIN");
    const url = new URL((await getPostgres()).replace("@/", "@localhost/"));
    url.username = "onlooker";
    url.searchParams.set("schema", "of_nobody");
    await expectRefused(url.href, "refused");
  });

  it("quotes no value of a row in an error", async () => {
    const database = await openNew();
    await database.run("CREATE TABLE things (words TEXT PRIMARY KEY, n BIGINT, CHECK (n > 0))");
    await database.run("INSERT INTO things (words) VALUES (?)", [secret]);
    for (const [fails, kind] of [
      [() => database.run("INSERT INTO things (words) VALUES (?)", [secret]), ConstraintError],
      [() => database.insertMany("things", ["words"], [[secret]]), ConstraintError],
      [() => database.insertMany("things", ["words", "n"], [[`${secret}!`, -1]]), ConstraintError],
      [() => database.run("INSERT INTO things (words, n) VALUES ('', ?)", [secret]), ValueKindError],
      [() => database.all(`SELECT CAST('${secret}' AS BIGINT) AS n`), ValueKindError],
      [() => database.insertMany("things", ["n"], [[secret]]), ValueKindError],
      [() => database.insertMany("things", ["words"], [[5]]), ValueKindError],
      [() => database.insertMany("things", ["n"], [[1.5]]), ValueKindError],
      [() => database.insertMany("things", ["n"], [[2 ** 60]]), ValueKindError],
      [() => database.insertMany("things", ["n"], [[2n ** 63n]]), ValueKindError],
    ] as const) {
      const thrown = await thrownBy(fails as () => Promise<unknown>);
      expect(thrown).to.be.instanceOf(kind);
      expect(shownOf(thrown)).not.to.contain(secret);
    }
    expect(await database.all("SELECT words FROM things")).to.deep.equal([{ words: secret }]);
  });

  it("keeps nothing of a transaction whose connection breaks, at any statement, and goes on with a new one", async () => {
    const database = await openNew();
    await database.run("CREATE TABLE things (n BIGINT PRIMARY KEY)");
    for (const at of [0, 1, 2, 3]) {
      const thrown = await thrownBy(() =>
        database.transaction(async (writer) => {
          const pid = (await writer.get<{ pid: number }>("SELECT pg_backend_pid() AS pid"))?.pid;
          for (let step = 0; step < 3; step += 1) {
            if (step === at) await administer(`SELECT pg_terminate_backend(${pid}, 1000)`);
            await writer.insertMany("things", ["n"], [[step]]);
          }
          if (at === 3) await administer(`SELECT pg_terminate_backend(${pid}, 1000)`);
        }),
      );
      expect(thrown, `${at}`).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "lost");
      expect(await database.all("SELECT n FROM things"), `${at}`).to.deep.equal([]);
    }
    await database.run("INSERT INTO things (n) VALUES (?)", [7]);
    expect(await database.all("SELECT n FROM things")).to.deep.equal([{ n: 7 }]);
  });

  it("keeps nothing of a transaction when the work goes on after the connection broke", async () => {
    const database = await openNew();
    await database.run("CREATE TABLE things (n BIGINT PRIMARY KEY)");
    const thrown = await thrownBy(() =>
      database.transaction(async (writer) => {
        const pid = (await writer.get<{ pid: number }>("SELECT pg_backend_pid() AS pid"))?.pid;
        await administer(`SELECT pg_terminate_backend(${pid}, 1000)`);
        await new Promise((resolve) => setTimeout(resolve, 50)); // the end is heard of while nothing is asked
        await writer.run("INSERT INTO things (n) VALUES (1)");
      }),
    );
    expect(thrown).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "lost");
    expect(await database.all("SELECT n FROM things")).to.deep.equal([]);
  });

  it("breaks off a bulk insert whose connection breaks, and keeps nothing of it", async () => {
    const database = await openNew();
    await database.run("CREATE TABLE things (n BIGINT PRIMARY KEY, bytes BYTEA)");
    const pid = await processOf(database);
    const ended = new Promise<void>((resolve) => {
      setTimeout(() => resolve(administer(`SELECT pg_terminate_backend(${pid}, 1000)`)), 30);
    });
    const rows = Array.from({ length: 30_000 }, (_, i) => [i, new Uint8Array(5_000)]);
    const thrown = await thrownBy(() => database.insertMany("things", ["n", "bytes"], rows));
    await ended;
    expect(thrown).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "lost");
    expect(await database.get("SELECT count(*) AS n FROM things")).to.deep.equal({ n: 0 });
  });

  it("lets two schemas of one database be written at once", async () => {
    const [first, second] = [await openNew(), await openNew()];
    await first.transaction(async (writer) => {
      await writer.run("CREATE TABLE things (n BIGINT)");
      await second.run("CREATE TABLE things (n BIGINT)");
    });
    expect(await second.all("SELECT n FROM things")).to.deep.equal([]);
  });

  it("answers statements that are prepared after they came twice, whatever kinds of values they are given", async () => {
    const database = await openNew();
    await database.run("CREATE TABLE things (n BIGINT, words TEXT)");
    for (let i = 0; i < 4; i += 1) {
      for (const [n, words] of [
        [i, "a"],
        [null, "a"],
        [BigInt(i), null],
      ] as const) {
        await database.run("INSERT INTO things (n, words) VALUES (?, ?)", [n, words]);
      }
    }
    expect(
      await database.get("SELECT count(*) AS rows, count(n) AS n, count(words) AS words FROM things"),
    ).to.deep.equal({ rows: 12, n: 8, words: 8 });
    expect(await database.get("SELECT count(*) AS n FROM pg_prepared_statements")).to.deep.equal({ n: 3 });
  });

  it("refuses everything after it was closed", async () => {
    const database = await openNew();
    await database.close();
    await database.close();
    expect(await thrownBy(() => database.get("SELECT 1")))
      .to.be.instanceOf(DatabaseUnavailableError)
      .with.property("reason", "closed");
  });
});
