import type { Hex } from "viem";
import type { Names, ReportedAccess } from "../../audit/reports/index.ts";
import { wholeRecord } from "../../consent/commitments.ts";
import { findRecord } from "../../indexer/queries/records.ts";
import type { Reader } from "../../sql/database.ts";
import { RecordErasedError, UnknownManifestError, UnknownRecordError } from "../../vault/errors.ts";
import { renderTime } from "../output.ts";
import type { Session } from "../session.ts";

/** Reads the names that the vault knows: accounts, patients, and what the records are that were accessed. */
export async function readReportNames(
  { vault }: Pick<Session, "vault">,
  reader: Reader,
  accesses: readonly ReportedAccess[],
): Promise<Names> {
  const actors = new Map((await vault.listLabels("actor")).map(({ id, text }) => [id, text]));
  const patients = new Map((await vault.listLabels("patient")).map(({ id, text }) => [id, text]));
  const studies = new Map<Hex, Study>();
  for (const record of new Set(accesses.filter(({ kind }) => kind === 0).map(({ access }) => access.record))) {
    const study = await findStudy(vault, reader, record);
    if (study !== undefined) studies.set(record, study);
  }
  return {
    actor: (account) => actors.get(account.toLowerCase()) ?? null,
    patient: (patient) => patients.get(String(patient)) ?? null,
    part: (record, part) => {
      const study = studies.get(record);
      if (study === undefined) return null;
      if (part === wholeRecord) return study.words;
      const level = study.levels.get(part);
      return level === undefined ? `part of ${study.words}` : `one ${LEVELS[level]} of ${study.words}`;
    },
  };
}

const LEVELS = { series: "series", instance: "image" } as const;

type Study = { readonly words: string; readonly levels: ReadonlyMap<Hex, keyof typeof LEVELS> };

/** What a study is, by its modalities and the day it was registered; `undefined` where the vault lacks it, or its key was destroyed. */
async function findStudy(vault: Session["vault"], reader: Reader, record: Hex): Promise<Study | undefined> {
  const registered = await findRecord(reader, record);
  const head = registered?.revisions.at(-1);
  if (registered === undefined || head === undefined) return undefined;
  try {
    const { series } = await vault.getManifest(record, head.digest);
    const modalities = [...new Set(series.flatMap(({ modality }) => (modality === null ? [] : [modality])))];
    const day = renderTime(registered.place.blockTime).slice(0, 10);
    const parts = await vault.listParts(record);
    return {
      words: `${modalities.join("/") || "imaging"} study, registered ${day}`,
      levels: new Map(parts.map(({ part, level }) => [part, level])),
    };
  } catch (error) {
    const lacks = [UnknownRecordError, RecordErasedError, UnknownManifestError];
    if (lacks.some((Lack) => error instanceof Lack)) return undefined;
    throw error;
  }
}
