import { Route, Switch } from "wouter";
import { usePatient } from "../session/usePatient.ts";
import { LeavePage } from "./LeavePage.tsx";
import { NewLeavePage } from "./NewLeavePage.tsx";
import { NoPatient } from "./NoPatient.tsx";
import { NoticesPage } from "./NoticesPage.tsx";
import "./leave.css";

/** The pages about a patient's leave: given, asked for, taken back; and of what the patient is given notice. */
export default function Routes() {
  const { patient } = usePatient();
  if (patient === undefined) return <NoPatient />;
  return (
    <Switch>
      <Route path="/leave/new">
        <NewLeavePage key={patient} patient={patient} />
      </Route>
      <Route path="/notices">
        <NoticesPage key={patient} patient={patient} />
      </Route>
      <Route>
        <LeavePage key={patient} patient={patient} />
      </Route>
    </Switch>
  );
}
