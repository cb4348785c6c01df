import { GATEWAY, PATIENT } from "../stage.ts";
import { bad, refused, setup, usage } from "./case.ts";

const actors =
  (...typed: string[]) =>
  () => ["actors", ...typed];
const gateways =
  (...typed: string[]) =>
  () => ["gateways", ...typed];
const digest = `0x${"12".repeat(32)}`;
const someDay = ["--until", "1y", "--as", "@1"];

/** Policies, credentials and keys of organizations and their staff, and gateways. */
export const OFFICES = [
  bad("a policy that is none", usage, actors("policy", PATIENT, "--as", "@1"), { says: /basic-normal/ }),
  bad("a policy by a practitioner", refused("NotOrganization"), actors("policy", "deny", "--as", "@2")),
  bad("the policy of who is no organization", usage, actors("policy", "show", "@2"), { says: /organization/ }),
  bad("the policy of nobody", usage, actors("policy", "show", "Doe")),

  bad("a credential of nobody", usage, actors("credential", "attest", "Doe", "--digest", digest, ...someDay)),
  bad("a credential of nothing", usage, actors("credential", "attest", "@2", ...someDay), { says: /--document/ }),
  bad("a credential whose document is not there", setup, ({ missing }) => [
    ...["actors", "credential", "attest", "@2", "--document", missing, ...someDay],
  ]),
  bad("a credential of a document and a digest", usage, ({ password }) => [
    ...["actors", "credential", "attest", "@2", "--document", password, "--digest", digest, ...someDay],
  ]),
  bad(
    "a credential whose commitment is none",
    usage,
    actors("credential", "attest", "@2", "--digest", "0x12", ...someDay),
  ),
  bad(
    "a credential that is over",
    usage,
    () => [...["actors", "credential", "attest", "@2", "--digest", digest, "--until", "2020-01-01", "--as", "@1"]],
    { says: /future/ },
  ),
  bad(
    "a credential until a day in no calendar",
    usage,
    () => [...["actors", "credential", "attest", "@2", "--digest", digest, "--until", "2028-13-01", "--as", "@1"]],
    { says: /--until/ },
  ),
  bad(
    "a credential with an empty name",
    usage,
    actors("credential", "attest", "@2", "--digest", digest, "--name", "", ...someDay),
  ),
  bad("a credential by a practitioner", refused("NotOrganization"), () => [
    ...["actors", "credential", "attest", "@2", "--digest", digest, "--until", "1y", "--as", "@2"],
  ]),
  bad(
    "to withdraw a credential that nobody attested",
    usage,
    actors("credential", "withdraw", "@2", PATIENT, "--as", "@1"),
    {
      says: /credential list/,
    },
  ),
  bad("credentials of nobody", usage, actors("credential", "list", "Doe")),
  bad("a key that is none", usage, actors("key", "publish", PATIENT, "--as", "@2"), { says: /64 hexadecimal/ }),
  bad("a key of zeros", usage, actors("key", "publish", `0x${"00".repeat(32)}`, "--as", "@2")),
  bad("the key of nobody", usage, actors("key", "show", "Doe")),

  bad("a heartbeat of who is no gateway", refused("NotGateway"), gateways("heartbeat", "--as", "@2")),
  bad("a heartbeat of a stranger", refused("NotGateway"), gateways("heartbeat", "--as", "@9")),
  bad("a heartbeat that is over", usage, gateways("heartbeat", "--next-by", "-1h", "--as", "@3"), {
    says: /--next-by/,
  }),
  bad("a heartbeat with what is no journal", usage, gateways("heartbeat", "--journal", "0x12", "--as", "@3")),
  bad(
    "to retire a gateway that is not one's own",
    refused("NotItsOrganization"),
    gateways("retire", GATEWAY, "--as", "@9"),
  ),
  bad("to retire who is no gateway", refused("NotGateway"), gateways("retire", "@2", "--as", "@1")),
  bad("to retire nobody", usage, gateways("retire", "Doe", "--as", "@1")),
];
