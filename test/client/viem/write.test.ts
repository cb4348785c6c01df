import { expect } from "chai";
import {
  createPublicClient,
  createWalletClient,
  custom,
  type EIP1193RequestFn,
  encodeFunctionData,
  http,
  parseGwei,
} from "viem";
import { mainnet } from "viem/chains";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import {
  CannotPayError,
  connectRegistry,
  NoAccountError,
  NoRegistryError,
  NotMinedError,
  NotOrganizationError,
  registryActions,
  SigningDeclinedError,
  TransactionReplacedError,
  TransactionRevertedError,
  WrongChainError,
} from "../../../src/client/viem/index.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { type Chain, clinic, consortium, failureOf, hospital, patient, startChain, stranger } from "../chain.ts";
import { buildTerms, settle } from "../hospital.ts";

describeOnEachNode("what can go wrong with a write", (kind) => {
  let chain: Chain;
  const control = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    chain.node.request({ method, params } as never);

  /** The node, with something happening just before a transaction reaches it. */
  const nodeWith = (beforeSending: (send: () => Promise<unknown>) => Promise<unknown>) => {
    const pass = chain.node.request as EIP1193RequestFn;
    const request = async (call: { method: string; params?: unknown }): Promise<unknown> => {
      const send = (): Promise<unknown> => pass(call as never);
      return call.method === "eth_sendRawTransaction" ? beforeSending(send) : send();
    };
    return connectRegistry({ transport: custom({ request }), registry: chain.registry, pollingInterval: 20 });
  };
  /** Takes away, just before a transaction is mined, what it needs to succeed. */
  const suspendClinic = (): Promise<unknown> => {
    const args = [clinic.address] as const;
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "suspendOrganization", args });
    const ahead = { maxFeePerGas: parseGwei("90"), maxPriorityFeePerGas: parseGwei("80") };
    return chain.node.sendTransaction({ to: chain.registry, data, gas: 100_000n, chain: null, ...ahead });
  };

  before(async () => {
    chain = await startChain(kind);
    await settle(await chain.connect());
  });
  beforeEach(async () => {
    await (await chain.connect(consortium)).admitOrganization({ organization: clinic.address });
  });
  after(() => chain?.close());
  afterEach(() => control("evm_setAutomine", true));

  it("nobody to send it", async () => {
    const registry = await chain.connect();
    expect(await failureOf(registry.openGroup({}))).to.be.instanceOf(NoAccountError);
    const signed = registry.signPermit({ terms: buildTerms(), deadline: 0 });
    expect(await failureOf(signed)).to.be.instanceOf(NoAccountError);
  });

  it("an account without ether", async () => {
    const registry = await chain.connect(patient);
    expect(await failureOf(registry.permit({ terms: buildTerms() }))).to.be.instanceOf(CannotPayError);
  });

  it("a client for another chain", async () => {
    const wallet = createWalletClient({ account: hospital, chain: mainnet, transport: http(chain.url) });
    const error = await failureOf(wallet.extend(registryActions(chain.registry)).openGroup({}));
    expect(error).to.be.instanceOf(WrongChainError).and.to.include({ expected: 1, actual: 31337 });
  });

  it("an address without a registry", async () => {
    const client = createPublicClient({ transport: http(chain.url) }).extend(registryActions(stranger.address));
    expect(await failureOf(client.patientCount({}))).to.be.instanceOf(NoRegistryError);
    const before = await chain.node.getBlockNumber();
    expect(await failureOf(client.openGroup({ account: hospital }))).to.be.instanceOf(NoRegistryError);
    expect(await chain.node.getBlockNumber()).to.equal(before);
  });

  it("a wallet whose owner declines", async () => {
    const registry = await nodeWith(() => Promise.reject(Object.assign(new Error("denied"), { code: 4001 })));
    expect(await failureOf(registry.openGroup({ account: hospital }))).to.be.instanceOf(SigningDeclinedError);
  });

  it("a state that changes before it is sent, which the node tells or else the receipt", async () => {
    const registry = await nodeWith(async (send) => {
      await suspendClinic();
      return send();
    });
    const error = await failureOf(registry.openGroup({ account: clinic }));
    const reason = error instanceof TransactionRevertedError ? error.cause : error;
    expect(reason).to.be.instanceOf(NotOrganizationError);
  });

  it("a state that changes before it is mined, which the receipt tells", async () => {
    const registry = await nodeWith(async (send) => {
      await control("evm_setAutomine", false);
      await suspendClinic();
      const hash = await send();
      await control("evm_mine");
      return hash;
    });
    const error = await failureOf(registry.openGroup({ account: clinic }));
    expect(error).to.be.instanceOf(TransactionRevertedError).and.have.property("cause");
    expect((error as TransactionRevertedError).cause).to.be.instanceOf(NotOrganizationError);
  });

  it("no block in time: it says the hash, and the transaction may still be mined", async () => {
    const registry = await chain.connect(hospital);
    await control("evm_setAutomine", false);
    const error = await failureOf(registry.openGroup({ timeoutMs: 200 }));
    expect(error).to.be.instanceOf(NotMinedError);
    await control("evm_mine");
    const { hash } = error as NotMinedError;
    expect((await chain.node.getTransactionReceipt({ hash })).status).to.equal("success");
  });

  it("a transaction that its account cancels", async () => {
    const registry = await nodeWith(async (send) => {
      await control("evm_setAutomine", false);
      const hash = await send();
      setTimeout(cancel, 300);
      return hash;
    });
    const cancel = async (): Promise<void> => {
      const nonce = await chain.node.getTransactionCount({ address: hospital.address });
      const ahead = { maxFeePerGas: parseGwei("90"), maxPriorityFeePerGas: parseGwei("80") };
      const account = hospital.address;
      await chain.node.sendTransaction({ account, to: account, nonce, gas: 21_000n, chain: null, ...ahead });
      await control("evm_mine");
    };
    const error = await failureOf(registry.openGroup({ account: hospital }));
    expect(error).to.be.instanceOf(TransactionReplacedError);
  });
});
