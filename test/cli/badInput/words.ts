import { ctFile, mrFile, readIdentifiers } from "../images.ts";
import { PATIENT } from "../stage.ts";
import { bad, refused, register, unknown, usage } from "./case.ts";

const { study } = readIdentifiers(ctFile);
const another = readIdentifiers(mrFile);
const nothing = `0x${"12".repeat(32)}`;
const who =
  (...typed: string[]) =>
  () => ["who", study, ...typed];
const access =
  (...typed: string[]) =>
  () => ["access", study, "--as", "@2", ...typed];
const permit =
  (...typed: string[]) =>
  () => ["permit", "1", "@2", "--as", "@5", ...typed];

/** Names, numbers and times that can't be meant. usage.test.ts and time.test.ts have more of them. */
export const WORDS = [
  bad("a name without quotes", usage, () => ["who", "Jane", "Doe"]),
  bad("a UID in the place of a command", usage, () => [study]),
  bad("a missing option", usage, () => ["access", study]),
  bad("two answers at once", usage, who("--csv"), { says: /not both/ }), // every case is asked for --json
  bad("a name in the place of a record", usage, () => ["who", PATIENT]),
  bad("a UID that nobody registered", usage, () => ["who", "1.2.3"]),
  bad("a record that nobody registered", usage, () => ["who", nothing]),
  bad("an access to such a record", refused("UnknownRecord"), () => ["access", nothing, "--as", "@2"]),
  bad("a part of another record", usage, who("--part", another.instance)),
  bad("a commitment that is no part of the record", usage, who("--part", nothing)),
  bad("an access to a part of another record", usage, access("--part", another.series)),
  bad("an empty part", usage, access("--part", "")),
  bad("an unknown account", usage, who("--by", PATIENT)),
  bad("an account beyond those of the node", usage, who("--by", "@99")),
  bad("an empty accessor", usage, access("--by", "")),
  bad("an unknown patient", usage, () => ["permit", "99", "@2", "--as", "@5"]),
  bad("a patient's number beyond all", usage, ({ other }) => register(other, "@1", "999999999999999")),
  bad("a patient's name that nobody has", usage, ({ other }) => register(other, "@1", "Doe")),
  bad("an empty name", usage, () => ["actors", "admit", "@8", "--as", "@1", "--name", " "]),
  bad("an unknown kind", unknown("UnknownKind"), ({ other }) => [...register(other), "--kind", PATIENT]),
  bad("an unknown purpose", unknown("UnknownPurpose"), who("--purpose", "TRAET"), { says: /\bTREAT\b/ }),
  bad("a name in the place of a purpose", unknown("UnknownPurpose"), access("--purpose", PATIENT)),
  bad("an unknown action", unknown("UnknownAction"), access("--action", PATIENT)),
  bad("an unknown role", unknown("UnknownRole"), () => ["actors", "admit", "@8", "--as", "@1", "--roles", PATIENT]),
  bad("an unknown reason of an emergency", usage, access("--emergency", PATIENT), { says: /unconscious/ }),
  bad("an unknown record to permit", usage, permit("--record", "1.2.3")),
  bad("an empty record to permit", usage, permit("--record", "")),
  bad("an empty list of kinds", usage, permit("--kinds", "")),
  bad("an empty account to send", usage, permit("--relay-by", "")),
  bad("a permit that is over", usage, permit("--until", "2020-01-01"), { says: /--until/ }),
  bad("a permit that ends before it begins", usage, permit("--from", "2d", "--until", "1d"), { says: /--until/ }),
  bad("a name in the place of a time", usage, permit("--until", PATIENT), { says: /--until/ }),
  bad("a span that ends before it begins", usage, who("--since", "-1d", "--until", "-2d"), { says: /--until/ }),
  bad("an access in the future", refused("InFuture"), access("--time", "1d")),
];
