import { PATIENT } from "../stage.ts";
import { bad, refused, setup, usage } from "./case.ts";

const permitAsJane = ["permit", "2", "@2", "--as", "jane", "--relay-by", "@4"];
const create = (name: string, password: string): readonly string[] => [
  ...["accounts", "create", name, "--keystore-password-file", password],
];

/** Secrets that are wrong, missing or weak. */
export const SECRETS = [
  bad(
    ...(["a wrong passphrase", refused("WrongPassphrase")] as const),
    ({ wrongPassword }) => ["records", "list", "--passphrase-file", wrongPassword],
    { home: "passphrase" },
  ),
  bad("a wrong key file", refused("WrongPassphrase"), ({ wrongKey }) => ["records", "list", "--key-file", wrongKey]),
  bad("a missing key file", setup, ({ missing }) => ["records", "list", "--key-file", missing]),
  bad("no passphrase, and nobody to ask", setup, () => ["records", "list"], { home: "passphrase" }),
  bad("a passphrase and a key file", usage, ({ password, wrongKey }) => [
    ...["records", "list", "--passphrase-file", password, "--key-file", wrongKey],
  ]),
  bad(
    ...(["a wrong password of the keystore", setup] as const),
    ({ wrongPassword }) => [...permitAsJane, "--keystore-password-file", wrongPassword],
    { says: /password does not open/ },
  ),
  bad("no password for the keystore", setup, () => permitAsJane, { says: /--keystore-password-file/ }),
  bad("a name in the keystore twice", setup, ({ password }) => create("jane", password), { says: /of this name/ }),
  bad("an account's name with a space", usage, ({ password }) => create(PATIENT, password)),
  bad("a short password for a new account", usage, ({ shortPassword }) => create("new", shortPassword)),
  bad(
    ...(["a file without a key", usage] as const),
    ({ password }) => [
      "accounts",
      "import",
      "new",
      "--private-key-file",
      password,
      "--keystore-password-file",
      password,
    ],
    { says: /no private key/ },
  ),
  bad("a damaged keystore file", setup, () => ["accounts", "list"], { home: "damagedKeystore" }),
];
