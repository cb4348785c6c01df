import { ctFile, mrFile, readIdentifiers } from "../images.ts";
import { DOCTOR, PATIENT } from "../stage.ts";
import { bad, refused, setup, usage } from "./case.ts";

const { study } = readIdentifiers(ctFile);
const another = readIdentifiers(mrFile);
const nothing = `0x${"12".repeat(32)}`;
const log =
  (...typed: string[]) =>
  () => ["emergency", "log", study, "--as", "@4", ...typed];
const unconscious = ["--reason", "unconscious"];
const review =
  (number: string, ...typed: string[]) =>
  () => ["review", study, number, ...typed];
const justified = ["--outcome", "justified", "--note", "Nobody could be reached."];

/** Emergencies and their reviews: access 1 of the study was one, of `@4` who reviews too; access 2 was none. */
export const REVIEWS = [
  bad("an emergency without a reason", usage, log(), { says: /--reason/ }),
  bad("an emergency for a reason that is none", usage, log("--reason", PATIENT), { says: /unconscious/ }),
  bad("the glass broken after the access", usage, log(...unconscious, "--time", "-2h", "--broken-at", "-1h"), {
    says: /--broken-at/,
  }),
  bad("the glass broken five hours ago", usage, log(...unconscious, "--broken-at", "-5h"), { says: /4 hours/ }),
  bad("the glass broken at a name", usage, log(...unconscious, "--broken-at", PATIENT), { says: /--broken-at/ }),
  bad("an emergency in the future", refused("InFuture"), log(...unconscious, "--time", "1d")),
  bad("an emergency about a record that nobody registered", refused("UnknownRecord"), () => [
    ...["emergency", "log", nothing, ...unconscious, "--as", "@4"],
  ]),
  bad("an emergency about a UID that nobody registered", usage, () => [
    ...["emergency", "log", "1.2.3", ...unconscious, "--as", "@4"],
  ]),
  bad("an emergency about a part of another record", usage, log(...unconscious, "--part", another.series)),
  bad("an emergency in another's name", usage, log(...unconscious, "--by", DOCTOR), { says: /gateway/ }),
  bad("an emergency of who is in no directory", refused("NotInDirectory"), () => [
    ...["emergency", "log", study, ...unconscious, "--as", "@9"],
  ]),
  bad("emergencies of a UID that nobody registered", usage, () => ["emergency", "list", "--record", "1.2.3"]),
  bad("emergencies of a record that nobody registered", usage, () => ["emergency", "list", "--record", nothing]),

  bad("a review of a UID that nobody registered", usage, () => ["review", "1.2.3", "1", ...justified, "--as", "@6"]),
  bad("a review of a record that nobody registered", usage, () => ["review", nothing, "1", ...justified, "--as", "@6"]),
  bad("a review of access 0", usage, review("0", ...justified, "--as", "@6"), { says: /1 or more/ }),
  bad("a review of an access that is a name", usage, review(PATIENT, ...justified, "--as", "@6")),
  bad("a review of an access that never was", refused("NoReviewDue"), review("99", ...justified, "--as", "@6")),
  bad("a review of what was no emergency", refused("NoReviewDue"), review("2", ...justified, "--as", "@6")),
  bad("a review that comes to nothing", usage, review("1", "--note", "a", "--as", "@6"), { says: /--outcome/ }),
  bad("a review that comes to a word", usage, review("1", "--outcome", "fine", "--note", "a", "--as", "@6"), {
    says: /justified, unjustified/,
  }),
  bad("a review without a note", usage, review("1", "--outcome", "justified", "--as", "@6"), { says: /--note/ }),
  bad("a review with an empty note", usage, review("1", "--outcome", "justified", "--note", " ", "--as", "@6")),
  bad(
    "a review with a note that is no file",
    setup,
    review("1", "--outcome", "justified", "--note", "no/note.txt", "--as", "@6"),
  ),
  bad("a review of one's own access", refused("OwnAccess"), review("1", ...justified, "--as", "@4")),
  bad("a review by a practitioner", refused("NotReviewer"), review("1", ...justified, "--as", DOCTOR)),
  bad("a review by a stranger", refused("NotReviewer"), review("1", ...justified, "--as", "@9")),
  bad("a review by the reviewer of another organization", refused("NotReviewer"), () => [
    ...["review", study, "1", ...justified, "--as", "@13"],
  ]),
];
