import { existsSync, readFileSync } from "node:fs";
import type { StudyManifest } from "../../src/dicom/manifest.ts";
import { parseUid } from "../../src/dicom/uid.ts";
import type { NewPart } from "../../src/vault/parts.ts";
import type { NewRecord } from "../../src/vault/register.ts";
import { createVault, openVault, type Vault } from "../../src/vault/vault.ts";
import { withFolder } from "../sql/folder.ts";

export const passphrase = "correct horse battery staple";
/** Weak on purpose: a test need not wait half a second for each vault. */
export const scryptCost = { N: 16, r: 8, p: 1 };
export const custodian = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

export const studyUid = parseUid("1.2.840.113619.2.30.1.1762295590.1623.978668949.886");
const seriesUid = parseUid(`${studyUid}.2`);
export const instanceUid = parseUid(`${studyUid}.2.1`);

/** Two series; the first holds two instances, the second one. */
export const studyParts: readonly NewPart[] = [
  { uid: seriesUid, level: "series" },
  { uid: instanceUid, level: "instance", parentUid: seriesUid },
  { uid: parseUid(`${studyUid}.2.2`), level: "instance", parentUid: seriesUid },
  { uid: parseUid(`${studyUid}.3`), level: "series" },
  { uid: parseUid(`${studyUid}.3.1`), level: "instance", parentUid: parseUid(`${studyUid}.3`) },
];

/** Builds a record of a study in good order; `change` says what is special. */
export function buildStudy(change: Partial<NewRecord> = {}): NewRecord {
  return { uid: studyUid, kind: "study", patient: 2 ** 48 - 1, custodian, parts: studyParts, ...change };
}

/** A manifest of `studyParts`, told from others by the modality. */
export function buildManifest(modality: string): StudyManifest {
  const digest = `0x${"ab".repeat(32)}` as const;
  const [frames, sopClassUid] = [0, parseUid("1.2.840.10008.5.1.4.1.1.4")];
  const series = studyParts.filter(({ level }) => level === "series");
  return {
    studyUid,
    series: series.map(({ uid }) => ({
      seriesUid: uid,
      modality,
      instances: studyParts
        .filter(({ parentUid }) => parentUid === uid)
        .map((part) => ({
          sopInstanceUid: part.uid,
          sopClassUid,
          frames,
          dataset: digest,
          pixels: null,
          meta: digest,
        })),
    })),
  };
}

/** Runs `work` with a new vault in a folder of its own. */
export async function withVault(work: (vault: Vault, path: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const path = `${folder}/vault.db`;
    const vault = await createVault({ path, secret: { passphrase }, scryptCost });
    try {
      await work(vault, path);
    } finally {
      await vault.close();
    }
  });
}

/** Opens the vault of `withVault` once more. */
export function openAgain(path: string): Promise<Vault> {
  return openVault({ path, secret: { passphrase } });
}

/** Reads the vault's files as they lie on the disk, one after the other. */
export function readFiles(path: string): Buffer {
  const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
  return Buffer.concat(files.map((file) => readFileSync(file)));
}
