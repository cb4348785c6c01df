import type { Homes, Paths } from "./badInputFolders.ts";
import { ctFile, mrFile, readIdentifiers, unregisteredFile } from "./images.ts";
import { DOCTOR, HOSPITAL, PATIENT } from "./stage.ts";

/** What is typed wrong, and how it must end. */
export type Case = {
  readonly title: string;
  readonly exitCode: 1 | 2;
  readonly code: string;
  /** What the message says, where the code does not say enough. */
  readonly says?: RegExp;
  /** The home it is typed in; the stage's when not given. */
  readonly home?: keyof Homes;
  readonly args: (paths: Paths) => readonly string[];
};

const ct = readIdentifiers(ctFile);
const mr = readIdentifiers(mrFile);

/** What no message may repeat: it identifies, or opens something. */
export const HIDDEN: readonly string[] = [
  ...[ctFile, mrFile, unregisteredFile]
    .map(readIdentifiers)
    .flatMap(({ study, series, instance }) => [study, series, instance]),
  ...[PATIENT, "Jane", "Doe", DOCTOR, "Roth", HOSPITAL, "CompressedSamples"],
  ...["correct horse", "wrong horse", "brief7"],
];

const usage = { exitCode: 2, code: "Usage" } as const;
const setup = { exitCode: 1, code: "Setup" } as const;
const unreadable = { exitCode: 1, code: "UnreadableFile" } as const;
const refused = (code: string) => ({ exitCode: 1, code }) as const;
const unknown = (code: string) => ({ exitCode: 2, code }) as const;

const register = (folder: string, as = "@1", patient = "1"): string[] => [
  ...["records", "register", folder, "--patient", patient, "--as", as],
];
const stranger = ["--as", "@9"];
const patient = ["--as", "@5"];

export const FOLDERS: readonly Case[] = [
  { title: "an empty folder", ...setup, says: /holds no DICOM file/, args: ({ empty }) => register(empty) },
  { title: "an empty name of a folder", ...usage, args: () => register("") },
  { title: "a missing folder", ...setup, says: /is not there/, args: ({ missing }) => register(missing) },
  {
    title: "a text among images",
    ...unreadable,
    says: /broken\.dcm: Not a DICOM/,
    args: ({ broken }) => register(broken),
  },
  {
    title: "an image cut short",
    ...unreadable,
    says: /short\.dcm: .*cut short/,
    args: ({ truncated }) => register(truncated),
  },
  { title: "a link to nothing", ...unreadable, says: /link\.dcm/, args: ({ linked }) => register(linked) },
  { title: "two studies", ...refused("SeveralStudies"), args: ({ two }) => register(two) },
  { title: "a study that is registered", ...usage, says: /registered already/, args: (paths) => register(paths.ct) },
  { title: "a text among images to verify", ...unreadable, args: ({ broken }) => ["records", "verify", broken] },
  { title: "a study to verify that nobody registered", ...usage, args: ({ other }) => ["records", "verify", other] },
];

export const SECRETS: readonly Case[] = [
  {
    ...{ title: "a wrong passphrase", home: "passphrase", ...refused("WrongPassphrase") },
    args: ({ wrongPassword }) => ["records", "list", "--passphrase-file", wrongPassword],
  },
  {
    ...{ title: "a wrong key file", ...refused("WrongPassphrase") },
    args: ({ wrongKey }) => ["who", ct.study, "--key-file", wrongKey],
  },
  { title: "no secret, and nobody to ask", home: "passphrase", ...setup, args: () => ["records", "list"] },
  {
    ...{ title: "a missing key file", ...setup },
    args: ({ missing }) => ["records", "list", "--key-file", missing],
  },
  {
    ...{ title: "a passphrase and a key file", ...usage },
    args: ({ password, wrongKey }) => ["records", "list", "--passphrase-file", password, "--key-file", wrongKey],
  },
  {
    ...{ title: "a wrong password of the keystore", ...setup, says: /password does not open/ },
    args: ({ wrongPassword }) => [
      ...["permit", "2", "@2", "--as", "jane", "--relay-by", "@4", "--keystore-password-file", wrongPassword],
    ],
  },
  { title: "no password for the keystore", ...setup, args: () => ["permit", "2", "@2", "--as", "jane"] },
  {
    ...{ title: "a name in the keystore twice", ...setup, says: /of this name/ },
    args: ({ password }) => ["accounts", "create", "jane", "--keystore-password-file", password],
  },
  {
    ...{ title: "an account's name with a space", ...usage },
    args: ({ password }) => ["accounts", "create", PATIENT, "--keystore-password-file", password],
  },
  {
    ...{ title: "a short password for a new account", ...usage },
    args: ({ shortPassword }) => ["accounts", "create", "new", "--keystore-password-file", shortPassword],
  },
  {
    ...{ title: "a file without a key", ...usage, says: /no private key/ },
    args: ({ password }) => [
      ...["accounts", "import", "new", "--private-key-file", password, "--keystore-password-file", password],
    ],
  },
  { title: "a damaged keystore file", home: "damagedKeystore", ...setup, args: () => ["accounts", "list"] },
];

export const PLACES: readonly Case[] = [
  { title: "no node at the address", home: "noNode", ...refused("NodeUnreachable"), args: () => ["who", ct.study] },
  { title: "another chain", home: "otherChain", ...refused("WrongChain"), args: () => ["who", ct.study] },
  { title: "no registry at the address", home: "noRegistry", ...refused("NoRegistry"), args: () => ["who", ct.study] },
  {
    title: "another contract at the address",
    home: "otherContract",
    ...refused("NoRegistry"),
    args: () => register("."),
  },
  {
    title: "settings that are not JSON",
    home: "halfSettings",
    ...setup,
    says: /damaged/,
    args: () => ["records", "list"],
  },
  {
    title: "settings without an address",
    home: "emptySettings",
    ...setup,
    says: /damaged/,
    args: () => ["accounts", "list"],
  },
  {
    title: "up with damaged settings",
    home: "halfSettings",
    ...setup,
    says: /damaged/,
    args: () => ["up", "--port", "0"],
  },
  { title: "no home", home: "none", ...setup, says: /no registry set up/, args: () => ["who", ct.study] },
  {
    title: "up in a home that can't be made",
    home: "unwritable",
    ...setup,
    says: /can't be made/,
    args: () => ["up", "--port", "0"],
  },
  {
    ...{ title: "an account in a home that can't be made", home: "unwritable", ...setup },
    args: ({ password }) => ["accounts", "create", "new", "--keystore-password-file", password],
  },
  { title: "up twice", ...setup, says: /is running at/, args: () => ["up", "--port", "0"] },
  {
    title: "up at a port that is taken",
    home: "none",
    ...setup,
    says: /is taken/,
    args: ({ takenPort }) => ["up", "--port", takenPort],
  },
  { title: "up at a port that is none", home: "none", ...usage, args: () => ["up", "--port", "99999"] },
  {
    title: "up at an interface of another machine",
    home: "none",
    ...setup,
    args: () => ["up", "--port", "0", "--host", "192.0.2.1"],
  },
  { title: "up without the vault's passphrase", home: "passphraseNoNode", ...setup, args: () => ["up", "--port", "0"] },
  {
    ...{ title: "up with a short passphrase for a new vault", home: "none", ...refused("WeakSecret") },
    args: ({ shortPassword }) => ["up", "--port", "0", "--passphrase-file", shortPassword],
  },
  { title: "connect without a registry", home: "none", ...usage, args: ({ rpcUrl }) => ["connect", rpcUrl] },
  {
    title: "connect to what is no address",
    home: "none",
    ...usage,
    args: ({ rpcUrl }) => ["connect", rpcUrl, "--registry", "0x12"],
  },
  {
    ...{ title: "connect to an address without a contract", home: "none", ...refused("NoRegistry") },
    args: ({ rpcUrl }) => ["connect", rpcUrl, "--registry", `0x${"12".repeat(20)}`],
  },
  {
    ...{ title: "connect to no node", home: "none", ...refused("NodeUnreachable") },
    args: ({ deadUrl }) => ["connect", deadUrl, "--registry", `0x${"12".repeat(20)}`],
  },
  {
    ...{ title: "connect over another protocol", home: "none", ...usage },
    args: () => ["connect", "ftp://127.0.0.1", "--registry", `0x${"12".repeat(20)}`],
  },
];

export const RIGHTS: readonly Case[] = [
  {
    title: "a stranger admits an organization",
    ...refused("AccessManagedUnauthorized"),
    args: () => ["actors", "admit-organization", "@8", ...stranger],
  },
  {
    title: "a stranger suspends an organization",
    ...refused("AccessManagedUnauthorized"),
    args: () => ["actors", "suspend-organization", "@1", ...stranger],
  },
  {
    title: "a stranger admits a practitioner",
    ...refused("NotOrganization"),
    args: () => ["actors", "admit", "@8", ...stranger, "--name", PATIENT],
  },
  {
    title: "a stranger suspends a practitioner",
    ...refused("NotItsOrganization"),
    args: () => ["actors", "suspend", DOCTOR, ...stranger],
  },
  {
    title: "a stranger chooses a policy",
    ...refused("NotOrganization"),
    args: () => ["actors", "policy", "all-normal", ...stranger],
  },
  {
    title: "a stranger enrolls a patient",
    ...refused("NotRegistrar"),
    args: () => ["patients", "enroll", "@8", ...stranger, "--name", PATIENT],
  },
  {
    title: "a stranger enrolls at no organization",
    ...refused("NotOrganization"),
    args: () => ["patients", "enroll-self", "@8", ...stranger],
  },
  {
    title: "a stranger offers control of a patient",
    ...refused("NotController"),
    args: () => ["patients", "offer", PATIENT, "@8", ...stranger],
  },
  {
    title: "a stranger accepts control of a patient",
    ...refused("NotOffered"),
    args: () => ["patients", "accept", PATIENT, ...stranger],
  },
  {
    title: "a stranger voids signatures",
    ...refused("NotController"),
    args: () => ["patients", "void-signatures", PATIENT, ...stranger],
  },
  { title: "a stranger registers a study", ...refused("NotRegistrar"), args: ({ other }) => register(other, "@9") },
  { title: "a stranger permits", ...refused("NotController"), args: () => ["permit", PATIENT, DOCTOR, ...stranger] },
  {
    title: "a stranger signs a permit",
    ...refused("WrongSignature"),
    args: () => ["permit", PATIENT, DOCTOR, ...stranger, "--relay-by", "@4"],
  },
  { title: "a stranger revokes", ...refused("NotController"), args: () => ["revoke", PATIENT, DOCTOR, ...stranger] },
  {
    title: "a stranger signs a revocation",
    ...refused("WrongSignature"),
    args: () => ["revoke", PATIENT, DOCTOR, ...stranger, "--relay-by", "@4"],
  },
  { title: "a stranger logs an access", ...refused("NotInDirectory"), args: () => ["access", ct.study, ...stranger] },
  {
    title: "a practitioner logs in another's name",
    ...usage,
    args: () => ["access", ct.study, "--as", DOCTOR, "--by", "@3"],
  },
  {
    title: "an account without a key here",
    ...setup,
    says: /key of 0x/,
    args: () => ["permit", "1", "@2", "--as", `0x${"12".repeat(20)}`],
  },
];

export const WORDS: readonly Case[] = [
  { title: "no command", ...usage, args: () => [] },
  { title: "a UID in the place of a command", ...usage, args: () => [ct.study] },
  { title: "a name without quotes", ...usage, args: () => ["who", "Jane", "Doe"] },
  { title: "an unknown option with a name in it", ...usage, args: () => ["who", ct.study, `--nam=${PATIENT}`] },
  { title: "a missing argument", ...usage, args: () => ["permit", PATIENT, ...patient] },
  { title: "a missing option", ...usage, args: () => ["access", ct.study] },
  { title: "two answers at once", ...usage, says: /not both/, args: () => ["who", ct.study, "--csv"] },
  { title: "a name in the place of a record", ...usage, args: () => ["who", PATIENT] },
  { title: "a UID that nobody registered", ...usage, args: () => ["who", "1.2.3"] },
  { title: "a record that nobody registered", ...usage, args: () => ["who", `0x${"12".repeat(32)}`] },
  {
    title: "an access to a record that nobody registered",
    ...refused("UnknownRecord"),
    args: () => ["access", `0x${"12".repeat(32)}`, "--as", "@2"],
  },
  { title: "a part of another record", ...usage, args: () => ["who", ct.study, "--part", mr.instance] },
  {
    title: "a commitment that is no part of the record",
    ...usage,
    args: () => ["who", ct.study, "--part", `0x${"12".repeat(32)}`],
  },
  {
    title: "an access to a part of another record",
    ...usage,
    args: () => ["access", ct.study, "--as", "@2", "--part", mr.series],
  },
  { title: "an empty part", ...usage, args: () => ["access", ct.study, "--as", "@2", "--part", ""] },
  { title: "an unknown account", ...usage, args: () => ["who", ct.study, "--by", PATIENT] },
  { title: "an account beyond those of the node", ...usage, args: () => ["who", ct.study, "--by", "@99"] },
  { title: "an empty accessor", ...usage, args: () => ["access", ct.study, "--as", "@3", "--by", ""] },
  { title: "an unknown patient", ...usage, args: () => ["permit", "99", "@2", ...patient] },
  { title: "a patient's number beyond all", ...usage, args: ({ other }) => register(other, "@1", "999999999999999") },
  { title: "a patient's name that nobody has", ...usage, args: ({ other }) => register(other, "@1", "Doe") },
  { title: "an empty name", ...usage, args: () => ["actors", "admit", "@8", "--as", "@1", "--name", " "] },
  { title: "an unknown kind", ...unknown("UnknownKind"), args: ({ other }) => [...register(other), "--kind", PATIENT] },
  {
    title: "an unknown purpose",
    ...unknown("UnknownPurpose"),
    says: /\bTREAT\b/,
    args: () => ["who", ct.study, "--purpose", "TRAET"],
  },
  {
    title: "an unknown purpose of an access",
    ...unknown("UnknownPurpose"),
    args: () => ["access", ct.study, "--as", "@2", "--purpose", PATIENT],
  },
  {
    title: "an unknown action",
    ...unknown("UnknownAction"),
    args: () => ["access", ct.study, "--as", "@2", "--action", PATIENT],
  },
  {
    title: "an unknown role",
    ...unknown("UnknownRole"),
    args: () => ["actors", "admit", "@8", "--as", "@1", "--roles", PATIENT],
  },
  { title: "an unknown policy", ...usage, says: /deny/, args: () => ["actors", "policy", PATIENT, "--as", "@1"] },
  {
    title: "an unknown reason of an emergency",
    ...usage,
    says: /unconscious/,
    args: () => ["access", ct.study, "--as", "@2", "--emergency", PATIENT],
  },
  {
    title: "an unknown record to permit",
    ...usage,
    args: () => ["permit", "1", "@2", ...patient, "--record", "1.2.3"],
  },
  { title: "an empty record to permit", ...usage, args: () => ["permit", "1", "@2", ...patient, "--record", ""] },
  { title: "an empty list of kinds", ...usage, args: () => ["permit", "1", "@2", ...patient, "--kinds", ""] },
  { title: "an empty account to send", ...usage, args: () => ["permit", "1", "@2", ...patient, "--relay-by", ""] },
  {
    title: "a permit that is over",
    ...usage,
    says: /--until/,
    args: () => ["permit", "1", "@2", ...patient, "--until", "2020-01-01"],
  },
  {
    title: "a permit that ends before it begins",
    ...usage,
    says: /--until/,
    args: () => ["permit", "1", "@2", ...patient, "--from", "2d", "--until", "1d"],
  },
  {
    title: "a name in the place of a time",
    ...usage,
    says: /--until/,
    args: () => ["permit", "1", "@2", ...patient, "--until", PATIENT],
  },
  {
    title: "a day that is in no calendar",
    ...usage,
    says: /--since/,
    args: () => ["who", ct.study, "--since", "2026-02-31"],
  },
  {
    title: "a span that ends before it begins",
    ...usage,
    says: /--until/,
    args: () => ["who", ct.study, "--since", "-1d", "--until", "-2d"],
  },
  {
    title: "an access in the future",
    ...refused("InFuture"),
    args: () => ["access", ct.study, "--as", "@2", "--time", "1d"],
  },
];
