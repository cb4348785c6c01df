import { useLocation } from "wouter";
import { usePatient } from "../session/usePatient.ts";
import { useWords } from "../words/useWords.ts";

/** Lets somebody who reads as several patients choose whose records are shown. Only the timeline shows those of all together. */
export function WhoseRecords() {
  const { t } = useWords();
  const [path] = useLocation();
  const { patient, patients, whose, choose } = usePatient();
  const isOfAll = path === "/";
  if (patients.length < 2 || !(isOfAll || path.startsWith("/leave") || path === "/notices")) return null;
  return (
    <label className="row">
      <span className="small">{t("shell.whose")}</span>
      <select
        className="input"
        value={isOfAll ? whose : patient}
        onChange={({ target }) => choose(target.value === "all" ? "all" : Number(target.value))}
      >
        {isOfAll && <option value="all">{t("shell.whoseAll")}</option>}
        {patients.map((one) => (
          <option key={one} value={one}>
            {t("shell.patient", { patient: one })}
          </option>
        ))}
      </select>
    </label>
  );
}
