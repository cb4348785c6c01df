import { expect } from "chai";
import type { Address } from "viem";
import { NotActingForError, type RegistryConnection, WrongSignatureError } from "../../../src/client/viem/index.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import { type Chain, failureOf, patient, relayer, startChain, stranger } from "../chain.ts";
import { buildTerms, settle } from "../hospital.ts";

describeOnEachNode("a patient whose controller is an ERC-1271 wallet", (kind) => {
  let chain: Chain;
  let registry: RegistryConnection;
  let wallet: Address;
  const account = relayer;
  const deadline = async (): Promise<number> => (await chain.now()) + 600;

  before(async () => {
    chain = await startChain(kind);
    registry = await chain.connect();
    wallet = await chain.deploy("Erc1271Wallet", [patient.address]);
    await settle(registry, wallet);
  });
  after(() => chain?.close());

  it("is refused what another key signs", async () => {
    const signed = await registry.signPermit({
      account: stranger,
      wallet,
      terms: buildTerms(),
      deadline: await deadline(),
    });
    expect(await failureOf(registry.permitBySignature({ account, ...signed }))).to.be.instanceOf(WrongSignatureError);
  });

  it("does not let its key speak for it by transaction", async () => {
    const revoked = registry.revoke({ account: stranger, ...buildTerms() });
    expect(await failureOf(revoked)).to.be.instanceOf(NotActingForError);
  });

  it("permits and revokes by a signature of its key", async () => {
    const signed = await registry.signPermit({
      account: patient,
      wallet,
      terms: buildTerms(),
      deadline: await deadline(),
    });
    expect(await registry.permitBySignature({ account, ...signed })).to.include({ by: wallet, version: 1 });

    const key = { ...buildTerms(), deadline: await deadline() };
    const revocation = await registry.signRevocation({ account: patient, wallet, ...key });
    expect(await registry.revokeBySignature({ account, ...revocation })).to.include({ by: wallet, version: 2 });
  });
});
