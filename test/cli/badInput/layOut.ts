import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { copyImages, ctFile, mrFile, unregisteredFile } from "../images.ts";
import { run, type Stage } from "../stage.ts";

/** What the cases name: folders of images, files with secrets, and addresses. */
export type Paths = ReturnType<typeof layOutPaths> & {
  readonly rpcUrl: string;
  /** Where no node answers. */
  readonly deadUrl: string;
  /** Where something else listens. */
  readonly takenPort: string;
  /** The settings of the home: JSON of another shape. */
  readonly settings: string;
  /** A document that is preliminary; its record's commitment. */
  readonly report: string;
  /** A proof of the accesses of a study. */
  readonly bundle: string;
};

/** Homes that are not as they should be. */
export type Homes = Awaited<ReturnType<typeof layOutHomes>>;

/** Makes folders of images, and files with secrets. */
export function layOutPaths(folder: string) {
  const at = (name: string): string => join(folder, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(at(name), content);
    return at(name);
  };
  mkdirSync(at("empty"));
  const broken = copyImages(at("broken"), { "image.dcm": ctFile });
  writeFileSync(join(broken, "broken.dcm"), "This is no image.");
  const truncated = copyImages(at("truncated"), { "image.dcm": ctFile });
  writeFileSync(join(truncated, "half.dcm"), readFileSync(ctFile).subarray(0, 100_000));
  const linked = copyImages(at("linked"), { "image.dcm": ctFile });
  symlinkSync(at("missing"), join(linked, "link.dcm"));
  return {
    ...{ empty: at("empty"), missing: at("missing"), broken, truncated, linked },
    ct: copyImages(at("ct"), { "image.dcm": ctFile }),
    mr: copyImages(at("mr"), { "image.dcm": mrFile }),
    other: copyImages(at("other"), { "image.dcm": unregisteredFile }),
    two: copyImages(at("two"), { "1.dcm": ctFile, "2.dcm": mrFile }),
    password: write("password", "correct horse battery\n"),
    wrongPassword: write("wrong-password", "wrong horse battery\n"),
    shortPassword: write("short-password", "brief7\n"),
    wrongKey: write("wrong.key", new Uint8Array(32).fill(7)),
  };
}

/** Makes homes of the stage's registry that lack something, by copying the stage's. */
export async function layOutHomes({ folder, home, up }: Stage, passwordFile: string, deadUrl: string) {
  const { rpcUrl, chainId, registry } = up;
  const settings = { rpcUrl, chainId, registry, startBlock: 0 };
  const at = (name: string): string => join(folder, "homes", name);
  const copy = (name: string, written: string): string => {
    mkdirSync(at(name), { recursive: true });
    for (const file of ["vault.db", "vault.key"]) cpSync(join(home, file), join(at(name), file));
    writeFileSync(join(at(name), "registry.json"), written);
    return at(name);
  };
  const copyWith = (name: string, changed: Partial<typeof settings>): string =>
    copy(name, JSON.stringify({ ...settings, ...changed }));

  const damagedKeystore = copyWith("damagedKeystore", {});
  mkdirSync(join(damagedKeystore, "keystore"));
  writeFileSync(join(damagedKeystore, "keystore", "jane.json"), "{}");

  const passphrase = at("passphrase");
  const connect = ["connect", rpcUrl, "--registry", registry, "--passphrase-file", passwordFile];
  const connected = await run(connect, { home: passphrase });
  expect(connected.exitCode, connected.stderr).to.equal(0);
  const passphraseNoNode = at("passphraseNoNode");
  cpSync(passphrase, passphraseNoNode, { recursive: true });
  writeFileSync(join(passphraseNoNode, "registry.json"), JSON.stringify({ ...settings, rpcUrl: deadUrl }));

  return {
    ...{ stage: home, damagedKeystore, passphrase, passphraseNoNode },
    noNode: copyWith("noNode", { rpcUrl: deadUrl }),
    otherChain: copyWith("otherChain", { chainId: chainId + 1 }),
    noRegistry: copyWith("noRegistry", { registry: `0x${"12".repeat(20)}` }),
    // The AccessManager: the first contract that the first account deploys.
    otherContract: copyWith("otherContract", { registry: "0x5FbDB2315678afecb367f032d93F642f64180aa3" }),
    halfSettings: copy("halfSettings", '{"rpcUrl":'),
    emptySettings: copy("emptySettings", "{}"),
    none: at("none"),
  };
}

/** Listens at a free port until closed: to a node's client, another program. */
export async function takePort(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref(); // it must not keep a failed run from ending
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
