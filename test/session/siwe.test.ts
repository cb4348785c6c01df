import { expect } from "chai";
import fc from "fast-check";
import { createSiweMessage, parseSiweMessage as parseByViem } from "viem/siwe";
import { LoginRefusedError } from "../../src/session/errors.ts";
import { formatSiweMessage, parseSiweMessage, parseSiweTime, type SiweMessage } from "../../src/session/siwe.ts";
import { account } from "../gateway/session/desk.ts";

const whole: SiweMessage = {
  domain: "images.example.org",
  address: account.address,
  statement: "Sign in.",
  uri: "https://images.example.org",
  chainId: 31337,
  nonce: "abcdefgh12345678",
  issuedAt: "2026-03-01T08:00:00.000Z",
  expirationTime: "2026-03-01T08:05:00.000Z",
  notBefore: "2026-03-01T08:00:00.000Z",
  requestId: "7",
  resources: ["urn:fiducial:purpose-of-use:TREAT", "https://example.org/a"],
};

// parseSiweMessage
// ├── it takes what viem writes, and writes the same
// ├── with or without each optional field
// └── when anything stands before, after or between → it refuses
describe("parseSiweMessage", () => {
  it("takes what viem writes, and writes the same", () => {
    const text = createSiweMessage({
      ...whole,
      version: "1",
      issuedAt: new Date(whole.issuedAt),
      expirationTime: new Date(whole.expirationTime ?? ""),
      notBefore: new Date(whole.notBefore ?? ""),
      requestId: "7",
      resources: [...whole.resources],
    });
    expect(parseSiweMessage(text)).to.deep.equal(whole);
    expect(formatSiweMessage(whole)).to.equal(text);
  });

  it("reads back what it writes, and as viem does", () => {
    const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
    const time = fc.constantFrom("2026-03-01T08:00:00Z", "2026-03-01T08:00:00.123+01:00");
    const messages = fc.record({
      domain: fc.constantFrom("localhost:8080", "images.example.org"),
      address: fc.constant(account.address),
      statement: fc.stringMatching(/^[ -~]{1,60}$/),
      uri: fc.constant("https://images.example.org"),
      chainId: fc.integer({ min: 1, max: 2 ** 40 }),
      nonce: fc.stringMatching(/^[A-Za-z0-9]{8,74}$/),
      issuedAt: time,
      expirationTime: optional(time),
      notBefore: optional(time),
      requestId: optional(fc.stringMatching(/^[!-~]{1,10}$/)),
      resources: fc.array(fc.stringMatching(/^urn:[a-z]{1,9}$/), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(messages, (message) => {
        const text = formatSiweMessage(message);
        expect(parseSiweMessage(text)).to.deep.equal(message);
        const { address, chainId, nonce, domain, statement } = parseByViem(text);
        expect({ address, chainId, nonce, domain, statement }).to.deep.equal({
          ...{ address: message.address, chainId: message.chainId, nonce: message.nonce },
          ...{ domain: message.domain, statement: message.statement },
        });
      }),
      { seed: 4361, numRuns: 300 },
    );
  });

  const text = formatSiweMessage(whole);
  const refused: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["a line before", `\n${text}`],
    ["a line after", `${text}\n`],
    ["a scheme before the domain", `https://${text}`],
    ["carriage returns", text.replaceAll("\n", "\r\n")],
    ["no statement", text.replace("Sign in.\n", "")],
    ["a statement of two lines", text.replace("Sign in.", "Sign in.\nURI: https://evil.example")],
    ["another version", text.replace("Version: 1", "Version: 2")],
    ["a chain id that is none", text.replace("31337", "0x7a69")],
    ["a short nonce", text.replace("abcdefgh12345678", "abcdefg")],
    ["two nonces", text.replace("Nonce:", "Nonce: aaaaaaaa\nNonce:")],
    ["fields in another order", text.replace(/(Version: 1)\n(Chain ID: 31337)/, "$2\n$1")],
    ["a short address", text.replace(account.address, account.address.slice(0, -1))],
    ["letters that look alike", text.replace("images", "im\u0430ges")],
    ["a resource with a space", `${text} x`],
    ["much", text + "a".repeat(20_000)],
  ];
  for (const [what, wrong] of refused) {
    it(`refuses ${what}`, () => expect(() => parseSiweMessage(wrong)).to.throw(LoginRefusedError));
  }
});

describe("parseSiweTime", () => {
  it("reads a time with its zone", () => {
    expect(parseSiweTime("1970-01-01T00:00:01Z")).to.equal(1);
    expect(parseSiweTime("1970-01-01T01:00:01.5+01:00")).to.equal(1.5);
  });

  for (const wrong of [
    "2026-03-01",
    "2026-03-01T08:00:00",
    "2026-02-31T08:00:00Z",
    "2026-03-01T25:00:00Z",
    "now",
    "",
  ]) {
    it(`refuses ${wrong || "nothing"}`, () => expect(() => parseSiweTime(wrong)).to.throw(LoginRefusedError));
  }
});
