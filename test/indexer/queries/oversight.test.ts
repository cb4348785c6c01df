import { expect } from "chai";
import type { Address, Hex } from "viem";
import { bookInterval } from "../../../src/consent/books.ts";
import { OUTCOMES } from "../../../src/consent/outcomes.ts";
import { purposeNumber } from "../../../src/consent/purposes.ts";
import { booksOf } from "../../../src/indexer/queries/booksOf.ts";
import { credentialsOf, keyOf } from "../../../src/indexer/queries/credentials.ts";
import { gatewaysSilent } from "../../../src/indexer/queries/gatewaysSilent.ts";
import { findReviewsDue, type ReviewDue, type ReviewKey, reviewsOf } from "../../../src/indexer/queries/reviews.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { type ReadEvent, readEvents } from "../events.ts";
import { openIndex } from "../index.ts";
import { ask, findUnreviewed, tellRoom, timeOf, wordOf } from "../rooms.ts";
import { tellBeginning, tellMore } from "../story.ts";
import { buildDice, castOf, hashOf, noEnd, records, startWorld, type World } from "../world.ts";

const zeroAddress = `0x${"0".repeat(40)}`;
const lower = (address: Address): Address => address.toLowerCase() as Address;

/** What is owed and who is overdue: the index against the contract and a walk through the events. */
describeOnBoth("queries of oversight", () => {
  let world: World;
  let database: Database;
  let events: readonly ReadEvent[];
  let now: number;
  const times = new Map<number, number>();

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(131);
    for (let i = 0; i < 150; i += 1) {
      await tellMore(world, dice);
      await tellRoom(world, dice, await timeOf(world));
    }
    const { practice, surgeon } = castOf(world);
    for (const wait of [73 * 3_600, 3_600]) {
      for (const record of records) {
        const what = wordOf(await timeOf(world), 4, purposeNumber("ETREAT"), 2);
        await world.send(surgeon, "logOwn", [{ record, part: hashOf("part"), what }]);
      }
      await world.request("evm_increaseTime", [wait]);
      await world.request("evm_mine", []);
    }
    const [silent, gone] = world.accounts.slice(17);
    if (silent === undefined || gone === undefined) throw new TypeError("Too few accounts");
    now = await timeOf(world);
    for (const gateway of [silent, gone]) {
      await world.send(practice, "admit", [gateway, 3, 1, 0, noEnd]);
      await world.send(gateway, "heartbeat", [hashOf("first"), now + 500]);
      await world.send(gateway, "heartbeat", [hashOf("second"), now + 400]);
    }
    await world.send(practice, "retire", [gone]);
    await world.send(castOf(world).anna, "publishKey", [hashOf("")]);
    await world.send(castOf(world).anna, "publishKey", [`0x${"0".repeat(64)}`]);
    now = await timeOf(world);
    const index = await openIndex(world);
    database = index.database;
    await index.indexer.syncOnce();
    events = await readEvents(world);
    for (const { number, time } of await database.all<{ number: number; time: number }>("SELECT * FROM blocks")) {
      times.set(number, time);
    }
  });

  after(() => world.chain.close());

  async function allDue(custodian: Address | undefined, limit: number): Promise<readonly ReviewDue[]> {
    const found: ReviewDue[] = [];
    for (let after: ReviewKey | undefined; ; ) {
      const page = await findReviewsDue(database, { now, custodian }, { limit, after });
      expect(page.reviews.length).to.be.at.most(limit);
      found.push(...page.reviews);
      if (page.next === undefined) return found;
      after = page.next;
    }
  }

  it("list the reviews that the contract waits for, the longest overdue first", async () => {
    const unreviewed = await findUnreviewed(world);
    const { clinic, practice } = castOf(world);
    for (const custodian of [undefined, clinic, practice]) {
      const own = [];
      for (const one of unreviewed) {
        const held = await ask(world, "recordOf", [one.record]);
        if (custodian === undefined || lower(held.custodian) === custodian) own.push(one);
      }
      expect(own).not.to.be.empty;
      for (const limit of [2, 100]) {
        const found = await allDue(custodian, limit);
        const plain = found.map(({ access, due }) => ({ record: access.record, number: access.number, due }));
        expect(plain).to.have.deep.members(own);
        const dues = found.map(({ due }) => due);
        expect(dues).to.deep.equal(dues.toSorted((a, b) => a - b));
        for (const { due, isOverdue } of found) expect(isOverdue).to.equal(due <= now);
      }
    }
    const [first] = await allDue(undefined, 100);
    expect(first?.isOverdue).to.equal(true);
    const due = first?.due ?? 0;
    for (const [time, isOverdue] of [
      [due - 1, false],
      [due, true],
    ] as const) {
      const { reviews } = await findReviewsDue(database, { now: time }, { limit: 1 });
      expect(reviews[0]?.isOverdue).to.equal(isOverdue);
    }
  });

  it("tell what became of a record's emergencies as the contract holds it", async () => {
    const seen = new Set<string>();
    for (const record of records) {
      const count = await ask(world, "accessCountOf", [record]);
      const expected: unknown[] = [];
      for (let number = 1; number <= count; number += 1) {
        const { accessor, due, outcome } = await ask(world, "reviewOf", [record, number]);
        if (accessor === zeroAddress) continue;
        const said = events.find(
          ({ eventName, args }) => eventName === "Reviewed" && args.record === record && args.number === number,
        );
        seen.add(OUTCOMES[outcome] ?? "");
        const review =
          said?.eventName === "Reviewed"
            ? {
                ...{ reviewer: lower(said.args.reviewer), outcome: OUTCOMES[outcome], note: said.args.note },
                isLate: (times.get(said.blockNumber) ?? 0) >= due,
                txHash: said.txHash,
              }
            : undefined;
        expected.push({ number, accessor: lower(accessor), due, review });
      }
      const found = (await reviewsOf(database, record)).map(({ access, due, review }) => {
        const { place, ...rest } = review ?? {};
        const { number, accessor } = access;
        return { number, accessor, due, review: review === undefined ? undefined : { ...rest, txHash: place?.txHash } };
      });
      expect(found).to.deep.equal(expected);
    }
    expect(seen).to.have.all.keys(...OUTCOMES);
  });

  it("list a custodian's books, and the intervals it left out until now", async () => {
    const { clinic, practice, surgeon } = castOf(world);
    let left = 0;
    for (const custodian of [clinic, practice]) {
      const { root, interval } = await ask(world, "bookOf", [custodian]);
      for (const later of [0, 1, 5]) {
        const time = now + later * 86_400;
        const { books, missing } = await booksOf(database, custodian, { now: time });
        expect(books.at(-1)).to.deep.include({ root, interval });
        const anchored = new Set(books.map((book) => book.interval));
        const expected: number[] = [];
        for (let i = books[0]?.interval ?? 0; i < bookInterval(time); i += 1) if (!anchored.has(i)) expected.push(i);
        const named = missing.flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(named).to.deep.equal(expected);
        left += named.length;
      }
      const told = events.filter(
        ({ eventName, args }) => eventName === "BookAnchored" && lower(args.custodian) === custodian,
      );
      const { books } = await booksOf(database, custodian, { now });
      expect(books.map(({ place }) => place.txHash)).to.deep.equal(told.map(({ txHash }) => txHash));
    }
    expect(left).to.be.greaterThan(3);
    expect(await booksOf(database, surgeon, { now })).to.deep.equal({ books: [], missing: [] });
  });

  it("name a gateway that is overdue from the second after, unless it retired", async () => {
    const { gateway, clinic, practice } = castOf(world);
    const [silent] = world.accounts.slice(17);
    const { nextBy, entryCount } = await ask(world, "gatewayOf", [gateway]);
    const { nextBy: secondNextBy } = await ask(world, "gatewayOf", [silent]);
    const at = async (time: number) => (await gatewaysSilent(database, { now: time })).map((one) => one.gateway);
    expect(await at(secondNextBy)).not.to.include(silent);
    expect(await at(secondNextBy + 1)).to.include(silent);
    expect(await at(nextBy)).not.to.include(gateway);
    expect(await at(nextBy + 1)).to.include(gateway);
    const all = await gatewaysSilent(database, { now: noEnd });
    const beat = events.findLast(({ eventName, args }) => eventName === "Heartbeat" && lower(args.gateway) === gateway);
    const counted = beat?.eventName === "Heartbeat" ? beat.args.entryCount : 0;
    const expected = [
      { gateway, organization: clinic, nextBy, entryCount: counted, entriesLogged: entryCount },
      { gateway: silent, organization: practice, nextBy: secondNextBy, entryCount: 0, entriesLogged: 0 },
    ].sort((a, b) => a.nextBy - b.nextBy);
    expect(all.map(({ place: _, ...rest }) => rest)).to.deep.equal(expected);
    expect(entryCount).to.be.greaterThan(counted);
  });

  it("list an actor's credentials as they stood at any time", async () => {
    const { surgeon, resident, gateway } = castOf(world);
    const attested = events.flatMap(({ eventName, args, blockNumber }) =>
      eventName === "CredentialAttested" ? [{ ...args, at: times.get(blockNumber) ?? 0 }] : [],
    );
    const moments = new Set(attested.flatMap(({ at, until }) => [at - 1, at, until - 1, until]));
    const answers = new Set<boolean>();
    for (const actor of [surgeon, resident, gateway]) {
      for (const time of moments) {
        const expected = new Map<string, unknown>();
        for (const { actor: whose, organization, credential, until, at } of attested) {
          if (lower(whose) !== actor || at > time) continue;
          const isValid = time < until;
          const key = `${lower(organization)} ${credential}`;
          expected.set(key, { organization: lower(organization), credential, until, isValid });
        }
        const found = (await credentialsOf(database, actor, time)).map(({ place: _, ...rest }) => rest);
        const inOrder = [...expected.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
        expect(found).to.deep.equal(inOrder);
        for (const { isValid } of found) answers.add(isValid);
      }
    }
    expect(answers).to.deep.equal(new Set([true, false]));
  });

  it("find the key that an account published last, and none where it was taken back", async () => {
    const last = new Map<Address, Hex>();
    for (const { eventName, args } of events) if (eventName === "KeyPublished") last.set(lower(args.account), args.key);
    for (const [account, key] of last) {
      expect((await keyOf(database, account))?.key).to.equal(BigInt(key) === 0n ? undefined : key);
    }
    expect(last.size).to.equal(3);
    expect(await keyOf(database, castOf(world).anna)).to.equal(undefined);
    expect(await keyOf(database, castOf(world).gateway)).to.equal(undefined);
  });
});
