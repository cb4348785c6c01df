import type { Command } from "commander";
import { KINDS, kindNumber } from "../../../consent/kinds.ts";
import { buildRecordListDocument, type ListedRecord } from "../../../consent/recordListDocument.ts";
import { acting } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { resolvePatient } from "../../names.ts";
import { renderCount, renderTable, shorten } from "../../output.ts";
import { listForPatient } from "../../recordList.ts";
import { readDocumentPlace, signDocument, writeSignedDocument } from "../../signDocument.ts";

type ListRecordsOptions = { readonly as: string; readonly out: string; readonly from: readonly string[] };

/** Adds `list-records`. */
export function addListRecordsCommand(patients: Command): void {
  patients
    .command("list-records")
    .argument("<patient>", "number or name of the patient")
    .description("sign a list of a patient's records for the patient: what each of them is, by its commitment")
    .requiredOption("--as <account>", "the custodian, which signs it")
    .requiredOption("--out <file>", "the file to make; its owner alone can read it")
    .option(
      "--from <folder>",
      "folder with the files of a study, for its day and description; can be given several times",
      (folder: string, before: readonly string[]) => [...before, folder],
      [],
    )
    .addHelpText(
      "after",
      "\nThe file is the patient's alone: it says what each commitment on the chain stands for. Hand it over as you hand over images. The patient\nopens it in the browser, where it stays.\n\nExample:\n  fiducial patients list-records 1 --as @1 --from knee/ --out records.json",
    )
    .action(
      acting<ListRecordsOptions, [string]>(async ({ session, signer, options }, patientText) => {
        const patient = await resolvePatient(session, patientText);
        const place = await readDocumentPlace(session, signer);
        const of = { patient, custodian: place.organization };
        const records = await listForPatient(session, of, options.from);
        if (records.length === 0) {
          throw new UsageError("The vault knows no record that this custodian holds of this patient.");
        }
        const document = buildRecordListDocument(records, { ...place, patient });
        await writeSignedDocument(options.out, await signDocument(signer, place, { kind: "records", document }), 0o600);
        session.output.answer(
          { file: options.out, patient, records: records.map(describe) },
          [
            `Signed a list of ${renderCount(records.length, "record")} of patient ${patient}: ${options.out}`,
            renderTable(
              ["started", "kind", "modalities", "description", "record"],
              records.map(describe).map((row) => ({ ...row, record: shorten(row.record) })),
            ),
            "It is for the patient alone: whoever has it knows what these records are.",
          ].join("\n"),
        );
      }),
    );
}

function describe({ record, kind, modalities, started, description }: ListedRecord) {
  const display = KINDS[kindNumber(kind)]?.display ?? kind;
  return {
    record,
    kind: display,
    modalities: modalities.join(" "),
    started: started ?? null,
    description: description ?? null,
  };
}
