import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { useWords } from "../words/useWords.ts";
import type { Waiting } from "./demoWallet.ts";
import { describeTyped } from "./describeTyped.ts";
import type { DemoPerson } from "./people.ts";
import type { Asked } from "./provider.ts";

/** The demo wallet's own window: shows what is to be signed, and takes yes or no. */
export function DemoDialog({ waiting }: { waiting: Waiting | undefined }) {
  const { t } = useWords();
  const asked = waiting?.asked;
  const refuse = (): void => waiting?.answer(undefined);
  if (asked?.asks === "person" || asked === undefined) {
    return (
      <Dialog title={t("demo.choose.title")} isOpen={asked !== undefined} onClose={refuse}>
        {asked !== undefined && <People people={asked.people} onChoose={(person) => waiting?.answer(person)} />}
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t(asked.asks === "message" ? "demo.message.title" : "demo.typed.title")}
      isOpen
      onClose={refuse}
      actions={
        <>
          <Button onClick={refuse}>{t("demo.refuse")}</Button>
          <Button look="primary" onClick={() => waiting?.answer(asked.person)}>
            {t("demo.sign")}
          </Button>
        </>
      }
    >
      <What asked={asked} />
    </Dialog>
  );
}

function People({ people, onChoose }: { people: readonly DemoPerson[]; onChoose: (person: DemoPerson) => void }) {
  const { t } = useWords();
  if (people.length === 0) return <p>{t("demo.choose.none")}</p>;
  return (
    <>
      <p className="soft">{t("demo.choose.text")}</p>
      <ul className="choices">
        {people.map((person) => (
          <li key={person.account.address}>
            <Button icon="person" onClick={() => onChoose(person)}>
              <span>
                {person.name}
                <span className="soft small demo-role" lang="en">
                  {person.role}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function What({ asked }: { asked: Exclude<Asked, { asks: "person" }> }) {
  const { t } = useWords();
  const { name } = asked.person;
  if (asked.asks === "message") {
    return (
      <>
        <p>{t("demo.message.text", { name })}</p>
        <pre className="demo-signed">{asked.message}</pre>
      </>
    );
  }
  return (
    <>
      <p>{t("demo.typed.text", { name })}</p>
      <dl className="demo-signed">
        <dt>{t("demo.typed.kind")}</dt>
        <dd>{String(asked.typed.primaryType)}</dd>
        {describeTyped(asked.typed).map(({ name: field, value, depth }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one signature never change their order
          <div key={`${field} ${index}`} className="demo-row" data-depth={Math.min(depth, 2)}>
            <dt>{field}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
