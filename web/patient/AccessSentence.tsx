import type { Access, Account, PermitsAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useNames } from "../names/useNames.ts";
import { Who } from "../names/Who.tsx";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { sayAccess, type WhoseRecord } from "./sayAccess.ts";

type Props = { access: Access; custodian: Account | undefined; whose: WhoseRecord };

/** Says an access in a sentence: who, what for, by whose leave. */
export function AccessSentence({ access, custodian, whose }: Props) {
  const words = useWords();
  const { say } = useNames();
  const { me } = useSession();
  const { data } = useQuestion<PermitsAnswer>(access.basis === "PERMIT" ? `/patients/${access.patient}/permits` : null);
  const { deed, leave } = sayAccess(words, access, {
    reader: me?.account ?? "0x",
    whose,
    permits: data?.permits ?? [],
    custodian: custodian === undefined ? words.t("patient.theHospital") : say(custodian),
  });
  return words.rich("patient.sentence", {
    deed: words.rich(deed.id, {
      ...deed.values,
      who: <Who key="who" account={access.accessor} organization={access.organization} />,
    }),
    leave: words.t(leave.id, leave.values),
  });
}
