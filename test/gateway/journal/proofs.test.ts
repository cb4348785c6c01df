import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Hex } from "viem";
import {
  digestIdentity,
  digestRoute,
  findBrokenSeal,
  type Journal,
  NotInJournalError,
  type Numbered,
  openJournal,
  proveSealed,
  readJournal,
  type Seal,
  type SealedProof,
  verifySealed,
} from "../../../src/gateway/journal/index.ts";
import { buildEntry, optionsFor, session, withFolder, word } from "./place.ts";

const at = 1_700_000_000;
const options = optionsFor("unused");
const identity = digestIdentity(options);
const route = "GET /studies/1.2.840.1";
const sessions = [session, word(0xaaa), word(0xbbb)];

/** Fills three periods, the last of them not sealed, and opens the journal again in the middle of each. */
async function fill(folder: string): Promise<{ records: Numbered[]; seals: Seal[] }> {
  const settings = { ...options, folder, segmentBytes: 2_000 };
  const seals: Seal[] = [];
  let journal: Journal = await openJournal(settings);
  for (let period = 0; period < 3; period += 1) {
    for (let i = 0; i < 12; i += 1) {
      if (i === 5) {
        await journal.close();
        journal = await openJournal(settings);
      }
      const { entryNumber } = await journal.append(buildEntry(i));
      await journal.appendRequest({ at, session: sessions[(i * period) % 3] ?? session, entryNumber, route });
      if (i % 4 === 0) await journal.appendRefusal({ at, reason: i, route });
    }
    if (period < 2) seals.push(await journal.seal(at));
  }
  await journal.close();
  return { records: await readJournal(folder, identity), seals };
}

// what a heartbeat commits to
// ├── every access, refusal, emergency and request before it has a proof
// ├── no proof holds for another word, nor after any of it was changed
// ├── what is not sealed yet has none
// ├── a seal is computed the same after a crash, and is not computed anew where nothing came since
// ├── it is computed as the docs say
// └── a changed record breaks its seal
describe("what a heartbeat commits to", () => {
  let records: Numbered[];
  let seals: Seal[];
  before(() =>
    withFolder(async (folder) => {
      ({ records, seals } = await fill(folder));
    }),
  );
  const prove = (sequence: number): SealedProof => proveSealed(records, sequence, identity, options.sealKey);

  it("has a proof for every record of a sealed period, and for that period's word alone", () => {
    const [first, second] = records.filter(({ kind }) => kind === "heartbeat");
    for (const record of records) {
      if (record.kind === "heartbeat") continue;
      if (record.sequence > (second?.sequence ?? 0)) {
        expect(() => prove(record.sequence)).to.throw(NotInJournalError);
        continue;
      }
      const proof = prove(record.sequence);
      const [its, other] = record.sequence < (first?.sequence ?? 0) ? seals : seals.toReversed();
      expect(verifySealed(its?.journal ?? "0x", proof)).to.deep.equal(record);
      expect(verifySealed(other?.journal ?? "0x", proof)).to.equal(undefined);
    }
    for (const sequence of [0, first?.sequence ?? 0, 10_000]) expect(() => prove(sequence)).to.throw(NotInJournalError);
  });

  it("has no proof that was changed anywhere", () => {
    const proof = prove(20);
    const { journal } = seals[0] ?? { journal: word(0) };
    expect(verifySealed(journal, proof)).not.to.equal(undefined);
    const flip = (hex: Hex): Hex => `${hex.slice(0, -1)}${hex.endsWith("1") ? "2" : "1"}` as Hex;
    const changed: SealedProof[] = [];
    for (const [name, value] of Object.entries(proof)) {
      if (typeof value === "string") {
        changed.push(
          { ...proof, [name]: flip(value as Hex) },
          { ...proof, [name]: "0x" },
          { ...proof, [name]: `${value}00` },
        );
      } else if (typeof value === "number") {
        changed.push(...[value + 1, value - 1, -1, 0.5, 2 ** 48].map((number) => ({ ...proof, [name]: number })));
      } else {
        const path = value as readonly Hex[];
        changed.push({ ...proof, [name]: [...path, word(1)] }, { ...proof, [name]: path.slice(1) });
        changed.push({ ...proof, [name]: path.map((node, index) => (index === 0 ? flip(node) : node)) });
      }
    }
    expect(changed.length).to.be.greaterThan(40);
    for (const wrong of changed) {
      if (JSON.stringify(wrong) === JSON.stringify(proof)) continue; // a path without nodes can't be shortened
      expect(verifySealed(journal, wrong), JSON.stringify(wrong)).to.equal(undefined);
    }
  });

  it("keeps routes under a salt of their own", () => {
    const [one, other] = records.filter((record) => record.kind === "request");
    if (one === undefined || other === undefined) throw new TypeError("there are requests");
    expect(one.route).to.equal(digestRoute(options.sealKey, one.sequence, route));
    expect(one.route).not.to.equal(other.route);
    expect(digestRoute(new Uint8Array(32).fill(8), one.sequence, route)).not.to.equal(one.route);
  });

  it("is the same again where nothing came since, also after it was opened again", () =>
    withFolder(async (folder) => {
      const settings = { ...options, folder };
      let journal = await openJournal(settings);
      const empty = await journal.seal(at);
      expect(empty.number).to.equal(1);
      await journal.append(buildEntry(1));
      const [one, two] = await Promise.all([journal.seal(at), journal.seal(at + 1)]);
      expect(two).to.deep.equal(one);
      expect(one.number).to.equal(2);
      expect(one.journal).not.to.equal(empty.journal);
      await journal.noteFinal(1, at);
      await journal.close();
      journal = await openJournal(settings);
      expect(await journal.seal(at + 2)).to.deep.equal(one);
      await journal.close();
    }));

  it("is computed as docs/gateway.md says", () =>
    withFolder(async (folder) => {
      const journal = await openJournal({ ...options, folder });
      await journal.append(buildEntry(1), route);
      const { journal: sealed } = await journal.seal(at);
      await journal.close();
      const [access, request] = await readJournal(folder, identity);
      if (access?.kind !== "access" || request?.kind !== "request") throw new TypeError("they are the first two");

      const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
        parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
      const number = (value: number): Buffer => Buffer.from(value.toString(16).padStart(12, "0"), "hex");
      const hex = (value: Hex): Buffer => Buffer.from(value.slice(2), "hex");
      const zero = Buffer.alloc(1);
      const salt = (of: number): Buffer => sha256("fiducial.journal.salt.v1\0", options.sealKey, number(of));
      const { record, part, what, blockNumber, blockHash } = access;
      const accessBytes = [
        Buffer.of(1),
        number(1),
        hex(record),
        hex(part),
        hex(what),
        hex(session),
        number(blockNumber),
        hex(blockHash),
      ];
      const requestBytes = [Buffer.of(3), number(request.at), hex(session), number(1), hex(request.route)];
      const main = sha256(zero, salt(1), number(1), ...accessBytes);
      const requests = sha256(zero, salt(2), number(2), ...requestBytes);
      const lists = [sha256(zero, Buffer.alloc(32), number(1), main), sha256(zero, hex(session), number(1), requests)];
      const root = sha256(Buffer.of(1), ...lists);
      const word = sha256("fiducial.journal.seal.v1\0", hex(identity), number(1), number(2), Buffer.alloc(32), root);
      expect(sealed).to.equal(`0x${word.toString("hex")}`);
    }));

  it("is broken by a record that was changed, left out or put in", () => {
    const find = (of: readonly Numbered[]) => findBrokenSeal(of, identity, options.sealKey);
    expect(find(records)).to.equal(undefined);
    const index = records.findIndex(({ kind }) => kind === "heartbeat") + 3;
    const changed = records.map((record, i): Numbered => {
      if (i !== index || record.kind === "heartbeat") return record;
      if (record.kind === "access") return { ...record, part: word(0xbad) };
      return "at" in record ? { ...record, at: record.at + 1 } : record;
    });
    expect(find(changed)).to.equal(2);
    expect(find(records.toSpliced(index, 1))).to.equal(2);
    expect(find(records.toSpliced(0, 1))).to.equal(1);
    expect(findBrokenSeal(records, identity, new Uint8Array(32))).to.equal(1);
    expect(findBrokenSeal(records, word(1), options.sealKey)).to.equal(1);
  });
});
