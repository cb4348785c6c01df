import { expect } from "chai";
import { parseEther } from "viem";
import { getBalance } from "viem/actions";
import { buildTurns } from "../../src/api/relay/turns.ts";
import { buildActBySignatureCall, type RegistryConnection } from "../../src/client/viem/index.ts";
import type { SignedCall } from "../../src/consent/joinSignatures.ts";
import { buildPermitTypedData } from "../../src/consent/typedData.ts";
import { migrations } from "../../src/indexer/schema.ts";
import { TooBusyError } from "../../src/session/index.ts";
import { type Chain, patient, relayer, startChain, stranger } from "../client/chain.ts";
import { buildTerms, patientNumber, settle } from "../client/hospital.ts";
import { openNew } from "../sql/databases.ts";
import { openApi } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;

// POST /relay
// ├── a permit and its end, signed by a patient without ether → mined, and paid by the relayer
// ├── played again, past its deadline, of another chain, changed, unsigned, or no act at all → refused readably, and nothing is paid
// ├── a relayer without ether → refused readably, and /ready says so
// └── only so many for a signer
describe("relaying what a patient signed", function () {
  this.timeout(60_000);
  let chain: Chain;
  let api: Opened;
  let pays: RegistryConnection;
  let signs: RegistryConnection;

  before(async () => {
    chain = await startChain();
    await settle(await chain.connect());
    pays = await chain.connect(relayer);
    signs = await chain.connect(patient);
    api = await open(pays);
  });

  after(() => chain.close());

  async function open(connection: RegistryConnection, settings = {}): Promise<Opened> {
    const account = connection.account?.address ?? relayer.address;
    const database = await openNew();
    await database.migrate(migrations);
    const world = { request: async () => "0x1" } as never; // no question of this test asks the node
    return openApi(
      { world, database, time: await chain.now() },
      {
        settings,
        relayer: {
          send: (call) => connection.relay(call),
          readBalance: () => getBalance(chain.node, { address: account }),
          leastBalance: parseEther("0.01"),
        },
      },
    );
  }

  async function post(call: unknown, to = api) {
    const answer = await to.app.inject({ method: "POST", url: "/relay", payload: call as object });
    return { status: answer.statusCode, ...answer.json() };
  }

  const later = async (): Promise<number> => (await chain.now()) + 3_600;

  async function signPermit(change = {}): Promise<SignedCall> {
    return signs.signPermit({ terms: buildTerms(change), deadline: await later() });
  }

  it("sends a permit and its end, and the patient pays nothing", async () => {
    const balance = await getBalance(chain.node, { address: patient.address });
    const permitted = await post(await signPermit());
    expect(permitted).to.include({ status: 201, act: "permit" });
    expect(permitted.events).to.deep.equal(["Permitted"]);
    const { scope, grantee } = buildTerms();
    const revocation = await signs.signRevocation({ patient: patientNumber, scope, grantee, deadline: await later() });
    expect((await post(revocation)).events).to.deep.equal(["Revoked"]);
    expect(await getBalance(chain.node, { address: patient.address })).to.equal(balance);
  });

  it("refuses what does not hold, readably, and pays nothing for it", async () => {
    const call = await signPermit({ grantee: stranger.address });
    const { act, signed } = call;
    expect((await post(call)).status).to.equal(201);
    const balance = await getBalance(chain.node, { address: relayer.address });
    const now = await chain.now();
    const fresh = await signPermit();
    const other = await startChain();
    const elsewhere = await other.connect(patient).then(async (there) => {
      await settle(await other.connect());
      return there.signPermit({ terms: buildTerms(), deadline: await later() });
    });
    await other.close();
    const bounds = { chainId: 1, registry: chain.registry, epoch: 0, deadline: fresh.signed.deadline };
    const version = (await pays.permitOf(buildTerms()))?.version ?? 0;
    const forMainnet = await patient.signTypedData(buildPermitTypedData({ ...bounds, terms: buildTerms(), version }));
    const refused: readonly (readonly [string, unknown, number, string])[] = [
      ["played again", call, 422, "WrongSignature"],
      ["a passed deadline", { act, signed: { ...signed, deadline: now - 60 } }, 422, "DeadlinePassed"],
      [
        "a later deadline than was signed",
        { ...fresh, signed: { ...fresh.signed, deadline: now + 9_999 } },
        422,
        "WrongSignature",
      ],
      [
        "somebody else's name",
        { ...fresh, signed: { ...fresh.signed, signers: [stranger.address] } },
        422,
        "WrongSignature",
      ],
      ["another chain", { ...fresh, signed: { ...fresh.signed, signatures: [forMainnet] } }, 422, "WrongSignature"],
      ["another registry", elsewhere, 422, "WrongSignature"],
      ["no signature", { ...fresh, signed: { ...fresh.signed, signatures: ["0x"] } }, 422, "WrongSignature"],
      [
        "two signatures of one",
        { ...fresh, signed: { ...fresh.signed, signatures: ["0x", "0x"] } },
        422,
        "WrongSigners",
      ],
      [
        "a call that nobody signs",
        { act: buildActBySignatureCall({ registry: chain.registry, ...fresh }).data, signed },
        400,
        "NoSignedAct",
      ],
      ["half a call", { act: act.slice(0, 74), signed }, 400, "NoSignedAct"],
      ["no call", { act: "0x", signed }, 400, "NoSignedAct"],
      ["nothing", {}, 400, "WrongRequest"],
      ["a field too many", { ...fresh, gas: 1 }, 400, "WrongRequest"],
      ["a deadline that is none", { act, signed: { ...signed, deadline: 1e300 } }, 400, "WrongRequest"],
    ];
    for (const [what, sent, status, code] of refused) {
      const answer = await post(sent);
      expect([answer.status, answer.code], what).to.deep.equal([status, code]);
      expect(answer.detail, what).to.be.a("string").and.not.include(signed.signatures[0]);
    }
    expect(await getBalance(chain.node, { address: relayer.address })).to.equal(balance);
  });

  it("says that the relayer can't pay, and shows it in /ready", async () => {
    const poor = await open(await chain.connect(patient)); // who never had any ether
    const answer = await post(await signPermit(), poor);
    expect([answer.status, answer.code]).to.deep.equal([503, "RelayerCannotPay"]);
    const ready = (await poor.app.inject({ url: "/ready" })).json();
    expect([ready.checks.relayer, ready.relayerBalance]).to.deep.equal([false, "0"]);
    expect((await api.app.inject({ url: "/ready" })).json().checks.relayer).to.equal(true);
  });

  it("takes only so many of a signer, whoever sends them", async () => {
    const strict = await open(pays, { relaysPerMinute: 2 });
    const call = await signPermit();
    const spent = { ...call, signed: { ...call.signed, deadline: 1 } };
    const other = { ...spent, signed: { ...spent.signed, signers: [stranger.address] } };
    const statuses = [];
    for (const sent of [spent, spent, spent, other]) statuses.push((await post(sent, strict)).status);
    expect(statuses).to.deep.equal([422, 422, 429, 422]);
  });
});

describe("taking turns", () => {
  it("does one after the other, what is urgent first, and what fails ends nothing", async () => {
    const turns = buildTurns(2);
    const done: string[] = [];
    let release: () => void = () => undefined;
    const blocked = turns.take(
      false,
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const add = (name: string, isUrgent: boolean) => turns.take(isUrgent, async () => void done.push(name));
    const waiting = [add("one", false), add("two", false), add("urgent", true)];
    const failed = turns.take(true, () => Promise.reject(new TypeError("fails"))).catch(() => done.push("failed"));
    const refused = await add("three", false).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TooBusyError);
    release();
    await Promise.all([blocked, failed, ...waiting]);
    expect(done).to.deep.equal(["urgent", "failed", "one", "two"]);
  });
});
