import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData, recoverTypedDataAddress, type TypedDataDefinition } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import { ACT_TYPES, SIGNED_ACTS } from "../../src/consent/signedActs.ts";
import { DOMAIN_NAME, DOMAIN_VERSION } from "../../src/consent/typedData.ts";
import { buildEveryAct, type Everything, everything } from "./everyAct.ts";
import { readSource } from "./solidity.ts";

type Input = { readonly type: string; readonly components?: readonly Input[] };

const source = readSource("Signatures.sol");
const acts = buildEveryAct(everything);

/** The type strings that the contract hashes, by name; those with a deadline are acts. */
const typeStrings = new Map(
  [...source.matchAll(/"((\w+)\([^"]*deadline\)[^"]*)"/g)].map(([, text = "", name = ""]) => [name, text]),
);

describe("typed data", () => {
  it("has the contract's domain", () => {
    expect(source).to.include(`keccak256("${DOMAIN_NAME}"), keccak256("${DOMAIN_VERSION}")`);
    for (const { data } of Object.values(acts)) {
      expect(data.domain).to.deep.equal({
        ...{ name: DOMAIN_NAME, version: DOMAIN_VERSION },
        ...{ chainId: everything.chainId, verifyingContract: everything.registry },
      });
    }
  });

  it("has every type of the contract, and no other", () => {
    const ours = Object.keys(ACT_TYPES).map((name) => [name, encodeType(name as keyof typeof ACT_TYPES)] as const);
    expect(new Map(ours)).to.deep.equal(typeStrings);
    expect(ours).to.have.length(13);
  });

  it("has the type of the act that the contract gives it", () => {
    const branches = source.matchAll(/selector == I\w+\.(\w+)\.selector\) \{\s*return\s*keccak256\(\s*"(\w+)\(/g);
    const contracts = [...branches].map(([, functionName, typeName]) => ({ functionName, typeName }));
    const many = { functionName: "revokeMany", typeName: "Revocations" };
    const ours = SIGNED_ACTS.map(({ functionName, typeName }) => ({ functionName, typeName }));
    expect(ours).to.have.deep.members([...contracts, many]);
    expect(SIGNED_ACTS.map(({ functionName }) => functionName)).to.deep.equal(Object.keys(acts));
    for (const { functionName, typeName } of SIGNED_ACTS)
      expect(acts[functionName].data.primaryType).to.equal(typeName);
  });

  it("says of each act whether it carries versions", () => {
    for (const { typeName, versions } of SIGNED_ACTS) {
      const types: Readonly<Record<string, readonly { name: string }[]>> = ACT_TYPES[typeName];
      const has = (name: string) => types[name]?.some((field) => field.name === "version") ?? false;
      expect(versions, typeName).to.equal(has(typeName) ? "one" : has("Target") ? "each" : "none");
    }
  });

  it("says of each act whether one signer of a joint account is enough", () => {
    const [, listed = ""] = /return \(hash, ([^)]*)\);/.exec(source) ?? [];
    const names = [...listed.matchAll(/selector == IConsents\.(\w+)\.selector/g)].map(([, name]) => name);
    expect(source).to.match(/revokeMany\.selector\) return \(_hashRevocations\([^)]*\), true\);/);
    const enough = SIGNED_ACTS.filter(({ oneIsEnough }) => oneIsEnough).map(({ functionName }) => functionName);
    expect(enough).to.have.members([...names, "revokeMany"]);
  });

  it("has the fields of the call in the call's order, as the contract takes its words", () => {
    for (const { functionName, typeName, versions } of SIGNED_ACTS) {
      if (versions === "each") continue; // a list is hashed, not copied
      const call = fiducialRegistryAbi.find((item) => item.type === "function" && item.name === functionName);
      const inputs: readonly Input[] = call !== undefined && "inputs" in call ? call.inputs : [];
      const words = inputs.flatMap((input) => input.components ?? [input]).map(({ type }) => type);
      const fields: Readonly<Record<string, readonly Input[]>> = ACT_TYPES[typeName];
      const bounds = [...(versions === "one" ? ["uint32"] : []), "uint32", "uint40"];
      expect(
        fields[typeName]?.map(({ type }) => type),
        typeName,
      ).to.deep.equal([...words, ...bounds]);
    }
  });

  it("hashes alike in viem and in ethers, at the largest values too", () => {
    for (const { data } of Object.values(acts)) {
      const inEthers = TypedDataEncoder.hash(data.domain, mutable(data.types), data.message);
      expect(hash(data), data.primaryType).to.equal(inEthers);
    }
    expect(BigInt(acts.permit.data.message.kinds)).to.equal(ALL_KINDS);
  });

  it("is signed by viem as it is", async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    const signature = await account.signTypedData(acts.revokeMany.data);
    expect(await recoverTypedDataAddress({ ...acts.revokeMany.data, signature })).to.equal(account.address);
  });

  it("changes with every value that is signed, and with no other", () => {
    const other = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
    const changes: Everything = {
      ...{ chainId: 1, registry: other, epoch: 1, deadline: 1, version: 1, secondVersion: 1, patient: 1 },
      ...{ scope: `0x${"33".repeat(32)}`, grantee: other, purposes: 1n, kinds: 1n, from: 1, until: 2 },
      ...{ proxy: other, powers: 1, springing: false, to: other, account: other, delay: 1 },
    };
    for (const { functionName, typeName } of SIGNED_ACTS) {
      const changed = Object.entries(changes).filter(([name, value]) => {
        const act = buildEveryAct({ ...everything, [name]: value })[functionName];
        return hash(act.data) !== hash(acts[functionName].data);
      });
      const fields = Object.values(ACT_TYPES[typeName]).flat() as { name: string }[];
      const signed = new Set([...fields.map(({ name }) => name).filter((name) => name !== "targets"), "chainId"]);
      signed.add("registry");
      if (functionName === "revokeMany") signed.add("secondVersion");
      expect(new Set(changed.map(([name]) => name)), typeName).to.deep.equal(signed);
    }
  });
});

function hash(data: object): string {
  return hashTypedData(data as TypedDataDefinition);
}

function encodeType(name: keyof typeof ACT_TYPES): string {
  return new TypedDataEncoder(mutable(ACT_TYPES[name])).encodeType(name);
}

/** The same types without `readonly`, as ethers wants them. */
function mutable(types: Readonly<Record<string, readonly { name: string; type: string }[]>>) {
  return Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
}
