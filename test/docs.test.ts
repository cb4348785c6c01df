import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { fiducialRegistryAbi } from "../src/abi/fiducialRegistryAbi.ts";
import { type AccessFacts, decodeAccessWord } from "../src/consent/accessWord.ts";
import { ACTIONS } from "../src/consent/actions.ts";
import { BASES } from "../src/consent/bases.ts";
import { buildPermitTypedData, buildRevocationTypedData } from "../src/consent/typedData.ts";
import { decodeVerdict } from "../src/consent/verdictWord.ts";
import { compileStorageLayout } from "./storageLayout.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = [
  ...["README.md", "AGENTS.md", "SECURITY.md", "CHANGELOG.md"].filter((path) => existsSync(join(root, path))),
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const contracts = read("docs/contracts.md");

/** The anchors that a renderer gives a page's headings: as GitHub's, a repeated one with its number. */
function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutFences(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, "");
}

/** The relative links of a page that lead nowhere. */
function findBrokenLinks(path: string, markdown: string): string[] {
  const text = withoutFences(markdown);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]:\s*(\S+)/gm)].map(
    ([, inline, named]) => inline ?? named,
  );
  return links.filter((link): link is string => {
    if (link === undefined || /^[a-z]+:/.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : join(dirname(path), file);
    if (target !== path && !existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target === path ? markdown : read(target)).includes(anchor);
  });
}

/** The rows of the tables whose heading row starts with these columns, as cells without their backquotes. */
function rowsOf(markdown: string, ...columns: readonly string[]): string[][] {
  const rows: string[][] = [];
  let isIn = false;
  for (const line of markdown.split("\n")) {
    const cells = line.startsWith("|") ? line.split(" | ").map((cell) => cell.replaceAll(/[|`]/g, "").trim()) : [];
    if (isIn && cells.length > 0 && !line.startsWith("|---")) rows.push(cells);
    if (cells.length === 0) isIn = false;
    else if (columns.every((column, i) => cells[i] === column)) isIn = true;
  }
  return rows;
}

function section(markdown: string, heading: string): string {
  return markdown.split(/^(?=#+ )/m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
}

type Field = { readonly name: string; readonly bit: number; readonly bits: number };

/** The rows of the table `| <title> | bit | bits | ...` under a heading. */
function fieldsUnder(heading: string, title: string): Field[] {
  const rows = rowsOf(section(contracts, heading), title, "bit", "bits");
  return rows.map(([name = "", bit, bits]) => ({ name, bit: Number(bit), bits: Number(bits) }));
}

/** A word in which one field alone is set, to `value`. */
const probe = ({ bit }: Field, value: number) => BigInt(value) << BigInt(bit);

describe("the docs", () => {
  for (const path of pages) {
    it(`${path} links to files and headings that exist`, () => {
      expect(findBrokenLinks(path, read(path))).to.deep.equal([]);
    });

    it(`${path} names scripts that package.json has`, () => {
      const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
      const named = [...read(path).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script);
      expect(Object.keys(scripts)).to.include.members(named);
    });

    it(`${path} names files that exist`, () => {
      const quoted = read(path).matchAll(
        /`(?!deploy\/deployments\/)((?:contracts|src|deploy|bench|scripts|test|docs)\/[\w./-]+)`/g,
      );
      const missing = [...quoted].flatMap(([, file = ""]) => (existsSync(join(root, file)) ? [] : [file]));
      expect(missing).to.deep.equal([]);
    });
  }

  it("finds a planted broken link", () => {
    const page =
      "# A b\n[1](#a-b) [2](#a-c) [3](limits.md) [4](none.md) [5](limits.md#none) [6](https://a.example/none)\n";
    expect(findBrokenLinks("docs/planted.md", page)).to.deep.equal(["#a-c", "none.md", "limits.md#none"]);
  });

  it("the glossary is in alphabetical order, each word once", () => {
    const words = rowsOf(read("docs/glossary.md"), "word").map(([word]) => word);
    expect(words).to.have.length.above(40);
    expect(words).to.deep.equal([...new Set(words)].sort());
  });
});

describe("docs/contracts.md", () => {
  const named = new Set([...contracts.matchAll(/`(\w+)(?:\([^`]*\))?`/g)].map(([, name]) => name));

  for (const type of ["error", "event", "function"] as const) {
    it(`names every ${type} of the contract`, () => {
      const names = fiducialRegistryAbi.flatMap((item) => (item.type === type ? [item.name] : []));
      expect(names).not.to.be.empty;
      expect(names.filter((name) => !named.has(name))).to.deep.equal([]);
    });
  }

  it("lays AccessWord out as src/consent reads it", () => {
    const fields = fieldsUnder("### AccessWord", "field");
    const empty = decodeAccessWord(0n);
    const readers: Record<string, (facts: AccessFacts) => bigint> = {
      account: ({ account }) => BigInt(account),
      time: ({ time }) => BigInt(time),
      purpose: ({ purpose }) => BigInt(purpose),
      action: ({ action }) => BigInt(action),
      detail: ({ detail }) => BigInt(detail),
    };
    expect(fields.map(({ name }) => name)).to.have.members([...Object.keys(readers), "claim"]);
    let next = 0;
    for (const { name, bit, bits } of fields) {
      expect(bit, name).to.equal(next);
      next += bits;
      const reader = readers[name];
      if (reader === undefined) continue;
      const full = (1n << BigInt(bits)) - 1n;
      const facts = decodeAccessWord(full << BigInt(bit));
      expect(reader(facts), name).to.equal(full);
      expect({ ...facts, [name]: 0 }, name).to.deep.equal({ ...empty, [name]: 0 });
    }
    expect(next).to.equal(256);
  });

  it("lays the claim out as src/consent reads it", () => {
    const [basis, grantee, allRecords, ...others] = fieldsUnder("### AccessWord", "claim");
    if (basis === undefined || grantee === undefined || allRecords === undefined)
      throw new TypeError("a row is missing");
    expect([basis.name, grantee.name, allRecords.name, others]).to.deep.equal(["basis", "grantee", "allRecords", []]);
    const claim = (word: bigint) => decodeAccessWord(word).claim;
    const nothing = claim(0n);
    expect(claim(probe(basis, 2 ** basis.bits - 1))).to.deep.equal(nothing); // 7 is no basis
    expect(claim(probe(basis, 4))).to.deep.equal({ ...nothing, basis: "EMERGENCY" });
    expect(claim(probe(grantee, 2 ** grantee.bits - 1))).to.deep.equal({ ...nothing, grantee: "nobody" });
    expect(claim(probe(allRecords, 2 ** allRecords.bits - 1))).to.deep.equal({ ...nothing, allRecords: true });
  });

  it("lays VerdictWord out as src/consent reads it", () => {
    const fields = fieldsUnder("### VerdictWord", "field");
    expect(fields.map(({ name }) => name)).to.deep.equal(["number", "entryNumber", "basis", "version"]);
    for (const field of fields) {
      const isBasis = field.name === "basis";
      const most = 2 ** field.bits - 1;
      const expected = { ...decodeVerdict(0n), [field.name]: isBasis ? "UNDETERMINED" : most };
      expect(decodeVerdict(probe(field, isBasis ? 5 : most))).to.deep.equal(expected);
    }
    const ends = fields.map(({ bit, bits }) => bit + bits);
    expect(fields.map(({ bit }) => bit)).to.deep.equal([0, ...ends.slice(0, -1)]);
  });

  it("numbers bases and actions as src/consent does", () => {
    const meaningOf = (heading: string, field: string) =>
      rowsOf(section(contracts, heading), "field")
        .find(([name]) => name === field)
        ?.at(-1);
    const numbered = (names: readonly string[], first: number) =>
      names.map((name, i) => `${i + first} ${name}`).join(", ");
    expect(meaningOf("### VerdictWord", "basis")).to.equal(numbered(BASES, 0));
    expect(meaningOf("### AccessWord", "action")).to.contain(numbered(ACTIONS, 1));
  });

  it("spells the signed messages as src/consent builds them", () => {
    const zero = `0x${"00".repeat(20)}` as const;
    const scope = `0x${"00".repeat(32)}` as const;
    const bounds = { chainId: 1, registry: zero, version: 0, epoch: 0, deadline: 0 };
    const terms = { patient: 1, scope, grantee: zero, purposes: 1n, kinds: 1n, from: 0, until: 1 };
    const spell = (fields: readonly { readonly type: string; readonly name: string }[]) =>
      fields.map(({ type, name }) => `${type} ${name}`).join(",");
    const { Permit } = buildPermitTypedData({ ...bounds, terms }).types;
    const { Revocation } = buildRevocationTypedData({ ...bounds, patient: 1, scope, grantee: zero }).types;
    expect(contracts).to.contain(`\nPermit(${spell(Permit)})\nRevocation(${spell(Revocation)})\n`);
  });

  it("lays storage out as the compiler does", function () {
    this.timeout(60_000); // the compiler has to be loaded
    const { storage, types } = compileStorageLayout();
    const slots = storage.map(({ slot, offset, label }) => [slot, String(offset * 8), label]);
    expect(rowsOf(contracts, "slot", "bit", "variable").map((row) => row.slice(0, 3))).to.deep.equal(slots);

    const members = Object.values(types).flatMap(({ label, members = [] }) =>
      members.map(({ slot, offset, label: field, type }) => {
        const bits = Number(types[type]?.numberOfBytes) * 8;
        return [label.replace("struct ", ""), slot, String(offset * 8), String(bits), field];
      }),
    );
    expect(rowsOf(contracts, "struct", "slot", "bit", "bits", "field")).to.have.deep.members(members);
  });
});

describe("SECURITY.md", () => {
  type Package = { readonly integrity?: string; readonly hasInstallScript?: boolean; readonly link?: boolean };
  type Manifest = Record<"dependencies" | "devDependencies" | "allowScripts", Record<string, string>>;
  const manifest: Manifest = JSON.parse(read("package.json"));
  const { packages }: { packages: Record<string, Package> } = JSON.parse(read("package-lock.json"));
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  it("is right that every direct dependency has one exact version", () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).to.deep.equal([]);
  });

  it("is right that the lock has the integrity of every package", () => {
    expect(installed).not.to.be.empty;
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"))).to.deep.equal([]);
  });

  it("is right about which packages have install scripts", () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    const names = scripted.map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    expect(Object.keys(manifest.allowScripts)).to.include.members(names);
    for (const name of names) expect(read("SECURITY.md")).to.contain(`\`${name}\``);
  });
});
