/** The contracts whose ABI is committed, and the name of its constant and file. */
export const ABI_FILES = { FiducialRegistry: "fiducialRegistryAbi" } as const;

/** Renders an ABI as a TypeScript module with one constant, typed to the letter. */
export function renderAbi(name: string, abi: readonly unknown[]): string {
  return [
    "// Written by `npm run abi` from the compiled contract; not to be edited.",
    `export const ${name} = ${JSON.stringify(abi, undefined, 2)} as const;`,
    "",
  ].join("\n");
}
