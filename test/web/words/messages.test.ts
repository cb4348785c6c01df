import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect } from "chai";
import { FAULT_CODES } from "../../../src/audit/verify/index.ts";
import { ACTIONS } from "../../../src/consent/actions.ts";
import { ACTOR_KINDS, POLICIES, ROLES } from "../../../src/consent/actors.ts";
import { BASES } from "../../../src/consent/bases.ts";
import { EMERGENCY_REASONS } from "../../../src/consent/emergencyReasons.ts";
import { KINDS } from "../../../src/consent/kinds.ts";
import { OUTCOMES } from "../../../src/consent/outcomes.ts";
import { POWERS } from "../../../src/consent/powers.ts";
import { PURPOSES } from "../../../src/consent/purposes.ts";
import { RELATIONS } from "../../../src/consent/relations.ts";
import { STATUSES } from "../../../src/consent/statuses.ts";
import { ADDRESSES } from "../../../web/shell/home.ts";
import { messages as german } from "../../../web/words/de/index.ts";
import { messages as english } from "../../../web/words/en/index.ts";
import type { Messages } from "../../../web/words/messages.ts";

const root = join(import.meta.dirname, "../../..");

/** Lists what a message takes: names of arguments with their kind, of tags, and the branches of a choice. Plural forms differ between languages. */
function listArguments(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element): string[] => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return [`<${element.value}>`, ...listArguments(element.children)];
    if (element.type !== TYPE.select && element.type !== TYPE.plural) return [`${element.value}:${TYPE[element.type]}`];
    const branches = Object.entries(element.options);
    const names = element.type === TYPE.select ? branches.map(([name]) => `${element.value}=${name}`) : [];
    const inner = branches.flatMap(([, { value }]) => listArguments(value));
    return [`${element.value}:${TYPE[element.type]}`, ...names, ...inner];
  });
}

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("dist"))
    .map((path) => join(root, folder, path));
}

describe("the words of the pages", () => {
  it("have the same ids in both languages, and no empty one", () => {
    expect(Object.keys(german).sort()).to.deep.equal(Object.keys(english).sort());
    for (const messages of [english, german]) {
      expect(Object.entries(messages).filter(([, text]) => text.trim() === "")).to.deep.equal([]);
    }
  });

  it("take the same arguments in both languages", () => {
    const argumentsOf = (messages: Messages, id: string) =>
      [...new Set(listArguments(parse(messages[id] ?? "")))].sort();
    for (const id of Object.keys(english)) {
      expect(argumentsOf(german, id), id).to.deep.equal(argumentsOf(english, id));
    }
  });

  it("has no id in two files of a language", () => {
    for (const language of ["en", "de"]) {
      const folder = join(root, "web/words", language);
      const ids = readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .flatMap((name) => Object.keys(JSON.parse(readFileSync(join(folder, name), "utf8"))));
      expect(ids.filter((id, place) => ids.indexOf(id) !== place)).to.deep.equal([]);
    }
  });

  it("say every code there is", () => {
    const wanted = [
      ...PURPOSES.map(({ code }) => `purpose.${code}`),
      ...KINDS.map(({ code }) => `kind.${code}`),
      ...BASES.map((basis) => `basis.${basis}`),
      ...ACTIONS.flatMap((action) => [`action.${action}`, `patient.did.${action}`, `patient.youDid.${action}`]),
      ...EMERGENCY_REASONS.flatMap(({ name }) => [`reason.${name}`, `patient.reason.${name}`]),
      ...OUTCOMES.map((outcome) => `outcome.${outcome}`),
      ...Object.keys(ROLES).map((role) => `role.${role}`),
      ...Object.keys(POWERS).map((power) => `power.${power}`),
      ...POLICIES.map((policy) => `policy.${policy}`),
      ...STATUSES.map((status) => `status.${status}`),
      ...RELATIONS.map((relation) => `relation.${relation}`),
      ...ACTOR_KINDS.map((kind) => `actorKind.${kind}`),
      ...FAULT_CODES.map((code) => `fault.${code}`),
      ...RELATIONS.flatMap((relation) => [`patient.related.to.${relation}`, `patient.related.from.${relation}`]),
      ...BASES.map((basis) => `patient.summary.${basis}`),
      ...["complete", "genuine", "broken"].flatMap((name) => [`proof.verdict.${name}`, `proof.verdict.${name}Text`]),
      ...["fetching", "reading", "asking", "checking"].map((name) => `proof.step.${name}`),
      ...["BlockUnknown", "InvalidBundle", "InvalidTrust"].map((name) => `proof.problem.${name}`),
      ...Object.keys(ADDRESSES).map((page) => `shell.page.${page}`),
      ...["rejected", "pending", "unknownChain", "noNode", "failed"].map((name) => `wallet.problem.${name}`),
    ];
    expect(wanted.filter((id) => !(id in english))).to.deep.equal([]);
  });

  it("say every id that the pages name", () => {
    const named = listSources("web").flatMap((path) => {
      const text = readFileSync(path, "utf8");
      return [...text.matchAll(/\b(?:t|rich|has)\(\s*"([\w-]+(?:\.[\w-]+)+)"/g)].map(([, id]) => id ?? "");
    });
    expect(named).not.to.be.empty;
    expect([...new Set(named)].filter((id) => !(id in english))).to.deep.equal([]);
  });
});
