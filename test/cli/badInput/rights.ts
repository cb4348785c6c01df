import { ctFile, readIdentifiers } from "../images.ts";
import { DOCTOR, PATIENT } from "../stage.ts";
import { bad, refused, register, setup, usage } from "./case.ts";

const { study } = readIdentifiers(ctFile);
const asStranger =
  (...typed: string[]) =>
  () => [...typed, "--as", "@9"];
const bySignature = (...typed: string[]) => asStranger(...typed, "--relay-by", "@4");

/** What a stranger, or the wrong account, may not do: every command that writes. */
export const RIGHTS = [
  bad(
    "to admit an organization",
    refused("AccessManagedUnauthorized"),
    asStranger("actors", "admit-organization", "@8"),
  ),
  bad("to suspend one", refused("AccessManagedUnauthorized"), asStranger("actors", "suspend-organization", "@1")),
  bad("to admit a practitioner", refused("NotOrganization"), asStranger("actors", "admit", "@8", "--name", PATIENT)),
  bad("to suspend a practitioner", refused("NotItsOrganization"), asStranger("actors", "suspend", DOCTOR)),
  bad("to choose a policy", refused("NotOrganization"), asStranger("actors", "policy", "all-normal")),
  bad("to enroll a patient", refused("NotRegistrar"), asStranger("patients", "enroll", "@8", "--name", PATIENT)),
  bad("to enroll at no organization", refused("NotOrganization"), asStranger("patients", "enroll-self", "@8")),
  bad("to offer control of a patient", refused("NotController"), asStranger("patients", "offer", PATIENT, "@8")),
  bad("to accept what was not offered", usage, asStranger("patients", "accept", PATIENT)),
  bad("to void signatures", refused("NotActingFor"), asStranger("patients", "void-signatures", PATIENT)),
  bad("to register a study", refused("NotRegistrar"), ({ other }) => register(other, "@9")),
  bad("to permit", refused("NotActingFor"), asStranger("permit", PATIENT, DOCTOR)),
  bad("to permit by signature", refused("NotActingFor"), bySignature("permit", PATIENT, DOCTOR)),
  bad("to revoke", refused("NotActingFor"), asStranger("revoke", PATIENT, DOCTOR)),
  bad("to revoke by signature", refused("NotActingFor"), bySignature("revoke", PATIENT, DOCTOR)),
  bad("to log an access", refused("NotInDirectory"), asStranger("access", study)),
  bad("to log in another's name", usage, () => ["access", study, "--as", DOCTOR, "--by", "@1"]),
  bad("to act without the key", setup, () => ["permit", "1", "@2", "--as", `0x${"12".repeat(20)}`], {
    says: /key of 0x/,
  }),
];
