import { Route, Switch } from "wouter";
import { AskPage } from "./AskPage.tsx";
import { MinePage } from "./MinePage.tsx";
import "../leave/leave.css";
import "./practitioner.css";

/** The pages of whoever reads records: what was logged in their name, and asking patients for leave. */
export default function Routes() {
  return (
    <Switch>
      <Route path="/ask">
        <AskPage />
      </Route>
      <Route>
        <MinePage />
      </Route>
    </Switch>
  );
}
