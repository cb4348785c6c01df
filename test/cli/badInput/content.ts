import { ctFile, readIdentifiers } from "../images.ts";
import { DOCTOR, PATIENT } from "../stage.ts";
import { bad, refused, setup, unknown, usage } from "./case.ts";

const { study } = readIdentifiers(ctFile);
const nothing = `0x${"12".repeat(32)}`;
const records =
  (...typed: string[]) =>
  () => ["records", ...typed];
const tool = ["--tool", "@7", "--tool-version", "Acme/LungCAD/2.1"];

/** What a contribution says beside its tool. */
const write = (text: string, ...typed: string[]): readonly string[] => [
  ...["records", "contribute", study, "--section", "findings", "--text", text, ...typed],
];
const document = (file: string, ...typed: string[]): readonly string[] => [
  ...["records", "register-document", file, "--patient", "1", "--as", "@1", ...typed],
];

/** Contributions, revisions, relations and documents: contribution 1 of the study is of the tool `@7`. */
export const CONTENT = [
  bad("a contribution to a UID that nobody registered", usage, ({ password }) => [
    ...["records", "contribute", "1.2.3", "--section", "findings", "--text", password, "--as", "@2"],
  ]),
  bad("a contribution to a record that the vault does not know", usage, ({ password }) => [
    ...["records", "contribute", nothing, "--section", "findings", "--text", password, "--as", "@2"],
  ]),
  bad("a contribution of nothing", usage, records("contribute", study, "--section", "findings", "--as", "@2"), {
    says: /--text <file> or --digest/,
  }),
  bad("a contribution to no section", usage, ({ password }) => [
    ...["records", "contribute", study, "--section", " ", "--text", password, "--as", "@2"],
  ]),
  bad("a contribution of a file that is not there", setup, ({ missing }) => write(missing, "--as", "@2"), {
    says: /can't be read/,
  }),
  bad("a contribution of a folder", setup, ({ empty }) => write(empty, "--as", "@2"), { says: /can't be read/ }),
  bad("a contribution of a digest that is none", usage, () => [
    ...["records", "contribute", study, "--section", "findings", "--digest", "0x12", "--as", "@2"],
  ]),
  bad("a contribution of a digest and a file", usage, ({ password }) =>
    write(password, "--digest", nothing, "--as", "@2"),
  ),
  bad("a contribution with a tool that did nothing", usage, ({ password }) => write(password, ...tool, "--as", "@2"), {
    says: /--ai .* --assisted/,
  }),
  bad("a contribution of a tool that has no name", usage, ({ password }) => write(password, "--ai", "--as", "@7"), {
    says: /--tool-version/,
  }),
  bad(
    "a tool's version without a version",
    usage,
    ({ password }) =>
      write(password, "--ai", "--tool", "@7", "--tool-version", "Acme", "--model", password, "--as", "@7"),
    {
      says: /manufacturer\/name\/version/,
    },
  ),
  bad("a model that is not there", setup, ({ password, missing }) =>
    write(password, "--ai", ...tool, "--model", missing, "--as", "@7"),
  ),
  bad(
    "a tool that was given nothing",
    usage,
    ({ password }) => write(password, "--ai", ...tool, "--model", password, "--inputs", " , ", "--as", "@7"),
    { says: /--inputs/ },
  ),
  bad("a tool that was given what is not there", usage, ({ password }) =>
    write(password, "--ai", ...tool, "--model", password, "--inputs", PATIENT, "--as", "@7"),
  ),
  bad("a tool that is a person", refused("WrongTool"), ({ password }) =>
    write(
      password,
      "--assisted",
      "--tool",
      DOCTOR,
      "--tool-version",
      "Acme/LungCAD/2.1",
      "--model",
      password,
      "--as",
      "@2",
    ),
  ),
  bad("a contribution by a stranger", refused("NotAuthor"), ({ password }) => write(password, "--as", "@9")),
  bad("a contribution by another organization", refused("NotAuthor"), ({ password }) => write(password, "--as", "@13")),

  bad("to dispose of contribution 0", usage, records("dispose", study, "0", "accepted", "--as", "@2"), {
    says: /1 or more/,
  }),
  bad("to dispose of one that never was", refused("UnknownContribution"), () => [
    ...["records", "dispose", study, "9", "accepted", "--as", "@2"],
  ]),
  bad("to dispose of one in a word", usage, records("dispose", study, "1", PATIENT, "--as", "@2"), {
    says: /accepted/,
  }),
  bad("to dispose of one as the tool", refused("NotAuthor"), records("dispose", study, "1", "accepted", "--as", "@7")),
  bad(
    "to dispose of one as a stranger",
    refused("NotAuthor"),
    records("dispose", study, "1", "accepted", "--as", "@9"),
  ),

  bad("a relation that is none", usage, records("relate", study, PATIENT, study, "--as", "@1"), {
    says: /derived-from/,
  }),
  bad(
    "a relation to what nobody registered",
    refused("UnknownRecord"),
    records("relate", study, "annotates", nothing, "--as", "@1"),
  ),
  bad(
    "a relation to a UID that nobody registered",
    usage,
    records("relate", study, "annotates", "1.2.3", "--as", "@1"),
  ),
  bad("a relation to itself", refused("NotOlder"), records("relate", study, "annotates", study, "--as", "@1")),
  bad("a relation by a stranger", refused("NotRegistrar"), ({ report }) => [
    ...["records", "relate", report, "annotates", study, "--as", "@9"],
  ]),
  bad("a relation to what is younger", refused("NotOlder"), ({ report }) => [
    ...["records", "relate", study, "annotates", report, "--as", "@1"],
  ]),

  bad("a status that is none", usage, records("status", study, PATIENT, "--as", "@1"), { says: /final/ }),
  bad("a status that was passed", refused("WrongStatus"), ({ report }) => [
    "records",
    "status",
    report,
    "partial",
    "--as",
    "@1",
  ]),
  bad("a status by a stranger", refused("NotRegistrar"), ({ report }) => [
    "records",
    "status",
    report,
    "final",
    "--as",
    "@9",
  ]),
  bad("a status of what nobody registered", usage, records("status", nothing, "final", "--as", "@1")),
  bad(
    "a text in the place of images",
    usage,
    ({ password }) => [...["records", "status", study, "amended", "--text", password, "--as", "@1"]],
    { says: /register-document/ },
  ),
  bad("a new text that is not there", setup, ({ report, missing }) => [
    ...["records", "status", report, "final", "--text", missing, "--as", "@1"],
  ]),
  bad("a new digest that is none", usage, ({ report }) => [
    ...["records", "status", report, "final", "--digest", "0x12", "--as", "@1"],
  ]),
  bad("a history of what nobody registered", usage, records("history", nothing)),
  bad("a history of a UID that nobody registered", usage, records("history", "1.2.3")),

  bad("a document that is not there", setup, ({ missing }) => document(missing), { says: /can't be read/ }),
  bad("a document that is a folder", setup, ({ empty }) => document(empty), { says: /can't be read/ }),
  bad("a document without a name", usage, () => document(" ")),
  bad("a document of a kind that is none", unknown("UnknownKind"), ({ password }) =>
    document(password, "--kind", PATIENT),
  ),
  bad("a document that begins amended", usage, ({ password }) => document(password, "--status", "amended"), {
    says: /preliminary/,
  }),
  bad("a document of nobody", usage, ({ password }) => [
    ...["records", "register-document", password, "--patient", "99", "--as", "@1"],
  ]),
  bad("a document by a stranger", refused("NotRegistrar"), ({ password }) => [
    ...["records", "register-document", password, "--patient", "1", "--as", "@9"],
  ]),
  bad("a recall of what is no version", usage, records("recall", "--tool-version", "LungCAD"), { says: /Acme/ }),
  bad("a recall of nothing", usage, records("recall"), { says: /--tool-version/ }),
  bad("a recall of whose tool nobody knows", usage, () => [
    ...["records", "recall", "--tool-version", "Acme/LungCAD/2.1", "--tool", "Doe"],
  ]),
];
