import { LinkButton } from "../parts/LinkButton.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import type { PatientRead } from "../session/choosePatient.ts";
import { useWords } from "../words/useWords.ts";
import { PatientLeave } from "./PatientLeave.tsx";
import { Requests } from "./Requests.tsx";
import { whoseOf } from "./whoseOf.ts";

/** Who may see somebody's records, who could, and who asks to: at each hospital that enrolled them. */
export function LeavePage({ patients }: { patients: readonly PatientRead[] }) {
  const { t } = useWords();
  const whose = whoseOf(patients);
  return (
    <Page
      title={t("leave.title", { whose, patient: patients[0]?.patient })}
      lead={t("leave.lead", { whose })}
      actions={
        <LinkButton href="/leave/new" look="primary" icon="key">
          {t("leave.give")}
        </LinkButton>
      }
    >
      {patients.map((of) => (
        <Requests key={of.patient} {...{ of, whose }} isOneOfSeveral={patients.length > 1} />
      ))}
      {patients.map((read) => (
        <PatientLeave key={read.patient} of={read} isOneOfSeveral={patients.length > 1} />
      ))}
      <Notice tone="neutral" title={t("leave.cantUnsee.title")}>
        {t("leave.cantUnsee")}
      </Notice>
    </Page>
  );
}
