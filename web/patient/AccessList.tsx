import { useState } from "react";
import type { Access, EmergenciesAnswer, RecordRow } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { Button } from "../parts/index.ts";
import { useWords } from "../words/useWords.ts";
import { AccessItem } from "./AccessItem.tsx";
import type { WhoseRecord } from "./sayAccess.ts";

const step = 50;

type Props = {
  accesses: readonly Access[];
  row: RecordRow;
  /** The highest number there was when the page was opened. */
  known: number;
  whose: WhoseRecord;
};

/** The accesses of a record, the newest first. */
export function AccessList({ accesses, row, known, whose }: Props) {
  const { t } = useWords();
  const [most, setMost] = useState(step);
  const hasEmergency = accesses.some(({ basis }) => basis === "EMERGENCY");
  const { data } = useQuestion<EmergenciesAnswer>(hasEmergency ? `/records/${row.record}/emergencies` : null);
  const reviews = new Map(data?.emergencies.map((emergency) => [emergency.access.number, emergency]));
  return (
    <>
      <ol className="card accesses">
        {accesses.slice(0, most).map((access) => (
          <AccessItem
            key={access.number}
            access={access}
            custodian={row.custodian}
            isNew={access.number > known}
            whose={whose}
            emergency={reviews.get(access.number)}
          />
        ))}
      </ol>
      {accesses.length > most && (
        <div>
          <Button onClick={() => setMost(most + step)}>
            {t("patient.record.more", { count: Math.min(step, accesses.length - most) })}
          </Button>
        </div>
      )}
    </>
  );
}
