import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { anvilPackage, findAnvil } from "./anvil.ts";

// finding anvil
// ├── when FIDUCIAL_ANVIL names it → that one
// ├── when a folder of PATH has a program of its name → the first one
// └── when there is none → none
describe("finding anvil", () => {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-anvil-"));
  const place = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const [empty, full, later, unusable] = [place("empty"), place("full"), place("later"), place("unusable")];
  for (const at of [full, later, unusable]) writeFileSync(join(at, "anvil"), "#!/bin/sh\n");
  for (const at of [full, later]) chmodSync(join(at, "anvil"), 0o755);
  mkdirSync(join(empty, "nested", "anvil"), { recursive: true });
  after(() => rmSync(folder, { recursive: true }));

  const pathOf = (...folders: string[]) => ({ PATH: folders.join(delimiter) });

  it("takes the one that is named", () =>
    expect(findAnvil({ FIDUCIAL_ANVIL: "/opt/anvil", ...pathOf(full) })).to.equal("/opt/anvil"));

  it("takes the first that may be run", () =>
    expect(findAnvil(pathOf(empty, join(empty, "nested"), unusable, full, later))).to.equal(join(full, "anvil")));

  it("finds none where there is none", () => {
    expect(findAnvil(pathOf(empty, unusable))).to.equal(undefined);
    expect(findAnvil({})).to.equal(undefined);
  });

  it("names the version that CI installs", () =>
    expect(readFileSync(new URL("../../.ci/run", import.meta.url), "utf8")).to.include(anvilPackage));
});
