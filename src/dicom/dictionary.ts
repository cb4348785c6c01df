import { vrTable } from "./vrTable.ts";

const vrByTag = new Map<number, string>();
for (const [vr, groups] of Object.entries(vrTable)) {
  for (const entry of groups.split("|")) {
    const [group = "", elements = ""] = entry.split(":");
    for (const element of elements.split(" ")) vrByTag.set(Number.parseInt(group + element, 16), vr);
  }
}

/**
 * Finds the value representation of a standard data element.
 *
 * @param tag - Group and element in one number: 0x0020000d.
 * @returns Two letters; `undefined` for private elements and for those the table does not hold.
 */
export function findVr(tag: number): string | undefined {
  const group = tag >>> 16;
  const repeats = (group & 0xff00) === 0x5000 || (group & 0xff00) === 0x6000;
  return vrByTag.get(repeats && group % 2 === 0 ? (tag & 0xff00ffff) >>> 0 : tag);
}

/** Whether the element is private: its group number is odd. */
export function isPrivate(tag: number): boolean {
  return (tag >>> 16) % 2 === 1;
}
