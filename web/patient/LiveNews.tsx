import { useState } from "react";
import { useLive } from "../api/live.ts";
import type { Access, RecordRow } from "../api/types.ts";
import { AccessSentence } from "./AccessSentence.tsx";
import type { WhoseRecord } from "./sayAccess.ts";

type Props = { records: readonly Pick<RecordRow, "record" | "custodian">[]; whose: WhoseRecord };

/** Tells a screen reader of accesses as they are logged, at the next pause. For the eye they come up in the lists. */
export function LiveNews({ records, whose }: Props) {
  const [latest, setLatest] = useState<Access>();
  useLive((accesses) => {
    const found = accesses.findLast(({ record }) => records.some((row) => row.record === record));
    if (found !== undefined) setLatest(found);
  });
  return (
    <p className="visually-hidden" role="status">
      {latest !== undefined && (
        <AccessSentence
          whose={whose}
          access={latest}
          custodian={records.find(({ record }) => record === latest.record)?.custodian}
        />
      )}
    </p>
  );
}
