import { expect } from "chai";
import { JsonRpcProvider, Wallet } from "ethers";
import { type Address, toHex } from "viem";
import type { HDAccount } from "viem/accounts";
import * as byEthers from "../../src/client/ethers/index.ts";
import {
  NotSignableError,
  type RegistryConnection,
  type SignedCall,
  WrongActError,
} from "../../src/client/viem/index.ts";
import { SIGNED_ACTS } from "../../src/consent/signedActs.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { describeOnEachNode } from "../nodes/nodes.ts";
import { type Chain, clinic, failureOf, hospital, patient, relayer, startChain, word } from "./chain.ts";
import { father, mother } from "./family.ts";
import { buildTerms, settle } from "./hospital.ts";

type Pair = { readonly viem: Promise<SignedCall>; readonly ethers: Promise<byEthers.SignedCall> };

// every act that can be signed, by the account whose act it is, sent by another
// ├── both clients sign the same, to the byte
// └── it does what the account itself would have done
describeOnEachNode("every signed act", (kind) => {
  let chain: Chain;
  let provider: JsonRpcProvider;
  let viem: RegistryConnection;
  let ethers: ReturnType<typeof byEthers.connectRegistry>;
  let number: number;
  let deadline: number;
  const done = new Set<string>();
  const walletOf = (account: HDAccount): Wallet => new Wallet(toHex(account.getHdKey().privateKey ?? new Uint8Array()));

  before(async () => {
    chain = await startChain(kind);
    viem = await chain.connect(relayer);
    await settle(viem);
    provider = new JsonRpcProvider(chain.url, undefined, { cacheTimeout: -1 });
    ethers = byEthers.connectRegistry(chain.registry, provider);
    number = (await viem.enroll({ account: hospital, controller: mother.address, hold: "custodial" })).patient;
    deadline = (await chain.now()) + 100_000;
  });
  after(async () => {
    provider?.destroy();
    await chain?.close();
  });

  /** Signs by both clients, and sends what viem's signed. */
  async function act(functionName: string, pair: Pair): Promise<readonly { readonly eventName: string }[]> {
    const [signed, same] = await Promise.all([pair.viem, pair.ethers]);
    expect(same).to.deep.equal(signed);
    done.add(functionName);
    return (await viem.relay(signed)).events;
  }
  const of = (account: HDAccount) => ({ account, patient: number, deadline });
  const eventsOf = (events: readonly { readonly eventName: string }[]): string[] =>
    events.map((event) => event.eventName);

  it("permit, revoke, revokeMany, voidSignatures", async () => {
    const terms = buildTerms({ patient: number });
    const by = mother;
    const key = { scope: ALL_RECORDS, grantee: hospital.address };
    const permitted = await act("permit", {
      viem: viem.signPermit({ account: by, terms, deadline }),
      ethers: byEthers.signPermit(ethers, walletOf(by), { terms, deadline }),
    });
    expect(eventsOf(permitted)).to.deep.equal(["Permitted"]);
    const revoked = await act("revoke", {
      viem: viem.signRevocation({ ...of(by), ...key }),
      ethers: byEthers.signRevocation(ethers, walletOf(by), { ...of(by), ...key }),
    });
    expect(eventsOf(revoked)).to.deep.equal(["Revoked"]);
    const targets = [key, { scope: word(4), grantee: clinic.address }];
    const revocations = await act("revokeMany", {
      viem: viem.signRevocations({ ...of(by), targets }),
      ethers: byEthers.signRevocations(ethers, walletOf(by), { ...of(by), targets }),
    });
    expect(eventsOf(revocations)).to.deep.equal(["Revoked", "Revoked"]);
    const voided = await act("voidSignatures", {
      viem: viem.signSignatureVoiding(of(by)),
      ethers: byEthers.signSignatureVoiding(ethers, walletOf(by), of(by)),
    });
    expect(eventsOf(voided)).to.deep.equal(["SignaturesVoided"]);
  });

  it("offerHandover, acceptHandover, claim", async () => {
    for (const [from, to, accepts] of [
      [mother, father, "acceptHandover"],
      [father, patient, "claim"],
    ] as const) {
      const offer = { ...of(from), to: to.address };
      const offered = await act("offerHandover", {
        viem: viem.signHandoverOffer(offer),
        ethers: byEthers.signHandoverOffer(ethers, walletOf(from), offer),
      });
      expect(eventsOf(offered)).to.deep.equal(["HandoverOffered"]);
      const signAcceptance = accepts === "claim" ? viem.signClaim : viem.signHandoverAcceptance;
      const signWithEthers = accepts === "claim" ? byEthers.signClaim : byEthers.signHandoverAcceptance;
      const accepted = await act(accepts, {
        viem: signAcceptance(of(to)),
        ethers: signWithEthers(ethers, walletOf(to), of(to)),
      });
      expect(eventsOf(accepted)).to.deep.equal([accepts === "claim" ? "Claimed" : "HandedOver"]);
    }
  });

  it("appoint, dismiss, endIncapacity", async () => {
    const until = (await chain.now()) + 5_000;
    const appointment = { ...of(patient), proxy: mother.address, powers: ["consent", "access"] as const, until };
    const springing = { ...appointment, springing: true, from: until - 4_000 };
    expect(
      eventsOf(
        await act("appoint", {
          viem: viem.signAppointment(springing),
          ethers: byEthers.signAppointment(ethers, walletOf(patient), springing),
        }),
      ),
    ).to.deep.equal(["Appointed"]);
    expect(await viem.proxyOf(appointment)).to.include({ springing: true, from: until - 4_000, until });
    const resignation = { ...of(mother), proxy: mother.address };
    const dismissed = await act("dismiss", {
      viem: viem.signDismissal(resignation),
      ethers: byEthers.signDismissal(ethers, walletOf(mother), resignation),
    });
    expect(eventsOf(dismissed)).to.deep.equal(["Dismissed"]);
    await viem.declareIncapacity({ account: hospital, patient: number, until });
    const ended = await act("endIncapacity", {
      viem: viem.signIncapacityEnd(of(patient)),
      ethers: byEthers.signIncapacityEnd(ethers, walletOf(patient), of(patient)),
    });
    expect(eventsOf(ended)).to.deep.equal(["IncapacityEnded"]);
    expect((await viem.incapacityOf({ patient: number }))?.until).to.be.lessThan(until);
  });

  it("chooseRecovery, requestRecovery, vetoRecovery", async () => {
    const choice = { ...of(patient), recoveryAccount: father.address, delaySeconds: 86_400 };
    const chosen = await act("chooseRecovery", {
      viem: viem.signRecoveryChoice(choice),
      ethers: byEthers.signRecoveryChoice(ethers, walletOf(patient), choice),
    });
    expect(eventsOf(chosen)).to.deep.equal(["RecoveryChosen"]);
    const request = { ...of(father), to: mother.address };
    const requested = await act("requestRecovery", {
      viem: viem.signRecoveryRequest(request),
      ethers: byEthers.signRecoveryRequest(ethers, walletOf(father), request),
    });
    expect(eventsOf(requested)).to.deep.equal(["RecoveryRequested"]);
    const vetoed = await act("vetoRecovery", {
      viem: viem.signRecoveryVeto(of(patient)),
      ethers: byEthers.signRecoveryVeto(ethers, walletOf(patient), of(patient)),
    });
    expect(eventsOf(vetoed)).to.deep.equal(["RecoveryVetoed"]);
  });

  it("are these, and no others", async () => {
    expect([...done].sort()).to.deep.equal(SIGNED_ACTS.map(({ functionName }) => functionName).sort());
    const signed = await viem.signClaim(of(patient));
    const act = "0x12345678".padEnd(2 + 2 * 36, "0") as Address;
    expect(await failureOf(viem.relay({ ...signed, act }))).to.be.instanceOf(NotSignableError);
  });

  it("are sent by the function that they were signed for", async () => {
    const signed = await viem.signClaim(of(patient));
    const height = await chain.node.getBlockNumber();
    expect(await failureOf(viem.permitBySignature(signed))).to.be.instanceOf(WrongActError);
    expect(await chain.node.getBlockNumber()).to.equal(height);
  });
});
