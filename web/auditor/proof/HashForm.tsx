import { useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { Field } from "../../parts/Field.tsx";
import { useWallet } from "../../wallet/useWallet.ts";
import { useWords } from "../../words/useWords.ts";

const shape = /^\s*0x[0-9a-fA-F]{64}\s*$/;

/** Has a reader without a wallet say the hashes of blocks, from wherever they trust. */
export function HashForm({
  blocks,
  onCheck,
}: {
  blocks: readonly number[];
  onCheck: (hashes: readonly string[]) => void;
}) {
  const { t, number } = useWords();
  const { connect, account } = useWallet();
  const [hashes, setHashes] = useState<readonly string[]>(blocks.map(() => ""));
  const [isTried, setTried] = useState(false);
  const isWhole = hashes.every((hash) => shape.test(hash));

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isWhole) onCheck(hashes);
      }}
    >
      <p>{t("audit.proof.noWallet")}</p>
      {account === undefined && (
        <div className="row">
          <Button icon="wallet" onClick={connect}>
            {t("audit.proof.connect")}
          </Button>
        </div>
      )}
      {blocks.map((block, i) => (
        <Field
          key={block}
          label={t("audit.proof.hashOf", { block: number(block) })}
          problem={isTried && !shape.test(hashes[i] ?? "") ? t("audit.proof.hashForm") : undefined}
        >
          {(props) => (
            <input
              {...props}
              className="input mono"
              spellCheck={false}
              autoComplete="off"
              value={hashes[i] ?? ""}
              onChange={({ target }) => setHashes(hashes.with(i, target.value))}
            />
          )}
        </Field>
      ))}
      <div className="row">
        <Button type="submit" look="primary">
          {t("audit.proof.check")}
        </Button>
      </div>
    </form>
  );
}
