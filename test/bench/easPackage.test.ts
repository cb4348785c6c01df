import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bringEasPackage, WrongPackageError } from "../../bench/peers/easPackage.ts";

describe("easPackage", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-peers-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("refuses a package with another digest", () => {
    writeFileSync(join(folder, "ethereum-attestation-service-eas-contracts-1.9.0.tgz"), "not the package");

    expect(() => bringEasPackage(folder)).to.throw(WrongPackageError);
  });

  it("comes back empty where the registry is not reachable", () => {
    // Nothing listens on the discard port.
    expect(bringEasPackage(folder, "http://127.0.0.1:9")).to.equal(undefined);
  });
});
