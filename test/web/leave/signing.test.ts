import { expect } from "chai";
import type { Hex, TypedDataDefinition } from "viem";
import { WrongChainError } from "../../../src/client/viem/errors/connection.ts";
import { SigningDeclinedError } from "../../../src/client/viem/errors/transaction.ts";
import type { RegistryConnection } from "../../../src/client/viem/index.ts";
import { buildPermitTypedData } from "../../../src/consent/typedData.ts";
import { AccountChangedError, BeyondPowerError, MayNotConsentError } from "../../../web/leave/errors.ts";
import { type Act, type Signing, type Step, signAndSend } from "../../../web/leave/signing.ts";
import { type Chain, failureOf, patient, relayer, startChain, stranger } from "../../client/chain.ts";
import { buildTerms, patientNumber, settle } from "../../client/hospital.ts";

type Wallet = { readonly account?: typeof patient; readonly refuses?: boolean; readonly chainId?: number };

// signAndSend
// ├── a permit → the wallet is shown the contract's own typed data, once; then it is in force
// ├── its end, the end of several, and the voiding of what was signed → each done by one signature
// ├── a proxy who may consent → signs in the patient's stead, for no longer than its power
// └── another chain, another account, one that may not, or a refusal in the wallet → nothing is sent, and in the first three nothing asked
describe("signing and sending what a patient's side says", function () {
  this.timeout(60_000);
  let chain: Chain;
  let pays: RegistryConnection;
  let shown: unknown[];
  let steps: Step[];
  let sent: number;

  before(async () => {
    chain = await startChain();
    await settle(await chain.connect());
    pays = await chain.connect(relayer);
  });

  beforeEach(() => {
    [shown, steps, sent] = [[], [], 0];
  });

  after(() => chain.close());

  /** What a browser's wallet is: it passes reads to its node, and signs with a key. */
  function walletOf({ account = patient, refuses = false, chainId }: Wallet = {}): Signing["provider"] {
    const request = async ({ method, params }: { method: string; params?: unknown }) => {
      if (method === "eth_accounts") return [account.address];
      if (method === "eth_chainId" && chainId !== undefined) return `0x${chainId.toString(16)}`;
      if (method !== "eth_signTypedData_v4") return chain.node.request({ method, params } as never);
      if (refuses) throw Object.assign(new Error("no"), { code: 4001 });
      const typed = JSON.parse((params as [Hex, string])[1]) as TypedDataDefinition;
      shown.push(typed);
      return account.signTypedData(typed);
    };
    return { request: request as Signing["provider"]["request"] };
  }

  async function run(act: Act, wallet: Wallet = {}, signedIn = wallet.account ?? patient) {
    const now = await chain.now();
    const signing: Signing = {
      provider: walletOf(wallet),
      account: signedIn.address,
      registry: { address: chain.registry, chainId: 31337 },
      relay: async (call) => {
        sent += 1;
        const { hash, blockNumber } = await pays.relay(call);
        return { block: Number(blockNumber), transaction: hash };
      },
      waitForBlock: async () => true,
      now: () => now,
    };
    return signAndSend(act, signing, (step) => steps.push(step));
  }

  it("shows the wallet exactly what the contract checks, and brings the permit into force", async () => {
    const terms = buildTerms({ until: (await chain.now()) + 9_000 });
    const done = await run({ act: "permit", terms });
    expect(steps).to.deep.equal(["checking", "signing", "sending", "waiting"]);
    const { domain, types, primaryType, message } = shown[0] as TypedDataDefinition;
    const deadline = Number((message as { deadline: string }).deadline);
    const bounds = { chainId: 31337, registry: chain.registry, epoch: 0, deadline };
    const expected = buildPermitTypedData({ ...bounds, terms, version: 0 });
    const asText = (values: object) =>
      Object.fromEntries(Object.entries(values).map(([key, one]) => [key, String(one).toLowerCase()]));
    expect(shown).to.have.lengthOf(1);
    expect(primaryType).to.equal("Permit");
    expect(asText(domain ?? {})).to.deep.equal(asText(expected.domain));
    expect(asText(message)).to.deep.equal(asText(expected.message));
    expect((types as Record<string, unknown>).Permit).to.deep.equal(expected.types.Permit);
    expect((await pays.permitOf(terms))?.until).to.equal(terms.until);
    expect(done.block).to.equal(Number(await chain.node.getBlockNumber()));
  });

  it("ends one, several, and what was signed and not sent", async () => {
    const { scope, grantee } = buildTerms();
    const now = await chain.now();
    await run({ act: "revoke", patient: patientNumber, scope, grantee });
    expect((await pays.permitOf(buildTerms()))?.until).to.be.at.most(now + 5);
    const targets = [
      { scope, grantee },
      { scope, grantee: stranger.address },
    ];
    await run({ act: "revokeMany", patient: patientNumber, targets });
    expect((await pays.permitOf(buildTerms({ grantee: stranger.address })))?.version).to.equal(1);
    await run({ act: "voidSignatures", patient: patientNumber });
    expect(await pays.epochOf({ patient: patientNumber })).to.equal(1);
    expect(shown).to.have.lengthOf(3);
  });

  it("lets a proxy sign who may consent, for no longer than that", async () => {
    const deadline = (await chain.now()) + 600;
    const signs = await chain.connect(patient);
    const until = deadline + 9_000;
    const appointment = {
      patient: patientNumber,
      proxy: stranger.address,
      powers: ["consent"] as const,
      until,
      deadline,
    };
    await pays.appointBySignature(await signs.signAppointment(appointment));
    const failure = await failureOf(run({ act: "permit", terms: buildTerms() }, { account: stranger }));
    expect(failure).to.be.instanceOf(BeyondPowerError).and.include({ until });
    expect(shown).to.deep.equal([]);
    await run({ act: "permit", terms: buildTerms({ until }) }, { account: stranger });
    expect((await pays.permitOf(buildTerms()))?.until).to.equal(until);
  });

  const nothing: readonly (readonly [string, Wallet, typeof patient, unknown])[] = [
    ["on another chain", { chainId: 1 }, patient, WrongChainError],
    ["with another account", { account: stranger }, patient, AccountChangedError],
    ["of an account that may not", { account: relayer }, relayer, MayNotConsentError],
    ["whose owner declines", { refuses: true }, patient, SigningDeclinedError],
  ];
  for (const [name, wallet, signedIn, expected] of nothing) {
    it(`sends nothing from a wallet ${name}`, async () => {
      const failure = await failureOf(run({ act: "permit", terms: buildTerms() }, wallet, signedIn));
      expect(failure).to.be.instanceOf(expected);
      expect([shown.length, sent]).to.deep.equal([0, 0]);
    });
  }
});
