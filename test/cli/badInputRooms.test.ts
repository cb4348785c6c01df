import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONTENT } from "./badInput/content.ts";
import { describeBadInput } from "./badInput/describeBadInput.ts";
import { FAMILY } from "./badInput/family.ts";
import { layOutPaths } from "./badInput/layOut.ts";
import { OFFICES } from "./badInput/offices.ts";
import { PROOFS } from "./badInput/proofs.ts";
import { REVIEWS } from "./badInput/reviews.ts";
import { ctFile, readIdentifiers } from "./images.ts";
import { admitGateway, admitHospital, PATIENT } from "./stage.ts";

// As badInput.test.ts, of what came after enrolment, permits and accesses.
describeBadInput(
  "bad input to the rooms",
  {
    "who acts for a patient": FAMILY,
    "emergencies and reviews": REVIEWS,
    "contents of records": CONTENT,
    "offices and gateways": OFFICES,
    proofs: PROOFS,
  },
  async (stage) => {
    const { ask, folder, home, up } = stage;
    const { study } = readIdentifiers(ctFile);
    const paths = layOutPaths(folder);
    await admitHospital(stage);
    await admitGateway(stage);
    await ask("actors", "admit", "@4", "--as", "@1", "--roles", "emergency,reviewer");
    await ask("actors", "admit", "@6", "--as", "@1", "--roles", "reviewer");
    await ask("actors", "admit", "@7", "--as", "@1", "--kind", "device");
    await ask("actors", "admit-organization", "@12", "--as", "@0");
    await ask("actors", "admit", "@13", "--as", "@12", "--roles", "reviewer");
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    await ask("patients", "enroll", "@10", "--as", "@1", "--custodial");
    await ask("patients", "proxy", "appoint", "1", "@8", "--powers", "consent", "--until", "1y", "--as", "@5");
    await ask("patients", "proxy", "appoint", "1", "@14", "--powers", "access", "--until", "1y", "--as", "@5");
    await ask("patients", "recovery", "choose", "1", "@11", "--as", "@5");
    await ask("records", "register", paths.ct, "--patient", "1", "--as", "@1");
    const text = join(folder, "report.txt");
    writeFileSync(text, "No finding.");
    const preliminary = ["--patient", "1", "--status", "preliminary", "--as", "@1"];
    const { record: report } = await ask<{ record: string }>("records", "register-document", text, ...preliminary);
    await ask("emergency", "log", study, "--reason", "unconscious", "--as", "@4");
    await ask("access", study, "--as", "@2");
    const tool = ["--ai", "--tool", "@7", "--tool-version", "Acme/LungCAD/2.1", "--model", text, "--as", "@7"];
    await ask("records", "contribute", study, "--section", "findings", "--text", text, ...tool);
    const bundle = join(folder, "bundle.json");
    await ask("who", study, "--proof", bundle);
    const places = { rpcUrl: up.rpcUrl, deadUrl: "", takenPort: "" };
    return { paths: { ...paths, ...places, settings: join(home, "registry.json"), report, bundle }, homes: {} };
  },
);
