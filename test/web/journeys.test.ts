import { expect } from "chai";
import { findMissingChromium } from "../chromium.ts";
import { describeUnlessLacking } from "../lacking.ts";
import { auditorJourney } from "./journeys/auditor.ts";
import { auditorPages } from "./journeys/auditorPages.ts";
import { leavePages } from "./journeys/leavePages.ts";
import { everyPage } from "./journeys/pages.ts";
import { patientJourney } from "./journeys/patient.ts";
import { patientPages } from "./journeys/patientPages.ts";
import { practitionerJourney } from "./journeys/practitioner.ts";
import { troubleJourneys } from "./journeys/trouble.ts";
import { setWebStage, type WebStage } from "./stage.ts";

// The web app in headless Chromium, on the demonstration that `fiducial up --demo` starts, with a wallet that is backed by a real key
// ├── a patient, from the first page to a leave that is taken back
// ├── the patient's pages: proofs altered and whole, narrow lists, a child's, German
// ├── an auditor, from a search to a row, its proof and a file
// ├── the auditor's pages: proofs altered, without a wallet, by keys alone, what comes while they are open
// ├── a practitioner, by the demonstration's own wallet; and the patient who is asked for leave
// ├── the pages about leave: what a link may say, what the relayer refuses, several at once, for another, names of records
// ├── every page, by axe, in both themes and widths
// ├── in trouble: no wallet, no in the wallet, another chain, another account, a lost node, a lost server
// └── no page asks another host
describeUnlessLacking(findMissingChromium(), "the web app", (suite) => {
  suite.timeout(90_000);
  let stage: WebStage;

  before(async function () {
    this.timeout(180_000);
    stage = await setWebStage();
  });
  after(() => stage?.close());

  everyPage(() => stage); // first: the story as it was told
  patientJourney(() => stage);
  patientPages(() => stage);
  auditorJourney(() => stage);
  auditorPages(() => stage);
  practitionerJourney(() => stage);
  leavePages(() => stage);
  troubleJourneys(() => stage);

  it("no page asks another host", () => {
    expect([...stage.strangers]).to.deep.equal([]);
  });
});
