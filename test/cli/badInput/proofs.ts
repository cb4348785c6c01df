import { ctFile, readIdentifiers } from "../images.ts";
import { bad, refused, setup, usage } from "./case.ts";

const { study } = readIdentifiers(ctFile);
const block = ["--block", `0x${"12".repeat(32)}`];
const notProven = refused("NotProven");

/** Proofs: `bundle` is a whole one. */
export const PROOFS = [
  bad("a proof in the place of a file", setup, ({ password }) => ["who", study, "--proof", password], {
    says: /there already/,
  }),
  bad("a proof in a folder that is not there", setup, ({ missing }) => ["who", study, "--proof", `${missing}/proof`], {
    says: /can't be written/,
  }),
  bad("a proof in a folder", setup, ({ empty }) => ["who", study, "--proof", empty]),
  bad("a proof about what nobody registered", usage, ({ missing }) => ["who", "1.2.3", "--proof", missing]),
  bad("to verify a file that is not there", setup, ({ missing }) => ["verify", missing, ...block], { says: /--proof/ }),
  bad("to verify a folder", setup, ({ empty }) => ["verify", empty, ...block]),
  bad("to verify a text", notProven, ({ password }) => ["verify", password, ...block]),
  bad("to verify an image", notProven, ({ ct }) => ["verify", `${ct}/image.dcm`, ...block]),
  bad("to verify settings", notProven, ({ settings }) => ["verify", settings, ...block]),
  bad("to verify without a block that is trusted", usage, ({ bundle }) => ["verify", bundle], { says: /--block/ }),
  bad("to verify against what is no block", usage, ({ bundle }) => ["verify", bundle, "--block", "0x12"]),
  bad("to verify for a chain that is a word", usage, ({ bundle }) => [
    "verify",
    bundle,
    ...block,
    "--chain-id",
    "main",
  ]),
  bad("to verify for what is no registry", usage, ({ bundle }) => ["verify", bundle, ...block, "--registry", "0x12"]),
  bad("to verify for what is no record", usage, ({ bundle }) => ["verify", bundle, ...block, "--record", study]),
  bad("to verify up to a word", usage, ({ bundle }) => ["verify", bundle, ...block, "--up-to", "head"]),
  bad("to verify for what is no code", usage, ({ bundle }) => ["verify", bundle, ...block, "--code-hash", "0x12"]),
];
