import { expect } from "chai";
import { LAYOUT } from "../../../src/audit/verify/index.ts";
import { compileStorageLayout, type StorageLayout } from "../../storageLayout.ts";

// LAYOUT, compared with the compiler's storage layout
// ├── a record's count lies where it says
// └── a gateway's count lies where it says
type Layout = {
  readonly storage: readonly (StorageLayout["storage"][number] & { readonly type: string })[];
  readonly types: Readonly<Record<string, StorageLayout["types"][string] & { readonly value?: string }>>;
};

const { storage, types } = compileStorageLayout() as unknown as Layout; // the compiler says more than that type

describe("LAYOUT", () => {
  it("says where the count of a record's accesses lies", () => {
    const count = fieldOf("_records", "accessCount");
    expect(count).to.deep.equal({ slot: LAYOUT.recordsSlot, bit: LAYOUT.accessCountBit, bits: LAYOUT.countBits });
  });

  it("says where the count of a gateway's entries lies", () => {
    const count = fieldOf("_gateways", "entryCount");
    expect(count).to.deep.equal({ slot: LAYOUT.entryCountsSlot, bit: LAYOUT.entryCountBit, bits: LAYOUT.countBits });
  });
});

/** Where a mapping's values have a field, which must be in their first slot; values without fields are the field. */
function fieldOf(mapping: string, name: string): { slot: number; bit: number; bits: number } {
  const variable = storage.find(({ label }) => label === mapping);
  const value = types[variable?.type ?? ""]?.value ?? "";
  const members = types[value]?.members;
  const field = members === undefined ? { offset: 0, slot: "0", type: value } : members.find((m) => m.label === name);
  expect(field?.slot, `${mapping}, ${name}`).to.equal("0");
  const bytes = Number(types[field?.type ?? ""]?.numberOfBytes);
  return { slot: Number(variable?.slot), bit: 8 * Number(field?.offset), bits: 8 * bytes };
}
