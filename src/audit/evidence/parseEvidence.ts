import { ACTOR_KINDS, ROLES, type Role } from "../../consent/actors.ts";
import { BASES } from "../../consent/bases.ts";
import { CAPS, InvalidBundleError } from "../verify/index.ts";
import { readBundle } from "../verify/parseBundle.ts";
import { bits, bytes, list, object, oneOf, orNull, type Read, someBytes } from "../verify/shape.ts";
import { EVIDENCE_FORMAT, EVIDENCE_VERSION, type Evidence } from "./evidence.ts";

const text: Read<string> = (value, path) => {
  if (typeof value === "string" && value.length <= 4_096) return value;
  throw new InvalidBundleError(`${path} is no text of 4,096 characters at most.`);
};

const roles = list(oneOf(Object.keys(ROLES) as Role[]), 8);
const NO_LEAVES = [
  ...(["NoPermit", "NotYetInForce", "Ended", "PurposeNotCovered", "KindNotCovered"] as const),
  ...(["AccessorNotValid", "EmergencyOver", "UnknownRecord", "OtherLeave"] as const),
];

const readEvidence = object({
  format: oneOf([EVIDENCE_FORMAT]),
  version: oneOf([EVIDENCE_VERSION]),
  howToCheck: list(text, 100),
  schema: texts(),
  chainId: bits(53),
  registry: bytes(20),
  block: object({ number: bits(48), hash: bytes(32), time: bits(40) }),
  question: object({
    records: list(bytes(32), CAPS.records),
    accessor: orNull(bytes(20)),
    since: orNull(bits(40)),
    until: orNull(bits(40)),
    purposes: orNull(list(bits(8), 256)),
  }),
  answers: list(
    object({
      row: bits(24),
      accessor: orNull(
        object({ organization: bytes(20), kind: oneOf(ACTOR_KINDS), roles, valid: oneOf(["yes", "no", "unknown"]) }),
      ),
      replayed: object({ basis: oneOf(BASES), permitVersion: bits(32), reason: orNull(oneOf(NO_LEAVES)) }),
    }),
    CAPS.rows,
  ),
  directory: list(
    object({
      account: bytes(20),
      event: oneOf(["OrganizationAdmitted", "OrganizationSuspended", "Admitted", "Suspended"]),
      organization: bytes(20),
      kind: orNull(oneOf(ACTOR_KINDS)),
      roles,
      from: orNull(bits(40)),
      until: orNull(bits(40)),
      block: bits(48),
      blockTime: bits(40),
      transaction: bytes(32),
      log: bits(32),
    }),
    CAPS.rows,
  ),
  differences: list(text, CAPS.rows),
  names: orNull(object({ accounts: texts(), patients: texts(), uids: texts() })),
  proof: readBundle,
  seal: object({
    algorithm: oneOf(["sha256"]),
    digest: bytes(32),
    signer: orNull(bytes(20)),
    signature: orNull(someBytes(1_024)),
  }),
});

/**
 * Reads an evidence from its text. What is in it is not yet checked: that is `checkEvidence`.
 *
 * @throws {InvalidBundleError} when it is none: cut short, or anything missing, superfluous, of another type, out of range or too large
 */
export function parseEvidence(written: string): Evidence {
  if (written.length > 2 * CAPS.text) throw new InvalidBundleError("The evidence is too large to be read.");
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    throw new InvalidBundleError("The evidence is not JSON; it may be cut short. Get the whole file.");
  }
  const { format } = Object(value) as { readonly format?: unknown };
  if (format !== EVIDENCE_FORMAT) {
    const what = format === "fiducial-proof" ? "It is a proof: `fiducial verify` checks it." : "Name another file.";
    throw new InvalidBundleError(`This is no evidence: its format is not "${EVIDENCE_FORMAT}". ${what}`);
  }
  return readEvidence(value, "");
}

/** Texts by name. */
function texts(): Read<Readonly<Record<string, string>>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new InvalidBundleError(`${path} is not an object. The evidence was changed, or made by another version.`);
    }
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, text(one, `${path}.${name}`)]));
  };
}
