#!/usr/bin/env node
// The program is TypeScript that Node 24 runs as it is. An older Node hands over to the one that npm installed beside it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const [major = 0] = process.versions.node.split(".").map(Number);

if (major >= 24) {
  const { enableCompileCache } = await import("node:module");
  // Spares a third of the start. The folder is as trusted as the code itself, which the system's folder for temporary files is not.
  enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/fiducial", import.meta.url)));
  await import("./main.ts");
} else {
  const node = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));
  if (!existsSync(node)) {
    console.error("fiducial needs Node 24. Run `npm run setup` in its folder, which installs one beside it.");
    process.exit(1);
  }
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  // Whoever ends this process means the program, which stops in its own way and says with what exit code.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (status) => process.exit(status ?? 1));
}
