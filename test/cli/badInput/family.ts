import { PATIENT } from "../stage.ts";
import { bad, refused, setup, unknown, usage } from "./case.ts";

const someDay = ["--until", "30d"];
const appoint =
  (...typed: string[]) =>
  () => ["patients", "proxy", "appoint", ...typed];
const asPatient = ["--as", "@5"];
const asStranger = ["--as", "@9"];
const patients =
  (...typed: string[]) =>
  () => ["patients", ...typed];

/** Proxies, incapacity, recovery and claims: patient 1 is `@5`, with the guardian `@8` (to consent) and the reader `@14`; patient 2's key is in custody. */
export const FAMILY = [
  bad("a proxy of nobody", usage, appoint("99", "@9", ...someDay, ...asPatient), { says: /patients list/ }),
  bad("a proxy whom nobody knows", usage, appoint("1", "Doe", ...someDay, ...asPatient)),
  bad("a proxy without an end", usage, appoint("1", "@9", ...asPatient), { says: /--until/ }),
  bad("a proxy until a day in no calendar", usage, appoint("1", "@9", "--until", "2039-02-31", ...asPatient), {
    says: /--until/,
  }),
  bad("a proxy until yesterday", usage, appoint("1", "@9", "--until", "-1d", ...asPatient), { says: /future/ }),
  bad("a proxy that ends before it begins", usage, appoint("1", "@9", "--from", "9d", "--until", "2d", ...asPatient), {
    says: /after --from/,
  }),
  bad(
    "a power that is none",
    unknown("UnknownPower"),
    appoint("1", "@9", "--powers", "write", ...someDay, ...asPatient),
    {
      says: /consent/,
    },
  ),
  bad("no power", usage, appoint("1", "@9", "--powers", "", ...someDay, ...asPatient), { says: /--powers/ }),
  bad("two proxies at once", usage, appoint("1", "@9", "@10", ...someDay, ...asPatient), { says: /--joint/ }),
  bad("a joint proxy of one", usage, appoint("1", "@9", "--joint", ...someDay, ...asPatient), { says: /two/ }),
  bad("a joint proxy of one twice", usage, appoint("1", "@9", "@9", "--joint", ...someDay, ...asPatient)),
  bad("a proxy with an empty name", usage, appoint("1", "@9", "--name", " ", ...someDay, ...asPatient)),
  bad("a proxy by a stranger", refused("NotController"), appoint("1", "@10", ...someDay, ...asStranger)),
  bad("a proxy by a proxy", refused("NotController"), appoint("1", "@10", ...someDay, "--as", "@8")),
  bad("a proxy by two, with nobody to send it", usage, appoint("1", "@10", ...someDay, "--as", "@5,@9"), {
    says: /--relay-by/,
  }),
  bad("a proxy sent by whose key is not here", setup, () => [
    ...["patients", "proxy", "appoint", "1", "@10", ...someDay, ...asPatient, "--relay-by", `0x${"12".repeat(20)}`],
  ]),
  bad("to dismiss who was never appointed", usage, patients("proxy", "dismiss", "1", "@13", ...asPatient)),
  bad("to dismiss as a stranger", refused("NotController"), patients("proxy", "dismiss", "1", "@8", ...asStranger)),
  bad("to dismiss two at once", usage, patients("proxy", "dismiss", "1", "@8", "@14", ...asPatient), {
    says: /--joint/,
  }),
  bad("proxies of nobody", usage, patients("proxy", "list", "99")),
  bad("a permit by who may only read", refused("NotActingFor"), () => ["permit", "1", "@2", "--as", "@14"]),
  bad("a permit that outlasts the guardian", refused("OutlastsPower"), () => [
    ...["permit", "1", "@2", "--as", "@8", "--until", "2y"],
  ]),
  bad("an incapacity without an end", usage, patients("incapacity", "declare", "1", "--as", "@1"), { says: /--until/ }),
  bad("an incapacity until a name", usage, patients("incapacity", "declare", "1", "--until", PATIENT, "--as", "@1"), {
    says: /--until/,
  }),
  bad(
    "an incapacity that is over",
    usage,
    patients("incapacity", "declare", "1", "--until", "2020-01-01", "--as", "@1"),
  ),
  bad("an incapacity by a practitioner", refused("NotRegistrar"), () => [
    ...["patients", "incapacity", "declare", "1", ...someDay, "--as", "@2"],
  ]),
  bad("an incapacity by the patient", refused("NotRegistrar"), () => [
    ...["patients", "incapacity", "declare", "1", ...someDay, ...asPatient],
  ]),
  bad("the end of no incapacity", usage, patients("incapacity", "end", "1", "--as", "@1")),
  bad(
    "a recovery account that has no time to wait",
    usage,
    () => [...["patients", "recovery", "choose", "1", "@11", "--delay", "1h", ...asPatient]],
    { says: /1d to 365d/ },
  ),
  bad("a delay that is no span", usage, patients("recovery", "choose", "1", "@11", "--delay", "soon", ...asPatient), {
    says: /--delay/,
  }),
  bad("a recovery account whom nobody knows", usage, patients("recovery", "choose", "1", "Doe", ...asPatient)),
  bad("a recovery account by a stranger", refused("NotController"), () => [
    ...["patients", "recovery", "choose", "1", "@9", ...asStranger],
  ]),
  bad(
    "a recovery by a stranger",
    refused("NotRecoveryAccount"),
    patients("recovery", "request", "1", "@9", ...asStranger),
  ),
  bad("a recovery where no account was chosen", usage, () => [
    ...["patients", "recovery", "request", "2", "@9", ...asStranger],
  ]),
  bad("a recovery to nobody", usage, patients("recovery", "request", "1", "Doe", "--as", "@11")),
  bad("a veto of nothing", refused("RecoveryNotReady"), patients("recovery", "veto", "1", ...asPatient)),
  bad("a recovery account of nobody", usage, patients("recovery", "show", "99")),
  bad("to recover what nobody asked for", refused("RecoveryNotReady"), patients("recover", "1", ...asStranger)),
  bad("to recover nobody", usage, patients("recover", "99", ...asStranger)),
  bad("to claim what was not offered", usage, patients("claim", "2", ...asStranger)),
  bad("to claim what is nobody's but the patient's", usage, patients("claim", "1", ...asPatient)),
  bad("to claim nobody", usage, patients("claim", "99", ...asStranger)),
  bad("to show a name that nobody has", usage, patients("show", "Doe")),
];
