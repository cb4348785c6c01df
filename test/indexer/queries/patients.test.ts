import { expect } from "chai";
import { type Address, type Hex, numberToHex } from "viem";
import { decodeAccessWord, decodeVerdict } from "../../../src/consent/accessWord.ts";
import { wholeRecord } from "../../../src/consent/commitments.ts";
import { listPowers } from "../../../src/consent/powers.ts";
import { purposeNumber } from "../../../src/consent/purposes.ts";
import { type PatientEvent, patientHistory } from "../../../src/indexer/queries/patientHistory.ts";
import { patientsOf } from "../../../src/indexer/queries/patientsOf.ts";
import { incapacityOf, proxiesOf } from "../../../src/indexer/queries/proxies.ts";
import { recoveriesPending } from "../../../src/indexer/queries/recoveriesPending.ts";
import type { AccessKey } from "../../../src/indexer/queries/whoAccessed.ts";
import { whoActedFor } from "../../../src/indexer/queries/whoActedFor.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { type ReadEvent, readEvents } from "../events.ts";
import { asOfBlock, openIndex } from "../index.ts";
import { ask, tellRoom, timeOf, wordOf } from "../rooms.ts";
import { tellBeginning } from "../story.ts";
import { buildDice, castOf, hashOf, noEnd, recordAt, startWorld, type World } from "../world.ts";

const patients = [1, 2, 3, 4, 5, 6];
const zeroAddress = `0x${"0".repeat(40)}`;
const lower = (address: Address): Address => address.toLowerCase() as Address;

/** Who acts for a patient, as the index says it, against what the contract and the events say. */
describeOnBoth("queries of who acts for a patient", () => {
  let world: World;
  let database: Database;
  let events: readonly ReadEvent[];
  const stages: { readonly block: number; readonly database: Database }[] = [];

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    await tellCustodial(world);
    const dice = buildDice(111);
    for (let i = 0; i < 140; i += 1) await tellRoom(world, dice, await timeOf(world));
    const { anna, guard } = castOf(world);
    const terms = { patient: 1, proxy: guard, powers: 2, springing: false, from: 0, until: noEnd };
    await world.send(anna, "appoint", [terms]);
    for (const account of [guard, anna, guard]) {
      const what = wordOf(await timeOf(world), 1, purposeNumber("PATRQT"));
      for (const record of [0, 2, 4].map(recordAt)) {
        await world.send(account, "logOwn", [{ record, part: wholeRecord, what }]);
      }
    }
    events = await readEvents(world);
    const head = Number(await world.request("eth_blockNumber", []));
    for (const block of [...Array.from({ length: 20 }, (_, i) => 20 + 9 * i).filter((one) => one < head), head]) {
      const index = await openIndex(world, { request: asOfBlock(world.request, block) });
      await index.indexer.syncOnce();
      database = index.database;
      stages.push({ block, database });
    }
  });

  after(() => world.chain.close());

  it("tell each proxy's terms as the contract held them, after many blocks", async () => {
    const { guard, ben, warden } = castOf(world);
    const endings = new Set<unknown>();
    for (const stage of stages) {
      for (const patient of patients) {
        const { claimedAt } = await ask(world, "patientOf", [patient], stage.block);
        const expected = new Map<Address, unknown>();
        for (const proxy of [guard, ben, warden]) {
          const held = await ask(world, "proxyOf", [patient, proxy], stage.block);
          if (held.powers === 0) continue;
          const isOver = held.custodial && claimedAt !== 0;
          const until = isOver ? Math.min(held.until, claimedAt) : held.until;
          const [powers, { springing }] = [listPowers(held.powers), held];
          expected.set(proxy, { powers, springing, from: Math.min(held.from, until), until });
        }
        const found = await proxiesOf(stage.database, patient);
        for (const { endedBy } of found) endings.add(endedBy);
        const terms = found.map(({ proxy, endedBy: _, place: __, ...rest }) => [proxy, rest] as const);
        expect(new Map(terms)).to.deep.equal(expected);
      }
    }
    expect(endings).to.deep.equal(new Set(["dismissal", "claim", undefined]));
  });

  it("tell when a patient could not decide as the contract held it, after many blocks", async () => {
    for (const stage of stages) {
      for (const patient of patients) {
        const { from, until } = await ask(world, "incapacityOf", [patient], stage.block);
        const expected = from === 0 ? undefined : { from, until };
        expect(await incapacityOf(stage.database, patient)).to.deep.equal(expected);
      }
    }
  });

  it("list the recoveries under way as the contract held them, after many blocks", async () => {
    let pending = 0;
    for (const stage of stages) {
      const expected: unknown[] = [];
      for (const patient of patients) {
        const { account, to, readyAt } = await ask(world, "recoveryOf", [patient], stage.block);
        if (readyAt !== 0) expected.push({ patient, account: lower(account), to: lower(to), readyAt });
      }
      const found = await recoveriesPending(stage.database);
      expect(found.map(({ place: _, ...rest }) => rest)).to.have.deep.members(expected);
      const times = found.map(({ readyAt }) => readyAt);
      expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
      pending += found.length;
    }
    expect(pending).to.be.greaterThan(5);
    expect(pending).to.be.lessThan(stages.length * 2);
  });

  it("list each organization's patients as the contract held them, after many blocks", async () => {
    const { clinic, practice, surgeon } = castOf(world);
    let listed = 0;
    for (const stage of stages) {
      const custodians = await Promise.all(
        patients.map(async (patient) => lower((await ask(world, "patientOf", [patient], stage.block)).custodian)),
      );
      for (const organization of [clinic, practice, surgeon]) {
        const expected = patients.filter((_, i) => custodians[i] === organization);
        expect(await patientsOf(stage.database, organization)).to.deep.equal(expected);
        listed += expected.length;
      }
    }
    expect(listed).to.be.greaterThan(stages.length * 3);
  });

  it("tell a patient's history as a walk through the events does", async () => {
    const kinds = new Set<string>();
    for (const patient of patients) {
      const expected = events.flatMap((event) => historyOf(event, patient));
      const found = await patientHistory(database, patient);
      expect(found.map(({ place, ...rest }) => ({ ...rest, txHash: place.txHash }))).to.deep.equal(expected);
      for (const { event } of found) kinds.add(event);
    }
    expect(kinds.size).to.equal(13);
    expect(await patientHistory(database, 99)).to.deep.equal([]);
  });

  it("tell who read in a patient's name, and leave out the patient", async () => {
    let acted = 0;
    for (const patient of patients) {
      const expected: unknown[] = [];
      for (const { eventName, args, blockNumber } of events) {
        if (eventName !== "Accessed" || args.patient !== patient) continue;
        const { basis, number } = decodeVerdict(args.verdict);
        if (basis !== "PATIENT") continue;
        const { time } = decodeAccessWord(args.what);
        const before = await ask(world, "patientOf", [patient], blockNumber - 1);
        expect(before.since).to.be.at.most(time); // else the contract could not have judged it
        const isPatient = before.controller === args.accessor && before.hold === 0;
        if (!isPatient) expected.push({ record: args.record, number, accessor: lower(args.accessor) });
      }
      const found: unknown[] = [];
      for (let after: AccessKey | undefined; ; ) {
        const page = await whoActedFor(database, patient, { limit: 2, after });
        expect(page.accesses.length).to.be.at.most(2);
        found.push(...page.accesses.map(({ record, number, accessor }) => ({ record, number, accessor })));
        if (page.next === undefined) break;
        after = page.next;
      }
      expect(found).to.have.deep.members(expected);
      acted += found.length;
    }
    expect(acted).to.be.greaterThan(5);
  });

  it("take a key in the custodian's hold for nobody's own, and a controller of the same second for the one before", async () => {
    const { warden, dora, heir } = castOf(world);
    const told = events.flatMap(({ eventName, args }) =>
      eventName === "Accessed" && args.patient === 6 ? [[lower(args.accessor), decodeVerdict(args.verdict).basis]] : [],
    );
    const expected = [[warden], [dora], [dora], [heir]].map(([account]) => [account, "PATIENT"]);
    expect(told).to.deep.equal(expected);
    const { accesses } = await whoActedFor(database, 6, { limit: 10 });
    expect(accesses.map(({ accessor }) => accessor)).to.deep.equal([warden]);
  });
});

/** A sixth patient: a custodial key that is its own proxy, a claim, and a handover in the second of an access. */
async function tellCustodial(world: World): Promise<void> {
  const { send, request } = world;
  const { clinic, warden, dora, heir } = castOf(world);
  const record = hashOf("record of the sixth");
  const read = async (account: Address, time: number): Promise<void> => {
    const what = wordOf(time, 1, purposeNumber("PATRQT"));
    await send(account, "logOwn", [{ record, part: wholeRecord, what }]);
  };
  await send(clinic, "enroll", [warden, 1]);
  await send(clinic, "register", [{ record, patient: 6, kind: 1, status: 3, digest: hashOf("sixth") }]);
  await send(warden, "appoint", [{ patient: 6, proxy: warden, powers: 2, springing: false, from: 0, until: noEnd }]);
  await read(warden, await timeOf(world));
  await send(warden, "offerHandover", [6, dora]);
  await send(dora, "claim", [6]);
  await read(dora, await timeOf(world));
  await send(dora, "offerHandover", [6, heir]);
  const time = (await timeOf(world)) + 10;
  await request("evm_setAutomine", [false]);
  await read(dora, time);
  await send(heir, "acceptHandover", [6]);
  await request("evm_setNextBlockTimestamp", [numberToHex(time)]);
  await request("evm_mine", []);
  await request("evm_setAutomine", [true]);
  await read(heir, await timeOf(world));
}

type Told = PatientEvent extends infer E ? (E extends unknown ? Omit<E, "place"> : never) : never;

/** What an event says of a patient, from viem's decoding. */
function historyOf({ eventName, args, txHash }: ReadEvent, patient: number): readonly (Told & { txHash: Hex })[] {
  const told = toldBy(eventName, args);
  return told === undefined || (args as { patient?: number }).patient !== patient ? [] : [{ ...told, txHash }];
}

function toldBy(name: string, args: object): Told | undefined {
  const { patient: _, ...given }: Readonly<Record<string, unknown>> = { ...args };
  const rest = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === "string" ? value.toLowerCase() : value]),
  );
  const { hold, delay, powers, ...plain } = rest;
  const orNone = (account: unknown) => (account === zeroAddress ? undefined : account);
  const build = (event: string, more: object = {}): Told => ({ ...plain, event, ...more }) as Told;
  switch (name) {
    case "Enrolled":
      return build("enrolled", { isCustodial: hold === 1 });
    case "HandoverOffered":
      return build("offered", { to: orNone(rest.to) });
    case "HandedOver":
      return build("handed over");
    case "Claimed":
      return build("claimed");
    case "Recovered":
      return build("recovered");
    case "SignaturesVoided":
      return build("voided");
    case "Appointed":
      return build("appointed", { powers: listPowers(powers as number) });
    case "Dismissed":
      return build("dismissed");
    case "IncapacityDeclared":
      return build("incapacity declared");
    case "IncapacityEnded":
      return build("incapacity ended");
    case "RecoveryChosen":
      return build("recovery chosen", { account: orNone(rest.account), delaySeconds: delay });
    case "RecoveryRequested":
      return build("recovery requested");
    case "RecoveryVetoed":
      return build("recovery vetoed");
    default:
      return undefined;
  }
}
