import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import type { Me } from "../api/types.ts";
import { Empty } from "../parts/Empty.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Loading } from "../parts/Loading.tsx";
import { Page } from "../parts/Page.tsx";
import { useWords } from "../words/useWords.ts";
import { homeOf } from "./home.ts";

// Each area is a file of its own: a patient never loads the auditor's charts.
const Patient = lazy(() => import("../patient/routes.tsx"));
const Leave = lazy(() => import("../leave/routes.tsx"));
const Auditor = lazy(() => import("../auditor/routes.tsx"));
const Practitioner = lazy(() => import("../practitioner/routes.tsx"));

/** Shows the area of the address to somebody who is signed in. */
export function Areas({ me }: { me: Me }) {
  const home = homeOf(me);
  return (
    <Suspense fallback={<Loading />}>
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
    </Suspense>
  );
}

/** What is for anybody, signed in or not. */
export function OpenAreas({ children }: { children: React.ReactNode }) {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/check">
          <Patient />
        </Route>
        <Route>{children}</Route>
      </Switch>
    </Suspense>
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
