import { readFileSync } from "node:fs";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { toFunctionSelector } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { selectorOf } from "../../src/client/viem/calls/call.ts";
import { DOMAIN_NAME, DOMAIN_VERSION } from "../../src/consent/domain.ts";
import { POWERS } from "../../src/consent/powers.ts";
import { ACT_TYPES, SIGNED_ACTS } from "../../src/consent/signedActs.ts";
import { DOCUMENT_TYPES } from "../../src/consent/signedDocument.ts";
import { findFaults } from "./erc7730Rules.ts";

type Parameter = { readonly name: string; readonly type: string; readonly components?: readonly Parameter[] };
type Formatter = {
  readonly label: string;
  readonly format: string;
  readonly params?: Readonly<Record<string, unknown>>;
};
type Field = { readonly path: string; readonly $ref?: string; readonly fields?: readonly Field[] };
type Format = {
  readonly $id: string;
  readonly intent: string;
  readonly fields: readonly Field[];
  readonly required: readonly string[];
};
type Types = Readonly<Record<string, readonly Parameter[]>>;
type Descriptor = {
  readonly $schema: string;
  readonly context: {
    readonly contract?: { readonly abi: readonly unknown[]; readonly deployments: readonly unknown[] };
    readonly eip712?: {
      readonly domain: object;
      readonly schemas: readonly { readonly primaryType: string; readonly types: Types }[];
      readonly deployments: readonly unknown[];
    };
  };
  readonly metadata: {
    readonly owner: string;
    readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly display: {
    readonly definitions: Readonly<Record<string, Formatter>>;
    readonly formats: Readonly<Record<string, Format>>;
  };
};

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const calldata: Descriptor = JSON.parse(read("erc7730/calldata-FiducialRegistry.json"));
const eip712: Descriptor = JSON.parse(read("erc7730/eip712-Fiducial.json"));

/** What ERC-7730 version 1 lets each format have in `params`; those with a value of their own have to be there. */
const PARAMS: Readonly<Record<string, { readonly allowed: readonly string[]; readonly needed: readonly string[] }>> = {
  raw: { allowed: [], needed: [] },
  addressName: { allowed: ["types", "sources"], needed: [] },
  date: { allowed: ["encoding"], needed: ["encoding"] },
  duration: { allowed: [], needed: [] },
  enum: { allowed: ["$ref"], needed: ["$ref"] },
};

/** The definitions of values whose own names say too little. */
const NAMES: Readonly<Record<string, string>> = { to: "newController", account: "recoveryAccount" };

/** Which format a value has to be shown in; what is not named is raw. */
function formatOf({ name, type }: Parameter): string {
  if (type === "address") return "addressName";
  if (type === "uint40") return "date";
  if (name === "delay") return "duration";
  return name === "powers" ? "enum" : "raw";
}

/** Lists the values of a call or message by their paths. */
function listLeaves(parameters: readonly Parameter[], types: Types = {}, above = ""): [string, Parameter][] {
  return parameters.flatMap((parameter): [string, Parameter][] => {
    const isList = parameter.type.endsWith("[]");
    const path = `${above}${parameter.name}${isList ? ".[]" : ""}`;
    const members = parameter.components ?? types[isList ? parameter.type.slice(0, -2) : parameter.type];
    return members === undefined ? [[path, parameter]] : listLeaves(members, types, `${path}.`);
  });
}

function listShown(fields: readonly Field[], above = ""): [string, string][] {
  return fields.flatMap(({ path, $ref, fields: inner }): [string, string][] =>
    inner === undefined ? [[`${above}${path}`, $ref ?? ""]] : listShown(inner, `${above}${path}.`),
  );
}

function expectToShow(descriptor: Descriptor, format: Format, leaves: readonly [string, Parameter][]): void {
  const shown = listShown(format.fields);
  expect(shown.map(([path]) => path)).to.deep.equal(leaves.map(([path]) => path));
  for (const [index, [path, leaf]] of leaves.entries()) {
    const name = shown[index]?.[1].replace("$.display.definitions.", "") ?? "";
    expect(name, path).to.equal(NAMES[leaf.name] ?? leaf.name);
    const definition = descriptor.display.definitions[name];
    expect(definition?.format, path).to.equal(formatOf(leaf));
  }
}

for (const [name, descriptor] of [
  ["calldata-FiducialRegistry.json", calldata],
  ["eip712-Fiducial.json", eip712],
] as const) {
  describe(`erc7730/${name} keeps the rules of ERC-7730`, () => {
    const { definitions, formats } = descriptor.display;

    it("has the standard's parts, and one context", () => {
      expect(descriptor.$schema).to.match(/\/erc7730-v1\.schema\.json$/);
      expect(Object.keys(descriptor)).to.have.members(["$schema", "context", "metadata", "display"]);
      expect(Object.keys(descriptor.context)).to.have.members(["$id", descriptor === calldata ? "contract" : "eip712"]);
      expect(Object.keys(descriptor.metadata)).to.have.members(["owner", "enums"]);
      expect(Object.keys(descriptor.display)).to.have.members(["definitions", "formats"]);
    });

    it("is what the schema of the standard takes, member by member", () => {
      expect(findFaults(descriptor)).to.deep.equal([]);
    });

    it("has definitions with a short label, a format that exists and its parameters, and each is in use", () => {
      for (const [key, { label, format, params = {}, ...rest }] of Object.entries(definitions)) {
        expect(rest, key).to.deep.equal({});
        expect(label, key).to.match(/^[A-Z0-9].{1,19}$/);
        const rule = PARAMS[format];
        expect(rule, `${key}: ${format}`).not.to.equal(undefined);
        expect(rule?.allowed, key).to.include.members(Object.keys(params));
        expect(Object.keys(params), key).to.include.members([...(rule?.needed ?? [])]);
        if (format === "date") expect(params.encoding).to.equal("timestamp");
      }
      const used = Object.values(formats).flatMap(({ fields }) => listShown(fields).map(([, $ref]) => $ref));
      const referred = Object.keys(definitions).map((key) => `$.display.definitions.${key}`);
      expect([...new Set(used)].sort()).to.deep.equal(referred.sort());
    });

    it("has for each format an intent that fits a small screen, and requires fields that it shows", () => {
      for (const [key, { $id, intent, fields, required, ...rest }] of Object.entries(formats)) {
        expect(rest, key).to.deep.equal({});
        expect(intent, key).to.match(/^[A-Z].{1,29}$/);
        expect(
          listShown(fields).map(([path]) => path),
          key,
        ).to.include.members([...required]);
        expect($id).to.match(/^\w+$/);
        expect(required, key).not.to.be.empty;
      }
    });

    it("names every set of powers", () => {
      const all = Object.values(POWERS).reduce((sum: number, power) => sum | power, 0);
      const sets = Array.from({ length: all }, (_, index) => String(index + 1));
      expect(Object.keys(descriptor.metadata.enums.powers ?? {})).to.deep.equal(sets);
      expect(definitions.powers?.params).to.deep.equal({ $ref: "$.metadata.enums.powers" });
    });
  });
}

describe("the rules of ERC-7730", () => {
  const at = (descriptor: unknown, path: string): Record<string, unknown> =>
    path
      .split("/")
      .reduce((value, key) => value[key] as Record<string, unknown>, descriptor as Record<string, unknown>);

  for (const [title, descriptor, path, key, value] of [
    ["a member that is not known", calldata, "display", "screens", {}],
    ["no display of formats", calldata, "display", "formats", undefined],
    ["two contexts", calldata, "context", "eip712", {}],
    ["no context", eip712, "context", "eip712", undefined],
    ["a function without inputs", calldata, "context/contract/abi/0", "inputs", undefined],
    ["a kind of function that is none", calldata, "context/contract/abi/0", "type", "event"],
    ["a deployment without an address", calldata, "context/contract", "deployments", [{ chainId: 1 }]],
    ["a chain id that is a text", eip712, "context/eip712/domain", "chainId", "1"],
    ["a message without its domain's type", eip712, "context/eip712/schemas/0/types", "EIP712Domain", undefined],
    ["a message without its name", eip712, "context/eip712/schemas/0", "primaryType", undefined],
    ["a word of an enum that is a number", calldata, "metadata/enums/powers", "1", 1],
    ["a value without a label", calldata, "display/definitions/patient", "label", undefined],
    ["a format that is none", calldata, "display/definitions/patient", "format", "text"],
    ["an address whose sources are no list", calldata, "display/definitions/grantee/params", "sources", "ens"],
    ["an address of a type that is none", calldata, "display/definitions/grantee/params", "types", ["patient"]],
    ["a date without its encoding", calldata, "display/definitions/until", "params", undefined],
    ["a date in another encoding", calldata, "display/definitions/until/params", "encoding", "seconds"],
    ["an enum without its words", calldata, "display/definitions/powers/params", "$ref", undefined],
    ["a format without an intent", eip712, "display/formats/Permit", "intent", undefined],
    ["fields that are no list", eip712, "display/formats/Permit", "fields", {}],
    ["a field without a path", eip712, "display/formats/Permit/fields/0", "path", undefined],
    ["a field with a value beside its reference", eip712, "display/formats/Permit/fields/0", "value", 1],
    ["required fields that are no texts", eip712, "display/formats/Permit", "required", [1]],
  ] as const) {
    it(`refuse ${title}`, () => {
      const changed = structuredClone(descriptor);
      const target = at(changed, path);
      if (value === undefined) delete target[key];
      else target[key] = value;
      expect(findFaults(changed)).to.have.lengthOf(1);
    });
  }
});

describe("the calls that wallets show", () => {
  const functions = fiducialRegistryAbi.filter((item) => item.type === "function");

  it("are those that a patient sends", () => {
    const names = [...SIGNED_ACTS.map(({ functionName }) => functionName), "enrollSelf", "publishKey", "recover"];
    expect(Object.keys(calldata.display.formats).map((key) => key.slice(0, key.indexOf("(")))).to.have.members(names);
    expect(calldata.context.contract?.abi).to.have.lengthOf(names.length);
  });

  for (const [key, format] of Object.entries(calldata.display.formats)) {
    it(`show every value of ${format.$id}`, () => {
      const found = functions.find(({ name }) => name === format.$id);
      expect(toFunctionSelector(key)).to.equal(selectorOf(format.$id as "claim"));
      expect(calldata.context.contract?.abi).to.deep.include(found);
      expectToShow(calldata, format, listLeaves(found?.inputs ?? []));
    });
  }
});

describe("the messages that wallets show", () => {
  const source = read("contracts/Signatures.sol");
  const domain = ["string name", "string version", "uint256 chainId", "address verifyingContract"].map((text) => {
    const [type, name] = text.split(" ");
    return { name, type };
  });

  it("are the acts that can be signed, in the words of their calls, and an organization's documents", () => {
    const intentOf = new Map(Object.values(calldata.display.formats).map(({ $id, intent }) => [$id, intent]));
    const shown = Object.fromEntries(Object.entries(eip712.display.formats).map(([key, { intent }]) => [key, intent]));
    expect(shown).to.deep.equal({
      ...Object.fromEntries(SIGNED_ACTS.map(({ functionName, typeName }) => [typeName, intentOf.get(functionName)])),
      Document: "Issue a document",
    });
    expect(eip712.context.eip712?.domain).to.deep.equal({ name: DOMAIN_NAME, version: DOMAIN_VERSION });
  });

  it("show every value of a document that an organization signs", () => {
    const { schemas } = eip712.context.eip712 ?? {};
    const schema = schemas?.find(({ primaryType }) => primaryType === "Document");
    expect(schema?.types).to.deep.equal({ EIP712Domain: domain, ...DOCUMENT_TYPES });
    const format = eip712.display.formats.Document;
    if (format === undefined) throw new TypeError("Document");
    expectToShow(eip712, format, listLeaves(DOCUMENT_TYPES.Document, DOCUMENT_TYPES));
  });

  for (const { typeName } of SIGNED_ACTS) {
    it(`are of the contract's type, and show every value: ${typeName}`, () => {
      const schema = eip712.context.eip712?.schemas.find(({ primaryType }) => primaryType === typeName);
      expect(schema?.types).to.deep.equal({ EIP712Domain: domain, ...ACT_TYPES[typeName] });
      const { EIP712Domain, ...signed } = schema?.types ?? {};
      const mutable = Object.fromEntries(Object.entries(signed).map(([name, fields]) => [name, [...fields]]));
      const encoded = TypedDataEncoder.from(mutable).encodeType(typeName);
      expect(source).to.include(`"${encoded}"`);
      const types: Types = ACT_TYPES[typeName];
      const format = eip712.display.formats[typeName];
      if (format === undefined) throw new TypeError(typeName);
      expectToShow(eip712, format, listLeaves(types[typeName] ?? [], types));
    });
  }
});
