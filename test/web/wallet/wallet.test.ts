import { expect } from "chai";
import { UserRejectedRequestError } from "viem";
import type { Registry } from "../../../web/api/types.ts";
import { describeChain, switchToRegistry } from "../../../web/wallet/addChain.ts";
import { askBlockHash } from "../../../web/wallet/askBlockHash.ts";
import type { Provider } from "../../../web/wallet/provider.ts";
import { problemOfWallet } from "../../../web/wallet/walletProblem.ts";
import { hospital } from "../accessOf.ts";

const registry: Registry = {
  ...{
    chainId: 31_337,
    registry: hospital,
    startBlock: 2,
    chainName: "Consortium",
    rpcUrl: "https://node.example.org",
  },
  ...{ relays: true, live: true, demo: false },
};

/** A wallet that does what it is told to, and remembers what it was asked. */
function walletThat(answers: Readonly<Record<string, unknown>>) {
  const asked: { readonly method: string; readonly params?: unknown }[] = [];
  const queue = new Map(Object.entries(answers).map(([method, answer]) => [method, [answer].flat()]));
  const request = async (call: { readonly method: string; readonly params?: unknown }): Promise<unknown> => {
    asked.push(call);
    const answer = queue.get(call.method)?.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? null;
  };
  return { asked, provider: { request } as unknown as Provider };
}
const refusal = (code: number): Error => Object.assign(new Error("refused"), { code });

describe("what a wallet's error means", () => {
  for (const [what, error, problem] of [
    ["a rejection", refusal(4001), "rejected"],
    [
      "a rejection within another error",
      new Error("x", { cause: new Error("y", { cause: refusal(4001) }) }),
      "rejected",
    ],
    ["viem's rejection", new UserRejectedRequestError(new Error("no")), "rejected"],
    ["a question that waits", refusal(-32_002), "pending"],
    ["an unknown chain", refusal(4902), "unknownChain"],
    [
      "one that a phone wraps",
      Object.assign(refusal(-32_603), { data: { originalError: { code: 4902 } } }),
      "unknownChain",
    ],
    ["a wallet off the net", refusal(4900), "noNode"],
    ["anything else", new TypeError("x"), "failed"],
    ["no error at all", "no", "failed"],
  ] as const) {
    it(`is "${problem}" for ${what}`, () => {
      expect(problemOfWallet(error)).to.equal(problem);
    });
  }

  it("is found where errors go round in a circle", () => {
    const error = new Error("x");
    error.cause = error;
    expect(problemOfWallet(error)).to.equal("failed");
  });
});

describe("going to the registry's chain", () => {
  it("asks once where the wallet knows it", async () => {
    const { asked, provider } = walletThat({});
    await switchToRegistry(provider, registry);
    expect(asked).to.deep.equal([{ method: "wallet_switchEthereumChain", params: [{ chainId: "0x7a69" }] }]);
  });

  it("adds it first where the wallet does not know it", async () => {
    const { asked, provider } = walletThat({ wallet_switchEthereumChain: [refusal(4902), null] });
    await switchToRegistry(provider, registry);
    expect(asked.map(({ method }) => method)).to.deep.equal([
      "wallet_switchEthereumChain",
      "wallet_addEthereumChain",
      "wallet_switchEthereumChain",
    ]);
    expect(asked[1]?.params).to.deep.equal([describeChain(registry)]);
  });

  it("adds nothing where there is no node to tell of, or the wallet said no", async () => {
    for (const [code, rpcUrl] of [
      [4902, null],
      [4001, registry.rpcUrl],
    ] as const) {
      const { asked, provider } = walletThat({ wallet_switchEthereumChain: [refusal(code)] });
      const thrown = await switchToRegistry(provider, { ...registry, rpcUrl }).catch((error: unknown) => error);
      expect(thrown).to.include({ code });
      expect(asked).to.have.lengthOf(1);
    }
  });
});

describe("the hash of a block", () => {
  it("is what the wallet's node says, and nothing where it does not know the block", async () => {
    const { asked, provider } = walletThat({ eth_getBlockByNumber: [{ hash: "0xabc" }, null] });
    expect(await askBlockHash(provider, 90)).to.equal("0xabc");
    expect(await askBlockHash(provider, 91)).to.equal(undefined);
    expect(asked[0]).to.deep.equal({ method: "eth_getBlockByNumber", params: ["0x5a", false] });
  });
});
