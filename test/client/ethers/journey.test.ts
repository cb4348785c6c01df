import { expect } from "chai";
import {
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  isCallException,
  JsonRpcProvider,
  Wallet,
} from "ethers";
import { toHex } from "viem";
import type { HDAccount } from "viem/accounts";
import {
  connectRegistry,
  decodeAccessed,
  relay,
  signPermit,
  signRevocation,
} from "../../../src/client/ethers/index.ts";
import { encodeAccessWord } from "../../../src/consent/accessWord.ts";
import { wholeRecord } from "../../../src/consent/commitments.ts";
import { purposeNumber } from "../../../src/consent/purposes.ts";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import { describeOnEachNode } from "../../nodes/nodes.ts";
import {
  type Chain,
  failureOf,
  gateway,
  hospital,
  patient,
  pollingInterval,
  radiologist,
  relayer,
  startChain,
  stranger,
} from "../chain.ts";
import { buildTerms, patientNumber, report, settle, study } from "../hospital.ts";

describeOnEachNode("a journey by ethers", (kind) => {
  let chain: Chain;
  let provider: JsonRpcProvider;
  let registry: FiducialRegistry;
  const walletOf = (account: HDAccount): Wallet =>
    new Wallet(toHex(account.getHdKey().privateKey ?? new Uint8Array()), provider);
  const mined = async (sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> => {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new TypeError("not mined");
    return receipt;
  };
  const refusalOf = async (refused: Promise<unknown>): Promise<string | undefined> => {
    const error = await failureOf(refused);
    return isCallException(error) ? registry.interface.parseError(error.data ?? "0x")?.name : undefined;
  };
  const buildEntry = (time: number, record = study) => {
    const claim = { basis: "PERMIT", grantee: "organization", allRecords: true } as const;
    const [purpose, account] = [purposeNumber("TREAT"), radiologist.address];
    return {
      record,
      part: wholeRecord,
      what: encodeAccessWord({ account, time, purpose, action: 1, claim, detail: 0 }),
    };
  };

  before(async () => {
    chain = await startChain(kind);
    await settle(await chain.connect());
    provider = new JsonRpcProvider(chain.url, undefined, { cacheTimeout: -1, pollingInterval });
    registry = connectRegistry(chain.registry, walletOf(relayer));
  });
  after(async () => {
    provider?.destroy();
    await chain?.close();
  });

  it("permits by a signature that another account sends, the patient holding no ether", async () => {
    const deadline = (await chain.now()) + 600;
    const signed = await signPermit(registry, walletOf(patient), { terms: buildTerms(), deadline });
    await mined(relay(registry, signed));

    const { version, purposes } = await registry.permitOf(patientNumber, wholeRecord, hospital.address);
    expect({ version, purposes }).to.deep.equal({ version: 1n, purposes: buildTerms().purposes });
    const again = relay(registry, signed);
    expect(await refusalOf(again)).to.equal("WrongSignature");
  });

  it("logs an access of the accessor's own, judged and numbered", async () => {
    const time = await chain.now();
    const { logs } = await mined(registry.connect(walletOf(radiologist)).logOwn(buildEntry(time)));
    expect(logs.map(decodeAccessed)).to.deep.equal([
      {
        record: study,
        accessor: radiologist.address,
        patient: patientNumber,
        part: wholeRecord,
        gateway: undefined,
        time,
        purpose: "TREAT",
        action: "read",
        claim: { basis: "PERMIT", grantee: "organization", allRecords: true },
        detail: 0,
        number: 1,
        entryNumber: 0,
        basis: "PERMIT",
        version: 1,
      },
    ]);
  });

  it("logs a gateway's batch once", async () => {
    const time = await chain.now();
    const entries = [buildEntry(time), buildEntry(time, report)];
    const { logs } = await mined(registry.connect(walletOf(gateway)).logAccesses(1, entries));
    const accesses = logs.map(decodeAccessed).map((access) => [access?.gateway, access?.number, access?.entryNumber]);
    expect(accesses).to.deep.equal([
      [gateway.address, 2, 1],
      [gateway.address, 1, 2],
    ]);
    const again = registry.connect(walletOf(gateway)).logAccesses(1, entries);
    expect(await refusalOf(again)).to.equal("WrongNumber");
  });

  it("revokes by a signature: the next access is without leave", async () => {
    const deadline = (await chain.now()) + 600;
    const signed = await signRevocation(registry, walletOf(patient), { ...buildTerms(), deadline });
    const revocation = await mined(relay(registry, signed));
    expect(revocation.logs.map(decodeAccessed)).to.deep.equal([undefined]);

    const entry = buildEntry(await chain.now());
    const { logs } = await mined(registry.connect(walletOf(radiologist)).logOwn(entry));
    expect(logs.map(decodeAccessed)[0]).to.include({ number: 3, basis: "NONE" });
  });

  it("signs at the patient's present epoch", async () => {
    const viem = await chain.connect();
    const enrolled = await viem.enroll({ account: hospital, controller: stranger.address });
    await viem.voidSignatures({ account: stranger, patient: enrolled.patient });

    const terms = buildTerms({ patient: enrolled.patient });
    const deadline = (await chain.now()) + 600;
    const signed = await signPermit(registry, walletOf(stranger), { terms, deadline });
    expect((await mined(relay(registry, signed))).logs).to.have.lengthOf(1);
  });

  it("refuses a stranger", async () => {
    const revoked = registry.connect(walletOf(stranger)).revoke(patientNumber, wholeRecord, hospital.address);
    expect(await refusalOf(revoked)).to.equal("NotActingFor");
  });
});
