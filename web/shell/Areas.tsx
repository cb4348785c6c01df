import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { buildUnreachable } from "../api/problem.ts";
import type { Me } from "../api/types.ts";
import { Empty } from "../parts/Empty.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Page } from "../parts/Page.tsx";
import { useWords } from "../words/useWords.ts";
import { AreaBoundary } from "./AreaBoundary.tsx";
import { homeOf } from "./home.ts";

// Each area is a file of its own: a patient never loads the auditor's charts.
const Patient = area(() => import("../patient/routes.tsx"));
const Leave = area(() => import("../leave/routes.tsx"));
const Auditor = area(() => import("../auditor/routes.tsx"));
const Practitioner = area(() => import("../practitioner/routes.tsx"));

/** An area that is loaded when it is gone to. What does not come, comes from a server that does not answer. */
function area(load: () => Promise<{ default: ComponentType }>) {
  return lazy(() =>
    load().catch(() => {
      throw buildUnreachable();
    }),
  );
}

/** What holds an area: a word while it is loaded, and one where it could not be shown. */
function AreaFrame({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  return (
    <AreaBoundary path={path}>
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </AreaBoundary>
  );
}

/** Shows the area of the address to somebody who is signed in. */
export function Areas({ me }: { me: Me }) {
  const home = homeOf(me);
  return (
    <AreaFrame>
      <Switch>
        <Route path="/">{home === "/" ? <Patient /> : <Redirect to={home} replace />}</Route>
        <Route path="/records/:record">
          <Patient />
        </Route>
        <Route path="/check">
          <Patient />
        </Route>
        <Route path="/leave/*?">
          <Leave />
        </Route>
        <Route path="/notices">
          <Leave />
        </Route>
        <Route path="/audit/*?">
          <Auditor />
        </Route>
        <Route path="/mine">
          <Practitioner />
        </Route>
        <Route path="/ask">
          <Practitioner />
        </Route>
        <Route>
          <NoSuchPage />
        </Route>
      </Switch>
    </AreaFrame>
  );
}

/** What is for anybody, signed in or not. */
export function OpenAreas({ children }: { children: ReactNode }) {
  return (
    <AreaFrame>
      <Switch>
        <Route path="/check">
          <Patient />
        </Route>
        <Route>{children}</Route>
      </Switch>
    </AreaFrame>
  );
}

function NoSuchPage() {
  const { t } = useWords();
  return (
    <Page title={t("shell.noSuchPage.title")}>
      <Empty
        title={t("shell.noSuchPage.heading")}
        action={
          <LinkButton href="/" look="primary">
            {t("shell.toStart")}
          </LinkButton>
        }
      >
        {t("shell.noSuchPage.text")}
      </Empty>
    </Page>
  );
}
