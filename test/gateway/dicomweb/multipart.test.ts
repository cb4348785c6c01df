import { expect } from "chai";
import fc from "fast-check";
import { MalformedMultipartError, readMultipart } from "../../../src/gateway/dicomweb/multipart.ts";
import { thrownBy } from "../../sql/folder.ts";

type Part = { readonly fields: Record<string, string>; readonly bytes: Buffer };

async function* inPieces(body: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < body.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield Uint8Array.from(body.subarray(at, at + size));
    at += size;
  }
}

async function read(body: Buffer | string, boundary: string, sizes: readonly number[] = [65_536]): Promise<Part[]> {
  const parts: { fields: Record<string, string>; pieces: Buffer[] }[] = [];
  for await (const token of readMultipart(inPieces(Buffer.from(body), sizes), boundary)) {
    if (token.kind === "header") parts.push({ fields: Object.fromEntries(token.fields), pieces: [] });
    else parts.at(-1)?.pieces.push(token.bytes);
  }
  return parts.map(({ fields, pieces }) => ({ fields, bytes: Buffer.concat(pieces) }));
}

describe("reading multipart bodies", () => {
  it("gives back what was written, however it is cut", async () => {
    // Bytes that look like delimiters, again and again.
    const bytes = fc
      .array(
        fc.constantFrom(
          "\r\n",
          "--",
          "\r\n--",
          "\r\n--b",
          "b",
          "--b",
          "\r",
          "\n",
          "\0",
          "\xff",
          "\r\n\r\n",
          "\r\n--ba",
        ),
        { maxLength: 12 },
      )
      .map((pieces) => Buffer.from(pieces.join(""), "latin1"))
      .filter((part) => !part.includes("\r\n--bound") && !part.subarray(0, 7).includes("--bound"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("", "\r\n", "a preamble\r\n"),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        async (contents, preamble, sizes) => {
          const written = contents.map((part) =>
            Buffer.concat([Buffer.from("--bound\r\nContent-Type: a/b\r\n\r\n"), part, Buffer.from("\r\n")]),
          );
          const body = Buffer.concat([Buffer.from(preamble), ...written, Buffer.from("--bound--\r\nepilogue")]);
          const parts = await read(body, "bound", sizes);
          expect(parts.map((part) => part.bytes)).to.deep.equal(contents);
          for (const { fields } of parts) expect(fields).to.deep.equal({ "content-type": "a/b" });
        },
      ),
      { numRuns: 1000, seed: 7 },
    );
  });

  it("reads parts without a header, without bytes, and with several fields", async () => {
    const body = "--b\r\n\r\nx\r\n--b\r\nA: 1\r\nB-C:  2 \r\n\r\n\r\n--b--";
    const parts = await read(body, "b", [1]);
    expect(parts.map(({ fields, bytes }) => [fields, bytes.toString()])).to.deep.equal([
      [{}, "x"],
      [{ a: "1", "b-c": "2" }, ""],
    ]);
  });

  for (const [name, body] of [
    ["nothing", ""],
    ["an epilogue without an end", `--b\r\nA: 1\r\n\r\nbytes\r\n--b--${"x".repeat(10_000)}`],
    ["no delimiter", "x".repeat(100)],
    ["a preamble without an end", "x".repeat(10_000)],
    ["no closing delimiter", "--b\r\nA: 1\r\n\r\nbytes\r\n"],
    ["an end inside a header", "--b\r\nA: 1"],
    ["half a closing delimiter", "--b\r\nA: 1\r\n\r\nbytes\r\n--b-"],
    ["a delimiter that goes on", "--b\r\nA: 1\r\n\r\nbytes\r\n--bc\r\n"],
    ["a header without a colon", "--b\r\nA\r\n\r\n\r\n--b--"],
    ["a header without a name", "--b\r\n: 1\r\n\r\n\r\n--b--"],
    ["a folded header", "--b\r\nA: 1\r\n 2\r\n\r\n\r\n--b--"],
    ["a header twice", "--b\r\nA: 1\r\na: 2\r\n\r\n\r\n--b--"],
    ["a header without an end", `--b\r\nA: ${"1".repeat(9000)}`],
    ["a header that is too long", `--b\r\nA: ${"1".repeat(9000)}\r\n\r\n\r\n--b--`],
  ] as const) {
    for (const sizes of [[65_536], [1]]) {
      it(`refuses ${name}, ${sizes[0]} bytes at a time`, async () => {
        expect(await thrownBy(() => read(body, "b", sizes))).to.be.an.instanceOf(MalformedMultipartError);
      });
    }
  }
});
