import { listKinds } from "../../src/consent/kinds.ts";
import type { PurposeCode } from "../../src/consent/purposes.ts";
import { NO_END, type Terms } from "../../src/consent/typedData.ts";
import { useRegistry } from "../api/registry.ts";
import type { Account, PermitsAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useLabels } from "../labels/useLabels.ts";
import { useNames } from "../names/useNames.ts";
import { Who } from "../names/Who.tsx";
import { Button } from "../parts/Button.tsx";
import { DetailList, Details } from "../parts/Details.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { useWords } from "../words/useWords.ts";
import { ActProgress } from "./ActProgress.tsx";
import { LeaveSentence } from "./LeaveSentence.tsx";
import { foldPermits, type StatedTerms } from "./permits.ts";
import { widePurposes } from "./purposeTree.ts";
import { SignedValues } from "./SignedValues.tsx";
import { sayParts } from "./sentence.ts";
import { useAct } from "./useAct.ts";
import type { WhoseWords } from "./whoseOf.ts";

type Props = {
  terms: Terms;
  whose: WhoseWords;
  patient: number;
  purposes: readonly PurposeCode[];
  startsNow: boolean;
  onChange: () => void;
  onDone: () => void;
};

/** Reads a leave back in words, has it signed, and says how it goes. */
export function ReadBack({ terms, whose, patient, purposes, startsNow, onChange, onDone }: Props) {
  const { t } = useWords();
  const { data: registry } = useRegistry();
  const { state, run } = useAct();
  const { grantee, scope, kinds, from, until } = terms;
  const stated: StatedTerms = { purposes, kinds: listKinds(kinds), from, until };
  const isDone = state.is === "done";
  const isBusy = state.is === "under-way";

  async function sign(): Promise<void> {
    if ((await run({ act: "permit", terms })) !== undefined) onDone();
  }

  return (
    <Page title={t(isDone ? "readBack.doneTitle" : "readBack.title")} lead={isDone ? undefined : t("readBack.lead")}>
      <div className="form">
        <section className="card stack read-back" aria-label={t("readBack.sentence")}>
          <LeaveSentence
            grantee={grantee}
            scope={scope}
            terms={stated}
            whose={whose}
            standing={startsNow ? "asked" : "coming"}
          />
          {!isDone && <Particulars {...{ terms, stated, whose, startsNow }} />}
        </section>
        {!isDone && <Warnings {...{ terms, purposes, patient }} />}
        {!isDone && (
          <Details summary={t("readBack.wallet")}>
            <SignedValues terms={terms} />
          </Details>
        )}
        <ActProgress state={state} onAgain={() => void sign()} doneTitle={t("readBack.done")} />
        {registry?.relays === false && (
          <Notice tone="warning" title={t("act.failed.noRelay.title")}>
            {t("act.failed.noRelay.text")}
          </Notice>
        )}
        {isDone ? (
          <div className="row">
            <LinkButton href="/leave" look="primary">
              {t("readBack.toLeave")}
            </LinkButton>
          </div>
        ) : (
          <div className="row">
            <Button look="quiet" icon="back" onClick={onChange} disabled={isBusy}>
              {t("readBack.change")}
            </Button>
            <Button
              look="primary"
              icon="key"
              isBusy={isBusy}
              disabled={registry?.relays === false}
              onClick={() => void sign()}
            >
              {t("readBack.sign")}
            </Button>
            <span className="soft small">{t("readBack.free")}</span>
          </div>
        )}
      </div>
    </Page>
  );
}

type ParticularsProps = { terms: Terms; stated: StatedTerms; whose: WhoseWords; startsNow: boolean };

function Particulars({ terms: { grantee, scope }, stated, whose, startsNow }: ParticularsProps) {
  const words = useWords();
  const labels = useLabels();
  const { t, list } = words;
  const parts = sayParts(words, { terms: stated, scope, label: labels.say(scope), whose });
  return (
    <DetailList
      items={[
        [t("readBack.to"), <Who key="to" account={grantee} />],
        [t("readBack.what"), parts.what],
        [t("readBack.purposes"), list(stated.purposes.map((code) => t(`purpose.${code}`)))],
        [t("readBack.start"), startsNow ? t("readBack.atOnce") : parts.start],
        [t("readBack.end"), parts.end],
      ]}
    />
  );
}

/** What deserves a second look before it is signed. */
function Warnings({ terms, purposes, patient }: { terms: Terms; purposes: readonly PurposeCode[]; patient: number }) {
  const { t } = useWords();
  const { nameOf, say } = useNames();
  const { data } = useQuestion<PermitsAnswer>(`/patients/${patient}/permits`);
  const grantee: Account = terms.grantee;
  const present = foldPermits(data?.permits ?? [], Math.floor(Date.now() / 1_000)).flatMap((one) => one.present);
  const isReplacing = present.some((one) => one.grantee.toLowerCase() === grantee && one.scope === terms.scope);
  return (
    <div className="stack">
      {isReplacing && <Notice tone="info">{t("readBack.replaces", { name: say(grantee) })}</Notice>}
      {!nameOf(grantee).isPublished && (
        <Notice tone="warning" title={t("form.to.unknown.title")}>
          {t("form.to.unknown.text")}
        </Notice>
      )}
      {widePurposes(purposes).map((code) => (
        <Notice key={code} tone="warning">
          {t(`form.wide.${code}`)}
        </Notice>
      ))}
      {terms.until === NO_END && <Notice tone="warning">{t("form.end.never.warning")}</Notice>}
    </div>
  );
}
