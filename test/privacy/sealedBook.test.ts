import { expect } from "chai";
import { concat, encodeFunctionData, type Hex, numberToHex } from "viem";
import { sendTransaction, waitForTransactionReceipt } from "viem/actions";
import { fiducialRegistryAbi as abi } from "../../src/abi/fiducialRegistryAbi.ts";
import { verifyBookEntry } from "../../src/consent/books.ts";
import { findDifferences, type Observed } from "./observe.ts";
import { addressOf, days, type Lived, live, type Practice, RESTRICTED_DAYS, RESTRICTING } from "./world.ts";

/** Ways to give a restriction away, and where it shows. */
const LEAKS: readonly [string, Practice, keyof Observed][] = [
  [
    "anchors only what changed",
    async ({ vault, interval, anchor }) => {
      const acts = (await vault.listRestrictions()).flatMap(({ imposedAt, liftedAt }) => [imposedAt, liftedAt]);
      if (acts.includes(interval * 86_400)) await anchor();
    },
    "transactions",
  ],
  [
    "has leaves for those who restrict only",
    async ({ vault, interval, patients, anchor }) => {
      const inForce = (await vault.restrictionsAt(interval * 86_400)).map(({ patient }) => patient);
      await anchor({ patients: patients.filter((patient) => inForce.includes(patient)) });
    },
    "transactions", // the empty book's root is the same every day
  ],
  [
    "has leaves for a neighbour only where there is a restriction",
    async ({ vault, interval, patients, anchor }) => {
      const [restriction] = await vault.restrictionsAt(interval * 86_400);
      await anchor({ patients: restriction === undefined ? patients.slice(0, 3) : patients });
    },
    "others",
  ],
  [
    "seals a book once and not in every interval",
    async ({ vault, signer, interval, patients }) => {
      const inForce = await vault.restrictionsAt(interval * 86_400);
      const { root } = await vault.addBook({ custodian: addressOf(signer), interval: inForce.length, patients });
      await signer.anchorBook({ root });
    },
    "transactions",
  ],
  [
    "says more beside the root",
    async ({ vault, signer, registry, interval, anchor }) => {
      const { length } = await vault.restrictionsAt(interval * 86_400);
      const send = async (root: Hex) => {
        const call = encodeFunctionData({ abi, functionName: "anchorBook", args: [root] });
        const data = concat([call, numberToHex(length, { size: 32 })]);
        const hash = await sendTransaction(signer, { account: addressOf(signer), to: registry, data });
        const { blockNumber } = await waitForTransactionReceipt(signer, { hash });
        return { hash, blockNumber, interval };
      };
      await anchor({ send });
    },
    "transactions",
  ],
  [
    "asks its node about whom it excludes",
    async ({ vault, signer, interval, anchor }) => {
      for (const { excluded } of await vault.restrictionsAt(interval * 86_400))
        await signer.actorOf({ actor: excluded });
      await anchor();
    },
    "requests",
  ],
];

// two worlds, the same but for one restriction of one patient, on some days
// ├── look the same to whoever is neither custodian nor patient, but for the bytes of the roots
// ├── and the patient can prove it in the one, and can't be lied to in either
// └── of a custodian that gives something away they do not look the same
describe("two worlds that differ in one restriction", function () {
  this.timeout(120_000);
  const honest: Practice = async ({ anchor }) => void (await anchor());
  let [without, restricted]: [Lived?, Lived?] = [];

  before(async () => {
    without = await live({ isRestricted: false, practice: honest });
    restricted = await live({ isRestricted: true, practice: honest });
  });

  const both = (): readonly [Lived, Lived] => {
    if (without === undefined || restricted === undefined) throw new TypeError("a world is missing");
    return [without, restricted];
  };

  for (const kind of ["blocks", "transactions", "requests", "others"] as const) {
    it(`look the same: ${kind}`, () => {
      const [one, other] = both();
      expect(one.seen[kind]).to.have.length.greaterThan(3);
      expect(findDifferences(one.seen, other.seen).filter((difference) => difference.startsWith(kind))).to.deep.equal(
        [],
      );
    });
  }

  it("are compared down to the storage slots that are read and written", () => {
    const [{ seen }] = both();
    const anchors = seen.transactions
      .map((transaction) => JSON.stringify(transaction))
      .filter((text) => text.includes("<root"));
    expect(anchors).to.have.lengthOf(days().length);
    for (const text of anchors) expect(text.match(/SSTORE 0x/g)).to.have.lengthOf(2);
  });

  it("have a root on every day, each of them new, and another one on each day with the restriction", () => {
    const [one, other] = both();
    expect(new Set(one.roots).size).to.equal(days().length);
    expect(new Set(other.roots).size).to.equal(days().length);
    expect([...one.roots, ...other.roots]).not.to.include(undefined);
    expect(days().filter((day) => one.roots[day] !== other.roots[day])).to.deep.equal(RESTRICTED_DAYS);
  });

  it("give the patient a proof that holds for what is so, and for no lie", () => {
    const worlds = both();
    const [told] = worlds[1].proofs.flatMap((entry) => entry?.restrictions ?? []);
    expect(told).to.include({ patient: RESTRICTING });
    for (const [world, { proofs, roots }] of worlds.entries()) {
      for (const day of days()) {
        const [entry, root] = [proofs[day], roots[day]];
        if (entry === undefined || root === undefined || told === undefined) throw new TypeError("no proof");
        const restrictions = world === 1 && RESTRICTED_DAYS.includes(day) ? [told] : [];
        const lie = restrictions.length === 0 ? [told] : [];
        expect(verifyBookEntry({ ...entry, root, restrictions }).holds).to.equal(true);
        expect(verifyBookEntry({ ...entry, root, restrictions: lie }).holds).to.equal(false);
        expect(
          verifyBookEntry({ ...entry, root: roots[(day + 1) % roots.length] ?? root, restrictions }).holds,
        ).to.equal(false);
      }
    }
  });

  describe("do not look the same with a custodian that", () => {
    for (const [title, practice, where] of LEAKS) {
      it(title, async () => {
        const one = await live({ isRestricted: false, practice });
        const other = await live({ isRestricted: true, practice });
        const differences = findDifferences(one.seen, other.seen);
        expect(differences.map((difference) => difference.split(" ")[0])).to.include(where);
      });
    }
  });
});
