/**
 * Installs what `package-lock.json` says, if that has not been done yet. Plain JavaScript for any Node from 20 on: it is what brings Node 24.
 *
 * npm has to run on Node 24 for this: on an older one it leaves out Hardhat's engine without a word, since that asks for a newer Node.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const stamp = `${root}node_modules/.fiducial-installed`;
const lock = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.error("Installing dependencies (about a minute, once) ...");
  const npx = process.platform === "win32" ? "npx.cmd" : "npx";
  const installed = spawnSync(
    npx,
    ["--yes", "-p", "node@24", "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    },
  );
  if (installed.status !== 0) {
    console.error(
      "The installation failed; see above. With a working connection to the npm registry, run the command again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}
