import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describeOn, newPlace } from "../sql/databases.ts";
import { copyImages, mrFile, readIdentifiers } from "./images.ts";
import { startLasting } from "./lasting.ts";
import { admitHospital, DOCTOR, makePlace, setStage, startUp } from "./stage.ts";

// The index in PostgreSQL, by DATABASE_URL
// ├── is kept there by `up`, and asked there by every command; no file is made
// ├── is emptied by the next `up`, whose chain is another
// ├── is not written over when it is of a chain that is no local one
// └── when the database can't be used → it is said, and no password with it
describeOn("PostgreSQL", "the index in PostgreSQL", () => {
  let stage: Awaited<ReturnType<typeof setStage>>;
  let index: Awaited<ReturnType<typeof newPlace>>;
  const { study, series } = readIdentifiers(mrFile);

  before(async () => {
    index = await newPlace();
    stage = await setStage({ DATABASE_URL: index.url }, startLasting());
  });
  after(() => stage?.close());

  const countAccesses = async (): Promise<number | undefined> => {
    const database = await index.open({ readOnly: true });
    return (await database.get<{ count: number }>("SELECT count(*) AS count FROM accesses"))?.count;
  };

  const register = async (): Promise<void> => {
    await admitHospital(stage);
    await stage.ask("patients", "enroll", "@5", "--as", "@1");
    const images = join(stage.folder, "images");
    if (!existsSync(images)) copyImages(images, { "image.dcm": mrFile });
    await stage.ask("records", "register", images, "--patient", "1", "--as", "@1");
  };

  it("is kept there by up, and asked there by every command", async () => {
    await register();
    await stage.ask("access", study, "--as", "@2");
    await stage.ask("access", study, "--as", "@2", "--part", series);
    const answer = await stage.ask<{ accesses: { accessorName: string }[] }>("who", study);
    expect(answer).to.deep.include({ count: 2, present: 2, complete: true });
    expect(answer.accesses.map(({ accessorName }) => accessorName)).to.deep.equal([DOCTOR, DOCTOR]);
    expect(await stage.ask<object>("patients", "show", "1")).to.deep.include({ patient: 1, proxies: [] });
    const { actors } = await stage.ask<{ actors: object[] }>("actors", "list");
    expect(actors).to.have.lengthOf(2);
    expect(await countAccesses()).to.equal(2);
    expect(existsSync(join(stage.home, "index.db"))).to.equal(false);
  });

  it("follows the chain by itself while up runs", async () => {
    await stage.ask("access", study, "--as", "@2");
    for (let attempt = 0; attempt < 100 && (await countAccesses()) !== 3; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await countAccesses()).to.equal(3);
  });

  it("is emptied by the next up, and not when it is of a chain that is no local one", async () => {
    await stage.up.stop("SIGTERM");
    const { home, env } = stage;
    const up = await startUp({ home, env });
    stage = { ...stage, up };
    expect(await countAccesses()).to.equal(0);
    await register();
    await stage.ask("access", study, "--as", "@2");
    expect(await stage.ask<object>("who", study)).to.deep.include({ count: 1, present: 1, complete: true });

    await up.stop("SIGTERM");
    const database = await index.open();
    await database.run("UPDATE chain SET chain_id = 1");
    const refused = await stage.run("up", "--port", "0", "--json");
    const { code, message } = JSON.parse(refused.stderr).error;
    expect({ exitCode: refused.exitCode, code }).to.deep.equal({ exitCode: 1, code: "Setup" });
    expect(message).to.match(/index of chain 1\b.*schema=/);
    expect(await countAccesses()).to.equal(1);
  });
});

describe("a database that can't be used", function () {
  this.timeout(60_000);

  for (const [title, url, code] of [
    ["no server at the address", "postgresql://jane:brief7@127.0.0.1:1/fiducial", "DatabaseUnavailable"],
    ["an address that is none", "postgresql://jane:brief7@127.0.0.1:none/fiducial", "InvalidDatabaseUrl"],
  ] as const) {
    it(`is said before a chain is started, without the password: ${title}`, async () => {
      const place = makePlace({ DATABASE_URL: url });
      try {
        const { exitCode, stdout, stderr } = await place.run("up", "--port", "0", "--json");
        expect({ exitCode, stdout, code: JSON.parse(stderr).error.code }).to.deep.equal({
          exitCode: 1,
          stdout: "",
          code,
        });
        expect(stderr).not.to.include("brief7");
        expect(existsSync(join(place.home, "registry.json"))).to.equal(false);
      } finally {
        await place.close();
      }
    });
  }
});
