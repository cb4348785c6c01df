import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { LocalChain } from "../../deploy/localChain.ts";
import { anvil } from "../nodes/anvil.ts";
import { describeOnEachNode } from "../nodes/nodes.ts";
import { startWithRegistry } from "../nodes/registry.ts";
import { mrFolder } from "./images.ts";
import { startLasting } from "./lasting.ts";
import { expectJudgedAndFoundByPart, type Played, play } from "./play.ts";
import {
  admitGateway,
  admitHospital,
  DOCTOR,
  HOSPITAL,
  makePlace,
  type Place,
  processes,
  type Runner,
} from "./stage.ts";

// A registry on a node of one's own
// ├── is connected to, and answers from admission to the answer
// ├── what it refuses is named
// ├── with several nodes → the index holds one against the others, goes on without one that is away, and says which
// ├── when another node is of another history → nothing is answered
// └── when the node was started anew → it is another chain, and nothing is answered from the old one
describeOnEachNode("a registry on a node of one's own", (kind) => {
  let chain: LocalChain;
  let place: Place;
  // By the command line it is the same on each node.
  const newRunner = (): Runner => (kind === anvil ? startLasting() : processes);
  let played: Played;

  const failureOf = async (...args: string[]): Promise<{ exitCode: number | null; code: string }> => {
    const { exitCode, stderr } = await place.run(...args, "--json");
    return { exitCode, code: JSON.parse(stderr).error.code };
  };

  before(async () => {
    chain = await startWithRegistry(kind);
    place = makePlace({}, newRunner());
  });
  after(async () => {
    await place?.close();
    await chain?.close();
  });

  it("is connected to", async () => {
    const { rpcUrl, chainId, registry, startBlock } = chain;
    const where = ["--registry", registry, "--start-block", String(startBlock)];
    expect(await place.ask("connect", rpcUrl, ...where)).to.include({ chainId, registry, startBlock });
  });

  it("answers who accessed a study, from admission to the answer", async () => {
    await admitHospital(place);
    await admitGateway(place);
    const { patient } = await place.ask<{ patient: number }>("patients", "enroll", "@5", "--as", HOSPITAL);
    played = await play(place, mrFolder, { name: String(patient), as: ["--as", "@5"] });
    expectJudgedAndFoundByPart(played.answers);
  });

  it("names what it refuses", async () => {
    const refused = await failureOf("permit", "1", DOCTOR, "--as", "@6");
    expect(refused).to.deep.equal({ exitCode: 1, code: "NotActingFor" });
  });

  it("holds several nodes against each other", async () => {
    const { rpcUrl, registry, startBlock } = chain;
    const where = ["--registry", registry, "--start-block", String(startBlock)];
    const another = await startWithRegistry(kind);
    const several = makePlace({}, newRunner());
    let isThere = true;
    const leave = async (): Promise<void> => {
      if (isThere) await another.close();
      isThere = false;
    };
    try {
      const again = rpcUrl.replace("127.0.0.1", "localhost");
      expect((await several.run("connect", rpcUrl, ...where, "--also", "ftp://node")).exitCode).to.equal(2);
      await several.ask("connect", rpcUrl, ...where, "--also", again);
      const { actors, staleness } = await several.ask<{ actors: unknown[]; staleness: object }>("actors", "list");
      expect(actors).to.have.length.greaterThan(2);
      expect(staleness).to.have.property("blocksBehind", 0);

      await several.ask("connect", again, ...where, "--also", another.rpcUrl);
      const { exitCode, stderr } = await several.run("actors", "list", "--json");
      expect({ exitCode, code: JSON.parse(stderr).error.code }).to.deep.equal({
        exitCode: 1,
        code: "EndpointsDisagree",
      });

      await several.ask("connect", rpcUrl, ...where, "--also", again, another.rpcUrl);
      await leave();
      const without = await several.run("actors", "list");
      expect(without.exitCode).to.equal(0);
      expect(without.stdout).to.match(/\nThis is as of block \d+ \(\S+Z, .+ ago\)\.\n$/);
      expect(without.stderr).to.match(/^Node 3 of 3 is unavailable: it does not/m);
    } finally {
      await several.close();
      await leave();
    }
  });

  it("answers nothing of a chain that is gone", async () => {
    await chain.close();
    expect(await failureOf("who", played.image.study)).to.deep.equal({ exitCode: 1, code: "NodeUnreachable" });
    await sleep(1_100); // blocks that are made in the same second are the same blocks
    chain = await startWithRegistry(kind, Number(new URL(chain.rpcUrl).port));
    expect(await failureOf("who", played.image.study)).to.deep.equal({ exitCode: 1, code: "ChainReplaced" });
  });
});
