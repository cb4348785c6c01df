import { createHash } from "node:crypto";
import { keccak256 } from "viem";

/** Every form in which a secret could stand in bytes, by name: plain, hashed, and these in hexadecimal and base64; and UTF-16. */
export function formsOf(secret: Uint8Array): [string, Buffer][] {
  const bytes = Buffer.from(secret);
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest();
  const digests: [string, Buffer][] = [
    ["plain", bytes],
    ["sha256", hash("sha256")],
    ["sha1", hash("sha1")],
    ["md5", hash("md5")],
    ["keccak", Buffer.from(keccak256(bytes).slice(2), "hex")],
  ];
  const written = digests.flatMap(([name, form]): [string, Buffer][] => [
    [name, form],
    [`${name}, hex`, Buffer.from(form.toString("hex"))],
    [`${name}, HEX`, Buffer.from(form.toString("hex").toUpperCase())],
    [`${name}, base64`, Buffer.from(form.toString("base64").replace(/.{0,2}=*$/, ""))],
  ]);
  return [...written, ["UTF-16", Buffer.from(bytes.toString("utf8"), "utf16le")]];
}

/** Names each form of each secret that stands in the bytes; empty when none does. */
export function findForms(bytes: Buffer, secrets: readonly (string | Uint8Array)[]): string[] {
  return secrets.flatMap((secret, index) =>
    formsOf(Buffer.from(secret))
      .filter(([, form]) => bytes.includes(form))
      .map(([name]) => `secret ${index}: ${name}`),
  );
}
