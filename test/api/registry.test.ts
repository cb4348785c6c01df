import { expect } from "chai";
import { openApi, type Stage, startStage } from "./stage.ts";

// GET /registry
// ├── nobody has to be signed in
// └── it says which registry, which chain, and what there is
describe("the registry that the API is about", () => {
  let stage: Stage;

  before(async () => {
    stage = await startStage(0);
  });

  after(() => stage.close());

  it("is told to everybody, with nothing that was not meant for them", async () => {
    const { app } = await openApi(stage);
    const answer = await app.inject({ url: "/registry" });
    expect([answer.statusCode, answer.json()]).to.deep.equal([
      200,
      {
        ...{ chainId: 31337, registry: stage.world.registry, startBlock: 0, chainName: "Test chain", rpcUrl: null },
        ...{ relays: false, live: false, demo: false },
      },
    ]);
  });

  it("says what there is beside questions", async () => {
    const { app } = await openApi(stage, {
      registry: {
        ...{ address: stage.world.registry, startBlock: 7, chainName: "Consortium", demo: true },
        rpcUrl: "https://node.example.org",
      },
      relayer: { send: async () => Promise.reject(new TypeError()), readBalance: async () => 1n, leastBalance: 0n },
      watch: async function* () {},
    });
    expect((await app.inject({ url: "/registry" })).json()).to.include({
      ...{ startBlock: 7, chainName: "Consortium", rpcUrl: "https://node.example.org" },
      ...{ relays: true, live: true, demo: true },
    });
  });
});
