import { useNames } from "../names/useNames.ts";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";
import { Choice } from "./Choice.tsx";

type Props = { patients: readonly PatientRead[]; patient: number; onChange: (patient: number) => void };

/** At which hospital: a person has a number at each, and leave reaches no further than that. */
export function WhereField({ patients, patient, onChange }: Props) {
  const { t } = useWords();
  const { say } = useNames();
  return (
    <fieldset className="form-part">
      <legend>{t("form.where.title")}</legend>
      <p className="soft small">{t("form.where.hint")}</p>
      {patients.map(({ patient: number, custodian }) => (
        <Choice key={number} name="where" isChosen={number === patient} onChoose={() => onChange(number)}>
          {custodian === undefined ? t("shell.patient", { patient: number }) : say(custodian)}
        </Choice>
      ))}
    </fieldset>
  );
}

/** Chooses the patient that a link names, where it is one of these; else the first. */
export function choosePatient(patients: readonly PatientRead[], query: string): number {
  const asked = new URLSearchParams(query).get("patient");
  return (patients.find(({ patient }) => String(patient) === asked) ?? patients[0])?.patient ?? 0;
}
