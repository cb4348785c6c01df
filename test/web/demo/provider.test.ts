import { expect } from "chai";
import { type Hex, verifyMessage, verifyTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { buildRevocationsTypedData } from "../../../src/consent/typedData.ts";
import { describeTyped } from "../../../web/demo/describeTyped.ts";
import { type DemoPerson, readPeople } from "../../../web/demo/people.ts";
import { type Asked, buildDemoProvider } from "../../../web/demo/provider.ts";

const person = (name: string, digit: string): DemoPerson => ({
  ...{ name, role: "patient" },
  account: privateKeyToAccount(`0x${digit.repeat(64)}`),
});
const [lee, park] = [person("Ms. Lee", "1"), person("Mr. Park", "2")];
const target = { scope: `0x${"5".repeat(64)}`, grantee: park.account.address, version: 3 } as const;
const typed = buildRevocationsTypedData({
  ...{ chainId: 31337, registry: park.account.address, patient: 7, targets: [target], epoch: 1, deadline: 9 },
});

function openWallet(answers: readonly (DemoPerson | undefined)[]) {
  const asked: Asked[] = [];
  const passed: string[] = [];
  const queue = [...answers];
  let kept: string | null = null;
  const provider = buildDemoProvider({
    chainId: 31337,
    loadPeople: async () => [lee, park],
    ask: async (question) => {
      asked.push(question);
      return queue.shift();
    },
    passOn: async (method) => passed.push(method),
    remembered: {
      read: () => kept,
      write: (name) => {
        kept = name;
      },
    },
  });
  const ask = (method: string, ...params: unknown[]) => provider.request({ method, params });
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  return { provider, asked, passed, ask, codeOf };
}

// the demonstration's wallet
// ├── asked for accounts → asks who to be, once, and remembers; refuses with 4001
// ├── asked to sign → shows what, and signs with that person's key or refuses; for nobody else
// ├── chain → its own alone; reads are passed on; it sends nothing
// └── being somebody else → told to the page
describe("the demonstration's wallet", () => {
  it("asks once who to be", async () => {
    const { ask, asked } = openWallet([lee]);
    expect(await ask("eth_accounts")).to.deep.equal([]);
    expect(await ask("eth_requestAccounts")).to.deep.equal([lee.account.address]);
    expect(await ask("eth_requestAccounts")).to.deep.equal([lee.account.address]);
    expect(asked.map(({ asks }) => asks)).to.deep.equal(["person"]);
  });

  it("is refused like any wallet", async () => {
    const { ask, codeOf } = openWallet([undefined, lee, undefined, undefined]);
    expect(await codeOf(ask("eth_requestAccounts"))).to.equal(4001);
    await ask("eth_requestAccounts");
    expect(await codeOf(ask("personal_sign", "0x68", lee.account.address))).to.equal(4001);
    expect(await codeOf(ask("eth_signTypedData_v4", lee.account.address, JSON.stringify(typed)))).to.equal(4001);
  });

  it("signs what it showed", async () => {
    const { ask, asked } = openWallet([lee, lee, lee]);
    await ask("eth_requestAccounts");
    const address = lee.account.address;
    const text = (await ask("personal_sign", "0x6869", address.toLowerCase())) as Hex;
    expect(await verifyMessage({ address, message: "hi", signature: text })).to.equal(true);
    const signature = (await ask("eth_signTypedData_v4", address, JSON.stringify(typed))) as Hex;
    expect(await verifyTypedData({ ...typed, address, signature })).to.equal(true);
    expect(asked[1]).to.deep.include({ asks: "message", message: "hi", person: lee });
    expect(asked[2]).to.deep.include({ asks: "typed", person: lee });
  });

  it("signs for nobody but who it is", async () => {
    const { ask, asked, codeOf } = openWallet([lee, lee]);
    await ask("eth_requestAccounts");
    expect(await codeOf(ask("personal_sign", "0x68", park.account.address))).to.equal(4100);
    expect(asked).to.have.lengthOf(1);
  });

  it("knows its chain alone, passes reads on, and sends nothing", async () => {
    const { ask, passed, codeOf } = openWallet([]);
    expect(await ask("eth_chainId")).to.equal("0x7a69");
    expect(await ask("wallet_switchEthereumChain", { chainId: "0x7a69" })).to.equal(null);
    expect(await codeOf(ask("wallet_switchEthereumChain", { chainId: "0x1" }))).to.equal(4902);
    await ask("eth_call", {}, "latest");
    for (const method of ["eth_sendTransaction", "eth_sign", "eth_sendRawTransaction", "wallet_addEthereumChain"]) {
      expect(await codeOf(ask(method)), method).to.equal(4200);
    }
    expect(passed).to.deep.equal(["eth_call"]);
  });

  it("tells the page when it is somebody else", async () => {
    const { provider, ask } = openWallet([lee, park, undefined]);
    const heard: unknown[] = [];
    provider.on("accountsChanged", (accounts) => heard.push(accounts));
    await ask("eth_requestAccounts");
    await provider.change();
    await provider.change();
    expect(heard).to.deep.equal([[lee.account.address], [park.account.address]]);
    expect(await ask("eth_accounts")).to.deep.equal([park.account.address]);
  });
});

describe("what a wallet shows that knows no registry", () => {
  it("is every value that is signed, in order", () => {
    const rows = describeTyped(typed as never).map(({ name, value, depth }) => `${depth} ${name} ${value}`.trim());
    expect(rows).to.deep.equal([
      "0 patient 7",
      "0 targets 1",
      `1 scope ${target.scope}`,
      `1 grantee ${target.grantee}`,
      "1 version 3",
      "0 epoch 1",
      "0 deadline 9",
    ]);
  });

  it("takes only people with a whole key", () => {
    const whole = { name: "Ms. Lee", role: "patient", privateKey: `0x${"1".repeat(64)}` };
    const served = [whole, { ...whole, privateKey: "0x1" }, { name: "X" }, null, 7];
    expect(readPeople(served)).to.deep.equal([whole]);
    expect(readPeople({})).to.deep.equal([]);
  });
});
