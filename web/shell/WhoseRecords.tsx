import { useLocation } from "wouter";
import { useNames } from "../names/useNames.ts";
import type { PatientRead } from "../session/choosePatient.ts";
import { usePatient } from "../session/usePatient.ts";
import { useWords } from "../words/useWords.ts";

/** The pages that are about somebody's records, and show all of one's own together. */
const TOGETHER: readonly string[] = ["/", "/leave", "/notices"];

/** Lets somebody who reads as several patients choose whose records are shown. */
export function WhoseRecords() {
  const { t } = useWords();
  const { say } = useNames();
  const [path] = useLocation();
  const { known, whose, choose } = usePatient();
  if (known.length < 2 || !TOGETHER.includes(path)) return null;

  function describe({ patient: number, custodian, isOwn }: PatientRead): string {
    if (custodian === undefined) return t("shell.patient", { patient: number });
    return t(isOwn ? "shell.whoseAt" : "shell.whoseFor", { patient: number, custodian: say(custodian) });
  }

  return (
    <label className="whose">
      <span className="small">{t("shell.whose")}</span>
      <select
        className="input"
        value={whose}
        onChange={({ target }) => choose(target.value === "own" ? "own" : Number(target.value))}
      >
        {known.some(({ isOwn }) => isOwn) && <option value="own">{t("shell.whoseOwn")}</option>}
        {known.map((one) => (
          <option key={one.patient} value={one.patient}>
            {describe(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
