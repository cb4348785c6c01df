import { Route, Switch } from "wouter";
import { useSession } from "../session/useSession.ts";
import { AccessPage } from "./access/AccessPage.tsx";
import "./auditor.css";
import "./charts/charts.css";
import { ChartsPage } from "./charts/ChartsPage.tsx";
import { Refused } from "./frame/Refused.tsx";
import { GapsPage } from "./gaps/GapsPage.tsx";
import { MisusePage } from "./misuse/MisusePage.tsx";
import { SearchPage } from "./search/SearchPage.tsx";

/** The pages of whoever watches over the log: auditors over all of it, organizations over what is of their patients. */
export default function Routes() {
  const { me } = useSession();
  if (me === undefined) return null;
  return (
    <Switch>
      {/* Anybody sees the proof of an access that is theirs. */}
      <Route path="/audit/access/:record/:number">
        {({ record, number }) => <AccessPage key={`${record}/${number}`} record={record} number={number} />}
      </Route>
      <Route>{me.sees.everything || me.sees.recordsOf !== null ? <Overseeing /> : <Refused />}</Route>
    </Switch>
  );
}

function Overseeing() {
  return (
    <Switch>
      <Route path="/audit/charts">
        <ChartsPage />
      </Route>
      <Route path="/audit/gaps">
        <GapsPage />
      </Route>
      <Route path="/audit/misuse">
        <MisusePage />
      </Route>
      <Route>
        <SearchPage />
      </Route>
    </Switch>
  );
}
