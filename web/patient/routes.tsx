import { Route, Switch } from "wouter";
import { CheckPage } from "./CheckPage.tsx";
import { RecordPage } from "./RecordPage.tsx";
import { TimelinePage } from "./TimelinePage.tsx";
import "./patient.css";

/** The pages of a patient. */
export default function Routes() {
  return (
    <Switch>
      <Route path="/records/:record">{({ record }) => <RecordPage key={record} record={record} />}</Route>
      <Route path="/check" component={CheckPage} />
      <Route component={TimelinePage} />
    </Switch>
  );
}
