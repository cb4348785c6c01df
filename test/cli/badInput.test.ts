import { join } from "node:path";
import { describeBadInput } from "./badInput/describeBadInput.ts";
import { IMAGES } from "./badInput/images.ts";
import { layOutHomes, layOutPaths, takePort } from "./badInput/layOut.ts";
import { PLACES } from "./badInput/places.ts";
import { RIGHTS } from "./badInput/rights.ts";
import { SECRETS } from "./badInput/secrets.ts";
import { WORDS } from "./badInput/words.ts";
import { admitHospital, PATIENT } from "./stage.ts";

// Whatever is typed wrong (badInput/ lists it)
// ├── each command ends with the exit code and the error code that fit, and nothing on standard output
// ├── none repeats a secret, a name or a UID
// └── and nothing was written: no block, no record, no file
describeBadInput(
  "bad input",
  { "folders of images": IMAGES, secrets: SECRETS, "homes and nodes": PLACES, "no right": RIGHTS, words: WORDS },
  async (stage) => {
    const { ask, folder, home, up } = stage;
    const paths = layOutPaths(folder);
    await admitHospital(stage);
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    await ask("records", "register", paths.ct, "--patient", "1", "--as", "@1");
    await ask("records", "register", paths.mr, "--patient", PATIENT, "--as", "@1");
    await ask("accounts", "create", "jane", "--keystore-password-file", paths.password);
    await ask("patients", "enroll", "jane", "--as", "@1");

    const [dead, taken] = [await takePort(), await takePort()];
    await dead.close();
    const deadUrl = `http://127.0.0.1:${dead.port}`;
    const homes = await layOutHomes(stage, paths.password, deadUrl);
    const places = { rpcUrl: up.rpcUrl, deadUrl, takenPort: String(taken.port) };
    const files = { settings: join(home, "registry.json"), report: "", bundle: "" };
    return { paths: { ...paths, ...places, ...files }, homes, close: taken.close };
  },
);
