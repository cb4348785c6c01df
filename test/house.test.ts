import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { expect } from "chai";
import ts from "typescript";

type Room = {
  readonly level: number;
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Whether it may look at the clock and the like, as the command line does. */
  readonly isWorldly?: boolean;
};
type SourceFile = { readonly path: string; readonly text: string };

const anything = ["*"];

/** Who may import whom. `rooms` are path prefixes beside the room itself and `src/errors`; `packages` are npm packages and node: modules. */
const house: Readonly<Record<string, Room>> = {
  "src/errors": { level: 0, rooms: [], packages: [] },
  "src/abi": { level: 0, rooms: [], packages: [] },
  "src/dicom": {
    level: 1,
    rooms: [],
    packages: [
      ...["dicom-parser", "@openzeppelin/merkle-tree", "node:crypto", "node:zlib", "jpeg-lossless-decoder-js"],
      ...["charls", "libjpeg-turbo-8bit", "openjpeg"].map((codec) => `@cornerstonejs/codec-${codec}`),
    ],
  },
  "src/consent": { level: 1, rooms: [], packages: ["viem"] },
  "src/sql": {
    level: 1,
    rooms: [],
    packages: ["node:sqlite", "node:async_hooks", "node:stream", "pg", "pg-copy-streams"],
  },
  // Who is asking: what a site that people sign in to needs of it.
  "src/session": { level: 1, rooms: [], packages: ["node:crypto", "viem"] },
  "src/client/viem": { level: 2, rooms: ["src/consent", "src/abi"], packages: ["viem"] },
  "src/client/ethers": { level: 2, rooms: ["src/consent", "src/abi", "types/contracts"], packages: ["ethers"] },
  "src/vault": { level: 2, rooms: ["src/sql", "src/consent", "src/dicom"], packages: ["node:crypto", "node:zlib"] },
  "src/indexer": { level: 2, rooms: ["src/sql", "src/consent", "src/abi"], packages: ["viem", "node:crypto"] },
  // For other people's use too: it stands alone, src/errors included.
  "src/audit/verify": { level: 1, rooms: [], packages: ["@ethereumjs/rlp", "@noble/hashes"] },
  "src/audit": {
    level: 3,
    rooms: ["src/audit/verify", "src/indexer/queries", "src/vault", "src/client", "src/consent", "src/dicom"],
    packages: ["@ethereumjs/rlp", "@noble/hashes", "viem", "zod", "pdfkit", "csv-stringify"], // the last two: reports on paper
  },
  "src/gateway": {
    level: 3,
    rooms: ["src/consent", "src/dicom", "src/session"],
    packages: [
      ...["fastify", "@fastify/cookie", "@fastify/rate-limit", "@fastify/static", "prom-client", "undici", "viem"],
      ...["crypto", "stream", "zlib", "path", "url", "timers"].map((name) => `node:${name}`),
      ...["node:fs", "node:sqlite"], // the journal: an access is on the disk before it is served
    ],
  },
  "src/exchange": {
    level: 3,
    rooms: ["src/vault", "src/client", "src/dicom", "src/consent"],
    packages: ["age-encryption"],
  },
  "src/api": {
    level: 4,
    rooms: ["src/audit", "src/indexer", "src/client", "src/consent", "src/session", "src/sql", "src/abi"],
    packages: [
      ...["fastify", "fastify-type-provider-zod", "zod", "viem", "node:stream"],
      ...["cookie", "rate-limit", "swagger", "swagger-ui"].map((name) => `@fastify/${name}`),
    ],
  },
  "src/cli": { level: 5, rooms: anything, packages: anything },
  web: {
    level: 5,
    rooms: ["src/client/viem", "src/consent", "src/abi", "src/audit/verify"],
    packages: [
      ...["react", "react-dom", "react-intl", "wouter", "wagmi", "viem"],
      ...["@tanstack/react-query", "@tanstack/react-virtual"],
      ...["vite", "@vitejs/plugin-react", "node:url"], // vite.config.ts
    ],
    isWorldly: true, // it is a page: it has a clock, and dice for what it keeps in the browser
  },
};

/** What reads the world, and so belongs to the command line alone. */
const worldly = /^(?:globalThis\.)?(?:Date\.now|performance\.now|Math\.random|process\.(?:env|argv))$/;

/** Finds every import against the table and every look at clock, environment, arguments or dice outside of `src/cli`. */
function findViolations(file: SourceFile): string[] {
  const name = roomOf(file.path);
  const room = name === undefined ? undefined : house[name];
  if (name === undefined || room === undefined) return [`${file.path} is in no room of the house`];
  if (room.rooms === anything) return [];

  const violations: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      const refused = refusedImport(specifier);
      if (refused !== undefined) violations.push(`${name} may not import ${refused}`);
    }
    const world = worldOf(node);
    if (world !== undefined && room.isWorldly !== true) violations.push(`${name} may not use ${world}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true));
  return violations.map((violation) => `${violation} (${file.path})`);

  function refusedImport(specifier: string): string | undefined {
    if (!specifier.startsWith(".")) {
      const allowed = room?.packages.some((known) => specifier === known || specifier.startsWith(`${known}/`));
      return allowed ? undefined : specifier;
    }
    const target = posix.join(dirname(file.path), specifier).replace(/\.[jt]sx?$/, "");
    const allowed = [name, "src/errors", ...(room?.rooms ?? [])];
    // A room inside another, as src/client/viem is in src/client, is not part of it unless the table says so.
    if (allowed.some((prefix) => prefix !== undefined && isWithin(target, prefix))) return undefined;
    return roomOf(target) ?? target;
  }
}

function specifierOf(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "a computed name";
  }
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)
      ? node.argument.literal.text
      : "a computed name";
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : "a computed name";
  }
  return undefined;
}

function worldOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && worldly.test(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) return "new Date()";
  if (ts.isCallExpression(node) && node.expression.getText() === "Date") return "Date()";
  return undefined;
}

function roomOf(path: string): string | undefined {
  const bare = path.replace(/\.[jt]sx?$/, "");
  return Object.keys(house).find((name) => isWithin(bare, name));
}

function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function readSources(top: string): SourceFile[] {
  const root = join(import.meta.dirname, "..");
  if (!existsSync(join(root, top))) return [];
  return readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
    .map((path) => posix.join(top, path.replaceAll("\\", "/")))
    .filter((path) => /\.tsx?$/.test(path) && !/\/(?:node_modules|dist)\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

describe("the house", () => {
  it("keeps its plan: every import, and no clock, environment or dice below the command line", () => {
    const sources = [...readSources("src"), ...readSources("web")];
    expect(sources).not.to.be.empty;
    expect(sources.flatMap(findViolations)).to.deep.equal([]);
  });

  it("has imports that point downward only", () => {
    for (const [name, { level, rooms }] of Object.entries(house)) {
      for (const target of rooms.map(roomOf)) {
        const below = target === undefined || (house[target]?.level ?? level) < level;
        expect(below, `${name} imports ${target}`).to.equal(true);
      }
    }
  });

  for (const [path, text, refused] of [
    ["src/gateway/app.ts", 'import { sync } from "../indexer/sync.ts";', "src/gateway may not import src/indexer"],
    ["src/gateway/app.ts", 'import type { Row } from "../indexer/sync.ts";', "src/gateway may not import src/indexer"],
    ["src/dicom/a.ts", 'const m = await import("../vault/vault.ts");', "src/dicom may not import src/vault"],
    ["src/dicom/a.ts", 'let v: import("../vault/vault.ts").Vault;', "src/dicom may not import src/vault"],
    ["src/consent/a.ts", 'export * from "../dicom/uid.ts";', "src/consent may not import src/dicom"],
    ["src/audit/a.ts", 'import { sync } from "../indexer/sync.ts";', "src/audit may not import src/indexer"],
    ["src/audit/verify/a.ts", 'import "../prove/errors.ts";', "src/audit/verify may not import src/audit"],
    ["src/client/viem/a.ts", 'import "../ethers/a.ts";', "src/client/viem may not import src/client/ethers"],
    ["src/consent/a.ts", 'import "../../test/house.test.ts";', "src/consent may not import test/house.test"],
    ["src/consent/a.ts", "await import(name);", "src/consent may not import a computed name"],
    ["src/consent/a.ts", 'import { z } from "zod";', "src/consent may not import zod"],
    ["src/consent/a.ts", 'import x from "viem-lookalike";', "src/consent may not import viem-lookalike"],
    ["src/vault/a.ts", 'import { readFileSync } from "node:fs";', "src/vault may not import node:fs"],
    ["src/vault/a.ts", 'import { env } from "node:process";', "src/vault may not import node:process"],
    ["src/vault/a.ts", 'import { DatabaseSync } from "node:sqlite";', "src/vault may not import node:sqlite"],
    ["src/vault/a.ts", "const at = Date.now();", "src/vault may not use Date.now"],
    ["src/vault/a.ts", "const at = new Date();", "src/vault may not use new Date()"],
    ["src/vault/a.ts", "const key = process.env.KEY;", "src/vault may not use process.env"],
    ["src/vault/a.ts", "const [path] = process.argv;", "src/vault may not use process.argv"],
    ["src/vault/a.ts", "const die = Math.random();", "src/vault may not use Math.random"],
    ["src/attic/a.ts", "", "src/attic/a.ts is in no room of the house"],
  ] as const) {
    it(`finds a planted violation: ${refused}`, () => {
      const found = findViolations({ path, text });
      expect(found).to.have.lengthOf(1);
      expect(found[0]).to.match(new RegExp(`^${refused.replaceAll(/[.()]/g, "\\$&")}`));
    });
  }

  it("finds nothing in what the table allows, nor in comments and strings", () => {
    const text = `
      import { keccak256 } from "viem";
      import { toAccount } from "viem/accounts";
      import { FiducialError } from "../errors.ts";
      import { scopes } from "./scopes.ts";
      const at = new Date(0); // not Date.now(), not process.env
      const words = 'import "../vault/vault.ts"; Math.random()';`;
    expect(findViolations({ path: "src/consent/a.ts", text })).to.deep.equal([]);
    const worldlyText = 'import "node:fs"; import "../vault/vault.ts"; const at = Date.now();';
    expect(findViolations({ path: "src/cli/who.ts", text: worldlyText })).to.deep.equal([]);
  });
});
