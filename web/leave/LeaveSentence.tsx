import type { Hex } from "viem";
import type { Account } from "../api/types.ts";
import { useLabels } from "../labels/useLabels.ts";
import { useNames } from "../names/useNames.ts";
import { useWords } from "../words/useWords.ts";
import type { Standing, StatedTerms } from "./permits.ts";
import { sayParts } from "./sentence.ts";
import type { WhoseWords } from "./whoseOf.ts";

type Props = {
  grantee: Account;
  scope: Hex;
  terms: StatedTerms;
  whose: WhoseWords;
  /** How it stands; `asked` for a leave that is still to be signed. */
  standing: Standing | "asked";
};

/** Says a leave in one sentence: who may see what, for what, and until when. */
export function LeaveSentence({ grantee, scope, terms, whose, standing }: Props) {
  const words = useWords();
  const labels = useLabels();
  const { say } = useNames();
  const parts = sayParts(words, { terms, scope, label: labels.say(scope), whose });
  const tense = { "in-force": "now", coming: "later", asked: "now" }[standing as string] ?? "past";
  return (
    <p className="leave-sentence">
      {words.rich(`leave.sentence.${tense}`, {
        ...parts,
        who: say(grantee),
        b: (chunks) => <strong>{chunks}</strong>,
      })}
    </p>
  );
}
