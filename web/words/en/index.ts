import type { Messages } from "../messages.ts";
import auditor from "./auditor.json" with { type: "json" };
import codes from "./codes.json" with { type: "json" };
import leave from "./leave.json" with { type: "json" };
import patient from "./patient.json" with { type: "json" };
import practitioner from "./practitioner.json" with { type: "json" };
import shell from "./shell.json" with { type: "json" };

/** Every message of the language, by its id. */
export const messages: Messages = { ...shell, ...codes, ...patient, ...leave, ...practitioner, ...auditor };
