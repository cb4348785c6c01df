/** Every kind of account that can call the registry: the columns of the matrix. */
export const callers = [
  "admin",
  "organization",
  "suspendedOrganization",
  "registrar",
  "practitioner",
  "gateway",
  "emergency",
  "reviewer",
  "auditor",
  "controller",
  "consentingProxy",
  "readingProxy",
  "recoveryAccount",
  "offeredAccount",
  "anotherPatient",
  "anotherOrganization",
  "stranger",
] as const;

export type Caller = (typeof callers)[number];
