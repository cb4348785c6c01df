import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, Signature } from "ethers";
import { gasOf } from "../gasOf.ts";
import type { OperationGas } from "../gasPeers.ts";
import type { Artifact, EasPackage } from "./easPackage.ts";
import type { Sample } from "./sample.ts";

/** A transaction may take 2^24 gas (EIP-7825), which a hundred attestations are above. */
const BATCH = 50;

const ATTEST =
  "address attester,bytes32 schema,address recipient,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,uint256 value,uint256 nonce,uint64 deadline";

/**
 * Measures a consent and an access as attestations of the Ethereum Attestation Service, with the bytecode that its authors published: solc 0.8.29, optimizer
 * at 1,000,000 runs, EVM of Paris, without the IR (compiled again with these it is the same, byte for byte; with our settings it takes
 * 0.3 to 0.7 % more).
 *
 * Compared with ours: the attester is the patient, or who logs; the recipient the grantee, or the patient; all else lies in the data, packed into
 * the words of our own contract, which is cheaper than a schema with a field for each. The service judges nothing and numbers nothing. "First"
 * and "next" by signature differ by the signer's nonce: each makes a new attestation, where our next takes the old permit's place.
 */
export async function measureEas(ethers: HardhatEthers, published: EasPackage, sample: Sample): Promise<OperationGas> {
  const { patient, relayer, gateway, grantee } = sample;
  const deploy = async ({ abi, bytecode }: Artifact, args: readonly unknown[]): Promise<BaseContract> =>
    (await ethers.getContractFactory([...abi], bytecode, relayer)).deploy(...args);
  const schemas = await deploy(published.SchemaRegistry, []);
  const eas = await deploy(published.EAS, [await schemas.getAddress()]);
  const defineSchema = async (schema: string, revocable: boolean): Promise<string> => {
    await (await schemas.getFunction("register")(schema, ethers.ZeroAddress, revocable)).wait();
    return ethers.solidityPackedKeccak256(["string", "address", "bool"], [schema, ethers.ZeroAddress, revocable]);
  };
  const consents = await defineSchema("bytes32 scope,uint256 terms", true);
  const accesses = await defineSchema("bytes32 record,bytes32 part,uint256 what", false);

  const encode = (...words: readonly (string | bigint)[]): string =>
    ethers.concat(words.map((word) => ethers.toBeHex(word, 32)));
  const none = { refUID: ethers.ZeroHash, value: 0 };
  const consent = {
    ...{ recipient: grantee, expirationTime: sample.until, revocable: true, ...none },
    data: encode(sample.scope, sample.purposes | (sample.kinds << 88n)),
  };
  const buildAccess = (i: number) => {
    const { record, part, what } = sample.buildEntry(i);
    return {
      recipient: patient.address,
      expirationTime: 0,
      revocable: false,
      ...none,
      data: encode(record, part, what),
    };
  };

  const attest = async (): Promise<{ gas: number; uid: string }> => {
    const sent = eas.connect(patient).getFunction("attest")({ schema: consents, data: consent });
    const receipt = await (await sent).wait();
    const uid = receipt?.logs[0]?.data ?? "";
    return { gas: await gasOf(sent), uid };
  };
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "EAS", version: "1.4.0", chainId, verifyingContract: await eas.getAddress() };
  const Attest = ATTEST.split(",").map((field) => {
    const [type = "", name = ""] = field.split(" ");
    return { type, name };
  });
  const attestBySignature = async (nonce: number): Promise<number> => {
    const signed = { attester: patient.address, schema: consents, deadline: sample.until };
    const text = await patient.signTypedData(domain, { Attest }, { ...signed, ...consent, nonce });
    const { v, r, s } = Signature.from(text);
    const request = { ...signed, data: consent, signature: { v, r, s } };
    return gasOf(eas.connect(relayer).getFunction("attestByDelegation")(request));
  };

  const { gas: permit, uid } = await attest();
  const revoke = await gasOf(eas.connect(patient).getFunction("revoke")({ schema: consents, data: { uid, value: 0 } }));
  const permitBySignatureFirst = await attestBySignature(0);
  const permitBySignatureNext = await attestBySignature(1);
  const single = { schema: accesses, data: buildAccess(0) };
  const accessSingle = await gasOf(eas.connect(gateway).getFunction("attest")(single));
  const batch = [{ schema: accesses, data: Array.from({ length: BATCH }, (_, i) => buildAccess(i)) }];
  const batchGas = await gasOf(eas.connect(gateway).getFunction("multiAttest")(batch));
  return {
    ...{ permit, permitBySignatureFirst, permitBySignatureNext, revoke, accessSingle },
    accessBatch100: Math.round(batchGas / BATCH),
  };
}
