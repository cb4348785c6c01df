import { bad, refused, setup, usage } from "./case.ts";

const nowhere = ["--registry", `0x${"12".repeat(20)}`];
const list = ["records", "list"];
const up = ["up", "--port", "0"];

/** Homes, nodes and registries that are not there, or not what they should be. */
export const PLACES = [
  bad("no node at the address", refused("NodeUnreachable"), () => list, { home: "noNode" }),
  bad("another chain", refused("WrongChain"), () => list, { home: "otherChain" }),
  bad("no registry at the address", refused("NoRegistry"), () => list, { home: "noRegistry" }),
  bad("another contract at the address", refused("NoRegistry"), () => list, { home: "otherContract" }),
  bad("settings that are not JSON", setup, () => list, { home: "halfSettings", says: /damaged/ }),
  bad("settings without an address", setup, () => ["accounts", "list"], { home: "emptySettings", says: /damaged/ }),
  bad("no home", setup, () => list, { home: "none", says: /no registry set up/ }),
  bad("an account in a home that can't be made", setup, ({ password }) => [
    ...["accounts", "create", "new", "--keystore-password-file", password, "--home", `${password}/home`],
  ]),
  bad("up in a home that can't be made", setup, ({ password }) => [...up, "--home", `${password}/home`]),
  bad("up with damaged settings", setup, () => up, { home: "halfSettings", says: /damaged/ }),
  bad("up twice", setup, () => up, { says: /is running at/ }),
  bad("up at a port that is taken", setup, ({ takenPort }) => ["up", "--port", takenPort], {
    ...{ home: "none", says: /is taken/ },
  }),
  bad("up at a port that is none", usage, () => ["up", "--port", "99999"], { home: "none" }),
  bad("up at an interface of another machine", setup, () => [...up, "--host", "192.0.2.1"], { home: "none" }),
  bad("up without the vault's passphrase", setup, () => up, { home: "passphraseNoNode" }),
  bad("up with a short passphrase", refused("WeakSecret"), ({ shortPassword }) => [
    ...[...up, "--passphrase-file", shortPassword, "--home", `${shortPassword}-home`],
  ]),
  bad("connect without a registry", usage, ({ rpcUrl }) => ["connect", rpcUrl], { home: "none" }),
  bad("connect to what is no address", usage, ({ rpcUrl }) => ["connect", rpcUrl, "--registry", "0x12"], {
    home: "none",
  }),
  bad("connect to an address without a contract", refused("NoRegistry"), ({ rpcUrl }) => [
    ...["connect", rpcUrl, ...nowhere],
  ]),
  bad("connect to no node", refused("NodeUnreachable"), ({ deadUrl }) => ["connect", deadUrl, ...nowhere], {
    home: "none",
  }),
  bad("connect over another protocol", usage, () => ["connect", "ftp://127.0.0.1", ...nowhere], { home: "none" }),
];
