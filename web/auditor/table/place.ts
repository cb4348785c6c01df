/** Where somebody stood in a table: which stretch, which row had the focus, and how far it was scrolled (pixels). */
export type TablePlace = { readonly stretch: number; readonly active: number; readonly top: number };

const start: TablePlace = { stretch: 0, active: 0, top: 0 };

/** Reads from a state of the browser's history where somebody stood who comes back; the beginning where it says nothing. */
export function readPlace(state: unknown): TablePlace {
  if (typeof state !== "object" || state === null || !("tablePlace" in state)) return start;
  const { stretch, active, top } = Object(state.tablePlace) as Record<keyof TablePlace, unknown>;
  return isWhole(stretch) && isWhole(active) && isWhole(top) ? { stretch, active, top } : start;
}

/** Adds to a state of the history where somebody stands who goes on from here. */
export function writePlace(state: unknown, place: TablePlace): object {
  return { ...(typeof state === "object" ? state : {}), tablePlace: place };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
