/** Builds the web app: `npm run web` brings the bundle that `fiducial up` and `fiducial api` serve below /app/, and prints how large it is. */
import { buildBundle } from "../src/cli/web/buildBundle.ts";
import { readSizes, type Size } from "../src/cli/web/sizes.ts";

const { folder, isNew } = await buildBundle();
const { all, first, areas } = readSizes(folder);
if (process.argv.includes("--json")) console.log(JSON.stringify({ folder, isNew, all, first, areas }, undefined, 2));
else {
  const rows = [["whole", all], ["first page", first], ...Object.entries(areas)] as readonly (readonly [
    string,
    Size,
  ])[];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`${isNew ? "Built" : "Built before from the same sources"}: ${folder}`);
  for (const [name, size] of rows) console.log(renderSize(name.padEnd(width), size));
}

function renderSize(name: string, { files, raw, gzip }: Size): string {
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
  return `  ${name}  ${String(files).padStart(3)} files  ${kilobytes(raw)}  ${kilobytes(gzip)} by gzip`;
}
