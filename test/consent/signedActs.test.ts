import { expect } from "chai";
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  custom,
  encodeFunctionData,
  type Hex,
  parseAbi,
} from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { jointAccount, type Signed, sortMembers } from "../../src/consent/jointAccounts.ts";
import { SIGNED_ACTS } from "../../src/consent/signedActs.ts";
import { DOMAIN_NAME, DOMAIN_VERSION, NO_END } from "../../src/consent/typedData.ts";
import { type Chain, startChain } from "./chain.ts";
import { buildDice } from "./dice.ts";
import { buildEveryAct, type Everything, everything, otherScope } from "./everyAct.ts";
import { buildStage } from "./steps/stage.ts";

/** What the registry's verifier answers without a transaction. */
const signaturesAbi = parseAbi([
  "struct Signed { address[] signers; bytes[] signatures; uint40 deadline; }",
  "function actBySignature(bytes act, Signed signed) view returns (address)",
  "function jointAccount(address[] members) pure returns (address)",
  "function eip712Domain() view returns (bytes1, string, string, uint256, address, bytes32, uint256[])",
  "error WrongSignature(address signer)",
]);

// an act signed as typed data
// ├── is the signer's to the contract, each of the thirteen
// ├── is the joint account's when all members signed, or one where one is enough
// ├── is nobody's with another version, epoch or argument
describe("what the contract takes as signed", () => {
  let chain: Chain;
  let all: Everything;
  let verify: (act: Hex, signed: Signed) => Promise<Address | string>;
  let read: (members: readonly Address[]) => Promise<Address>;

  before(async () => {
    chain = await startChain();
    const { registry, cast } = chain;
    const { call } = buildStage(chain, buildDice(3));
    const [hospital, controller] = [cast.organizations[0] ?? cast.admin, cast.controllers[0] ?? cast.admin];
    const { scope, grantee } = everything;
    const terms = { patient: 1, scope, grantee, purposes: 1n, kinds: 1, from: 0, until: NO_END };
    await call(cast.admin, "admitOrganization", [hospital]);
    await call(hospital, "enroll", [controller, 0]);
    await call(controller, "permit", [terms]);
    for (const _ of [1, 2]) await call(controller, "permit", [{ ...terms, scope: otherScope }]);
    for (const _ of [1, 2, 3]) await call(controller, "voidSignatures", [1]);
    all = {
      ...everything,
      ...{ registry: registry.address, patient: 1, version: 1, secondVersion: 2, epoch: 3, deadline: NO_END },
    };
    const address = await registry.read.signatures();
    const client = createPublicClient({ transport: custom(chain.provider, { retryCount: 0 }) });
    verify = async (act, signed) => {
      try {
        const args = [act, signed] as const;
        return await client.readContract({ address, abi: signaturesAbi, functionName: "actBySignature", args });
      } catch (error) {
        const cause = error instanceof BaseError && error.walk((one) => one instanceof ContractFunctionRevertedError);
        if (!(cause instanceof ContractFunctionRevertedError)) throw error;
        return cause.data?.errorName ?? "unnamed";
      }
    };
    read = (members) =>
      client.readContract({ address, abi: signaturesAbi, functionName: "jointAccount", args: [members] });
    const domain = await client.readContract({ address, abi: signaturesAbi, functionName: "eip712Domain" });
    expect(domain.slice(1, 4)).to.deep.equal([DOMAIN_NAME, DOMAIN_VERSION, 31337n]);
    expect(domain[4].toLowerCase()).to.equal(registry.address.toLowerCase());
  });

  after(() => chain.close());

  for (const { functionName, oneIsEnough } of SIGNED_ACTS) {
    it(`${functionName}: by one account, by a joint one, and of nothing else`, async () => {
      const [signer, other] = sortMembers(chain.cast.guardians) as [Address, Address];
      const act = encode(buildEveryAct(all)[functionName].args, functionName);
      const signatureOf = (from: Address, given = all) => chain.sign(from, buildEveryAct(given)[functionName].data);
      const own = await signatureOf(signer);
      const alone = (signature: Hex) => ({ signers: [signer], signatures: [signature], deadline: NO_END });
      expect((await verify(act, alone(own))).toLowerCase()).to.equal(signer);

      const jointly = (signatures: readonly Hex[]) => ({ signers: [signer, other], signatures, deadline: NO_END });
      const joint = await verify(act, jointly([own, await signatureOf(other)]));
      expect(joint.toLowerCase()).to.equal(jointAccount([other, signer]));
      const one = await verify(act, jointly([own, "0x"]));
      expect(one.toLowerCase()).to.equal(oneIsEnough ? jointAccount([other, signer]) : "wrongsignature");

      expect(await verify(act, alone(await signatureOf(other)))).to.equal("WrongSignature");
      for (const change of [{ epoch: 2 }, { patient: 2 }, { chainId: 1 }, { deadline: NO_END - 1 }]) {
        const signature = await signatureOf(signer, { ...all, ...change });
        expect(await verify(act, alone(signature)), JSON.stringify(change)).to.equal("WrongSignature");
      }
    });
  }

  it("knows a joint account by the same address", async () => {
    const { controllers, outsiders, staff } = chain.cast;
    for (const members of [controllers.slice(0, 2), outsiders, [...controllers, ...staff].slice(0, 8)]) {
      expect((await read(sortMembers(members))).toLowerCase()).to.equal(jointAccount(members));
    }
  });
});

function encode(args: readonly unknown[], functionName: string): Hex {
  return encodeFunctionData({ abi: fiducialRegistryAbi, functionName, args } as Parameters<
    typeof encodeFunctionData
  >[0]);
}
