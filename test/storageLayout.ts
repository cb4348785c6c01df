import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** What the compiler says of a contract's storage. */
export type StorageLayout = {
  readonly storage: readonly { readonly slot: string; readonly offset: number; readonly label: string }[];
  readonly types: Readonly<
    Record<
      string,
      {
        readonly label: string;
        readonly numberOfBytes: string;
        readonly members?: readonly {
          readonly slot: string;
          readonly offset: number;
          readonly label: string;
          readonly type: string;
        }[];
      }
    >
  >;
};

/** Asks the compiler for the layout of the registry's storage and for nothing else, which takes a second. */
export function compileStorageLayout(): StorageLayout {
  const compiler: { compile(input: string, callbacks: object): string } = createRequire(import.meta.url)("solc");
  const top = "contracts/FiducialRegistry.sol";
  const settings = { outputSelection: { [top]: { FiducialRegistry: ["storageLayout"] } } };
  const input = { language: "Solidity", sources: { [top]: { content: read(top) } }, settings };
  const find = (path: string) => ({ contents: read(path.startsWith("@") ? `node_modules/${path}` : path) });
  const output: { contracts: Record<string, { FiducialRegistry: { storageLayout: StorageLayout } }> } = JSON.parse(
    compiler.compile(JSON.stringify(input), { import: find }),
  );
  const compiled = output.contracts[top];
  if (compiled === undefined) throw new TypeError("The registry does not compile.");
  return compiled.FiducialRegistry.storageLayout;
}

function read(path: string): string {
  return readFileSync(join(import.meta.dirname, "..", path), "utf8");
}
