import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData, recoverTypedDataAddress } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import {
  ALL_RECORDS,
  buildPermitTypedData,
  buildRevocationTypedData,
  DOMAIN_NAME,
  DOMAIN_VERSION,
  NO_END,
  type Terms,
} from "../../src/consent/typedData.ts";
import { readSource } from "./solidity.ts";

const registry = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const terms: Terms = {
  patient: 2 ** 48 - 1,
  scope: ALL_RECORDS,
  grantee: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
  purposes: (1n << 88n) - 1n,
  kinds: ALL_KINDS,
  from: 0,
  until: NO_END,
};
const bounds = { chainId: 31337, registry, version: 2 ** 32 - 1, epoch: 7, deadline: NO_END } as const;
const permit = buildPermitTypedData({ terms, ...bounds });
const revocation = buildRevocationTypedData({ ...terms, ...bounds });

/** The type string that a contract hashes for a struct. */
function typeStringOf(name: string): string {
  return new RegExp(`"(${name}\\([^"]*\\))"`).exec(readSource("Consents.sol"))?.[1] ?? "";
}

describe("typed data", () => {
  it("has the contract's domain and types", () => {
    expect(readSource("FiducialRegistry.sol")).to.include(`EIP712("${DOMAIN_NAME}", "${DOMAIN_VERSION}")`);
    for (const [{ types, primaryType }, name] of [
      [permit, "Permit"],
      [revocation, "Revocation"],
    ] as const) {
      expect(primaryType).to.equal(name);
      expect(new TypedDataEncoder(mutable(types)).encodeType(name)).to.equal(typeStringOf(name));
    }
  });

  it("hashes alike in viem and in ethers, at the largest values too", () => {
    expect(hashTypedData(permit)).to.equal(TypedDataEncoder.hash(permit.domain, mutable(permit.types), permit.message));
    expect(hashTypedData(revocation)).to.equal(
      TypedDataEncoder.hash(revocation.domain, mutable(revocation.types), revocation.message),
    );
    expect(BigInt(permit.message.kinds)).to.equal(ALL_KINDS);
  });

  it("is signed by viem as it is", async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    const signature = await account.signTypedData(permit);
    expect(await recoverTypedDataAddress({ ...permit, signature })).to.equal(account.address);
  });

  it("changes with every value that is signed", () => {
    const other = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
    const boundsChanged = [{ chainId: 1 }, { registry: other }, { version: 1 }, { epoch: 8 }, { deadline: 1 }] as const;
    const termsChanged: Partial<Terms>[] = [
      ...[{ patient: 1 }, { scope: `0x${"11".repeat(32)}` as const }, { grantee: other } as const],
      ...[{ purposes: 1n }, { kinds: 1n }, { from: 1 }, { until: 2 }],
    ];
    const permits = [
      permit,
      ...boundsChanged.map((change) => buildPermitTypedData({ terms, ...bounds, ...change })),
      ...termsChanged.map((change) => buildPermitTypedData({ terms: { ...terms, ...change }, ...bounds })),
    ];
    expect(new Set(permits.map((data) => hashTypedData(data))).size).to.equal(13);
    const revocations = [
      revocation,
      ...boundsChanged.map((change) => buildRevocationTypedData({ ...terms, ...bounds, ...change })),
      ...termsChanged.slice(0, 3).map((change) => buildRevocationTypedData({ ...terms, ...bounds, ...change })),
    ];
    expect(new Set(revocations.map((data) => hashTypedData(data))).size).to.equal(9);
  });
});

/** The same types without `readonly`, as ethers wants them. */
function mutable(types: Readonly<Record<string, readonly { name: string; type: string }[]>>) {
  return Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
}
