import type { Store } from "./store.ts";

/** What a label is: the name of an actor or patient, the note of a review, what is known of a credential. */
export type LabelKind = "actor" | "patient" | "note" | "credential";

/** What people typed of an address, a patient id, a reviewed access or a credential's commitment. It is never on chain. */
export type Label = {
  readonly kind: LabelKind;
  /** An address, a patient id, a record and an access's number, or a commitment; in lower case. */
  readonly id: string;
  readonly text: string;
};

type LabelRow = { readonly kind: LabelKind; readonly sealed: Uint8Array; readonly id_mac: Uint8Array };

/** Keeps a name for an address or a patient id, in place of any before. */
export async function setLabel(store: Store, kind: LabelKind, id: string, text: string): Promise<void> {
  const { sealer, database } = store;
  const label: Label = { kind, id: id.toLowerCase(), text };
  const mac = macOf(store, kind, label.id);
  await database.run(
    "INSERT INTO labels (kind, id_mac, sealed) VALUES (?, ?, ?) ON CONFLICT (kind, id_mac) DO UPDATE SET sealed = excluded.sealed",
    [kind, mac, sealer.seal(identityOf(kind, mac), label)],
  );
}

/** Finds the name of an address or a patient id; `undefined` when there is none. */
export async function findLabel(store: Store, kind: LabelKind, id: string): Promise<string | undefined> {
  const mac = macOf(store, kind, id.toLowerCase());
  const row = await store.database.get<LabelRow>(
    "SELECT kind, id_mac, sealed FROM labels WHERE kind = ? AND id_mac = ?",
    [kind, mac],
  );
  return row === undefined ? undefined : openLabel(store, row).text;
}

/** Lists every name of a kind, by name and id. */
export async function listLabels(store: Store, kind: LabelKind): Promise<readonly Label[]> {
  const rows = await store.database.all<LabelRow>("SELECT kind, id_mac, sealed FROM labels WHERE kind = ?", [kind]);
  return rows
    .map((row) => openLabel(store, row))
    .sort((one, other) => compare(one.text, other.text) || compare(one.id, other.id));
}

function openLabel({ sealer }: Store, row: LabelRow): Label {
  return sealer.unseal<Label>(identityOf(row.kind, row.id_mac), row.sealed);
}

function macOf({ sealer }: Store, kind: LabelKind, id: string): Uint8Array {
  return sealer.lookUp(["label", kind, id]);
}

function identityOf(kind: LabelKind, mac: Uint8Array): readonly string[] {
  return ["labels", kind, Buffer.from(mac).toString("hex")];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
