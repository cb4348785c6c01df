import { expect } from "chai";
import Fastify from "fastify";
import { addProblems } from "../../../src/api/server/problems.ts";
import { UsageError } from "../../../src/cli/errors.ts";
import { buildOutput } from "../../../src/cli/output.ts";
import { type FrontDoor, openFrontDoor } from "../../../src/cli/up/frontDoor.ts";
import { openPages } from "../../../src/cli/up/openPages.ts";
import { buildRpcProxy } from "../../../src/cli/up/rpcProxy.ts";
import { DatabaseUnavailableError } from "../../../src/sql/errors.ts";

// openPages
// ├── tries again what could not be opened, and then has the front door lead there
// ├── ends with the error of what nobody foresaw, or typed wrongly
// └── stops while it waits
describe("openPages", () => {
  const output = buildOutput(true);
  const web = { findBundle: async () => ({ state: "building" }) as const };
  const rpc = buildRpcProxy("http://127.0.0.1:9");
  let door: FrontDoor;

  beforeEach(async () => {
    door = await openFrontDoor({ host: "127.0.0.1", port: 0, rpc });
  });
  afterEach(() => door.close());

  async function openApp() {
    const app = Fastify();
    addProblems(app, () => undefined);
    app.get("/health", async () => ({ status: "up" }));
    const stop = async (): Promise<void> => void (await app.close());
    return { app: app as never, relayer: undefined, ended: new Promise<void>(() => undefined), stop };
  }

  it("tries again what could not be opened, and then has the front door lead there", async () => {
    let attempts = 0;
    const open = async () => {
      attempts += 1;
      if (attempts === 1) throw new DatabaseUnavailableError("closed", "The database is away.");
      return await openApp();
    };
    const pages = openPages(door, web, open, output);
    expect(await (await fetch(`${door.url}/health`)).json()).to.deep.equal({ status: "up" });
    expect((await fetch(`${door.url}/app/`)).status).to.equal(503);
    expect(attempts).to.equal(2);
    await pages.stop();
  });

  for (const error of [new RangeError("nobody foresaw it"), new UsageError("typed wrongly")]) {
    it(`ends with ${error.name}`, async () => {
      const open = () => Promise.reject(error);
      const pages = openPages(door, web, open, output);
      expect(await pages.ended.catch((caught: unknown) => caught)).to.equal(error);
      await pages.stop();
    });
  }

  it("stops while it waits", async () => {
    const open = () => Promise.reject(new DatabaseUnavailableError("closed", "The database is away."));
    const pages = openPages(door, web, open, output);
    await pages.stop();
    await pages.ended;
  });
});
