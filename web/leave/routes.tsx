import { Route, Switch } from "wouter";
import { Loading } from "../parts/Loading.tsx";
import { usePatient } from "../session/usePatient.ts";
import { LeavePage } from "./LeavePage.tsx";
import { NewLeavePage } from "./NewLeavePage.tsx";
import { NoPatient } from "./NoPatient.tsx";
import { NoticesPage } from "./NoticesPage.tsx";
import "./leave.css";

/** The pages about a patient's leave: given, asked for, taken back; and of what the patient is given notice. */
export default function Routes() {
  const { known, shown, patients, isPending } = usePatient();
  if (patients.length === 0) return <NoPatient />;
  if (isPending) return <Loading />;
  const about = known.filter(({ patient }) => shown.includes(patient));
  return (
    <Switch>
      <Route path="/leave/new">
        <NewLeavePage patients={about} />
      </Route>
      <Route path="/notices">
        <NoticesPage patients={about} />
      </Route>
      <Route>
        <LeavePage patients={about} />
      </Route>
    </Switch>
  );
}
