import { expect } from "chai";
import { encodeAbiParameters, encodeErrorResult, type Hex, parseAbi, toFunctionSelector } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import {
  decodeRefusal,
  NotControllerError,
  REFUSALS,
  RefusedError,
  SameDigestError,
  UnknownRefusalError,
} from "../../../src/client/viem/index.ts";
import { hospital, patient, word } from "../chain.ts";

const declared = fiducialRegistryAbi.filter((item) => item.type === "error");
const samples: Readonly<Record<string, unknown>> = {
  address: hospital.address,
  bytes32: word(7),
  string: "x",
  uint256: 7n,
  uint88: 7n,
  bytes4: "0x12345678",
};

function encode({ name, inputs }: (typeof declared)[number]): Hex {
  const selector = toFunctionSelector(`${name}(${inputs.map(({ type }) => type).join()})`);
  const values = inputs.map(({ type }) => samples[type] ?? 7);
  return `${selector}${encodeAbiParameters(inputs as readonly { type: string }[], values).slice(2)}`;
}

describe("the errors of the contract", () => {
  for (const error of declared) {
    it(`${error.name} has its own class, with words and its values by name`, () => {
      const refusal = decodeRefusal(encode(error));

      expect(refusal).to.be.instanceOf(REFUSALS[error.name]).and.to.be.instanceOf(RefusedError);
      expect(refusal).to.include({ code: error.name, name: `${error.name}Error` });
      expect(refusal.message).not.to.match(/undefined|NaN|\[object/);
      expect(refusal.message).to.match(/^\S.*\. \S.*[.]$/s, "what is the case, and what to do");
      const values = Object.fromEntries(error.inputs.map(({ name, type }) => [name, samples[type] ?? 7]));
      expect((refusal as NotControllerError).args).to.deep.equal(values);
    });
  }

  it("have no class too many", () => {
    expect(Object.keys(REFUSALS).sort()).to.deep.equal(declared.map(({ name }) => name).sort());
    expect(new Set(Object.values(REFUSALS)).size).to.equal(declared.length);
  });

  it("tell apart a digest of zero and one that the record has", () => {
    const messages = [word(0), word(1)].map((digest) => new SameDigestError({ digest }).message);
    expect(messages[0]).to.include("zero");
    expect(messages[1]).to.include(word(1));
  });

  it("name the accounts that disagree", () => {
    const { message } = new NotControllerError({ caller: hospital.address, controller: patient.address });
    expect(message).to.include(hospital.address).and.to.include(patient.address);
  });

  for (const [what, data] of [
    [
      "an error of another contract",
      encodeErrorResult({ abi: parseAbi(["error SomebodyElsesError(bytes32)"]), args: [word(1)] }),
    ],
    ["a panic", encodeErrorResult({ abi: parseAbi(["error Panic(uint256)"]), args: [0x11n] })],
    ["a plain reason", encodeErrorResult({ abi: parseAbi(["error Error(string)"]), args: ["no"] })],
    ["a known error cut short", encode(declared[0] as (typeof declared)[number]).slice(0, 20) as Hex],
  ] as const) {
    it(`leave ${what} to one that says its selector`, () => {
      expect(decodeRefusal(data))
        .to.be.instanceOf(UnknownRefusalError)
        .and.to.include({ selector: data.slice(0, 10) });
    });
  }

  it("leave a revert without a reason to one without a selector", () => {
    expect(decodeRefusal("0x")).to.be.instanceOf(UnknownRefusalError).and.to.include({ selector: undefined });
  });
});
