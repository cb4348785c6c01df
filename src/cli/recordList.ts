import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Address, isAddressEqual } from "viem";
import { parseKind } from "../consent/kinds.ts";
import { isPlainLine } from "../consent/plainLine.ts";
import { type ListedRecord, MAX_DESCRIPTION_LENGTH } from "../consent/recordListDocument.ts";
import { type Instance, readInstance } from "../dicom/index.ts";
import type { Uid } from "../dicom/uid.ts";
import { findText } from "../dicom/values.ts";
import { UnknownManifestError } from "../vault/errors.ts";
import { readStudy, requirePath } from "./folder.ts";
import type { Session } from "./session.ts";

/** What a study's own files say of it. */
type StudyWords = Pick<ListedRecord, "started" | "description">;

/**
 * Lists the records of a patient that a custodian's vault knows and the chain has, for the patient to read: with modalities from the vault, and day and
 * description from the studies' own files.
 *
 * @param folders - Folders with the files of studies; none are needed.
 */
export async function listForPatient(
  session: Session,
  of: { readonly patient: number; readonly custodian: Address },
  folders: readonly string[],
): Promise<readonly ListedRecord[]> {
  const { vault, chain } = session;
  const words = await readStudies(session, folders);
  const listed: ListedRecord[] = [];
  for (const { record, uid, kind } of await vault.listRecords()) {
    const onChain = await chain.recordOf({ record });
    if (onChain?.patient !== of.patient || !isAddressEqual(onChain.custodian, of.custodian)) continue;
    const manifest = await vault.getManifest(record, onChain.digest).catch((error: unknown) => {
      if (error instanceof UnknownManifestError) return undefined; // a document has none
      throw error;
    });
    const modalities = (manifest?.series ?? []).flatMap(({ modality }) => modality ?? []);
    listed.push({ record, kind: parseKind(kind), modalities: [...new Set(modalities)].sort(), ...words.get(uid) });
  }
  return listed.sort((one, other) => compare(one.started ?? "", other.started ?? ""));
}

async function readStudies({ output }: Session, folders: readonly string[]): Promise<ReadonlyMap<Uid, StudyWords>> {
  const words = new Map<Uid, StudyWords>();
  for (const folder of folders) {
    const { manifest, files } = await readStudy(requirePath(folder), output);
    const [file] = files.values();
    if (file === undefined) continue;
    const first = readInstance(await readFile(file === "" ? folder : join(folder, file)));
    words.set(manifest.studyUid, { started: findDay(first), description: findDescription(first) });
  }
  return words;
}

function findDay({ studyDate }: Instance): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(studyDate ?? "") ?? [];
  const text = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(text)) ? undefined : text;
}

/** Finds Study Description (0008,1030) where its character set is one that is read here: ASCII, Latin 1 or UTF-8. */
function findDescription({ file: { dataSet } }: Instance): string | undefined {
  const bytes = Buffer.from(findText(dataSet, 0x00081030) ?? "", "latin1");
  const characters = findText(dataSet, 0x00080005) ?? "";
  const isAscii = bytes.every((byte) => byte < 0x80);
  if (!isAscii && characters !== "ISO_IR 100" && characters !== "ISO_IR 192") return undefined;
  const text = bytes.toString(characters === "ISO_IR 192" ? "utf8" : "latin1").trim();
  return isPlainLine(text, MAX_DESCRIPTION_LENGTH) ? text : undefined;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
