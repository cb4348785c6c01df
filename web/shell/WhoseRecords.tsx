import { usePatient } from "../session/usePatient.ts";
import { useWords } from "../words/useWords.ts";

/** Lets somebody who reads as several patients choose whose records are shown. */
export function WhoseRecords() {
  const { t } = useWords();
  const { patient, patients, choose } = usePatient();
  if (patients.length < 2) return null;
  return (
    <label className="row">
      <span className="small">{t("shell.whose")}</span>
      <select className="input" value={patient} onChange={({ target }) => choose(Number(target.value))}>
        {patients.map((one) => (
          <option key={one} value={one}>
            {t("shell.patient", { patient: one })}
          </option>
        ))}
      </select>
    </label>
  );
}
