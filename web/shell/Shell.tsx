import { useLiveStream } from "../api/live.ts";
import type { Registry } from "../api/types.ts";
import { Loading } from "../parts/Loading.tsx";
import { useSession } from "../session/useSession.ts";
import { useWords } from "../words/useWords.ts";
import { Areas, OpenAreas } from "./Areas.tsx";
import { Banners } from "./Banners.tsx";
import { Foot } from "./Foot.tsx";
import { Head } from "./Head.tsx";
import { SignIn } from "./SignIn.tsx";

/** What is around every page: the way to the others, who is signed in, and what stands in the way. */
export function Shell({ registry }: { registry: Registry }) {
  const { t } = useWords();
  const { state, me } = useSession();
  useLiveStream(registry.live && state === "in");
  return (
    <div className="shell">
      <a className="button skip" href="#main">
        {t("shell.skip")}
      </a>
      <Head />
      <main id="main" className="shell-main" tabIndex={-1}>
        <Banners registry={registry} />
        {me !== undefined ? (
          <Areas key={me.account} me={me} />
        ) : (
          <OpenAreas>{state === "starting" ? <Loading /> : <SignIn registry={registry} />}</OpenAreas>
        )}
      </main>
      <Foot registry={registry} />
    </div>
  );
}
