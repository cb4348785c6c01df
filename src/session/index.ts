export { LoginRefusedError, TooBusyError } from "./errors.ts";
export { buildMessage, checkTerms, type LoginTerms } from "./loginTerms.ts";
export { buildNonces, type Nonces } from "./nonces.ts";
export { type LoginRules, proveLogin, type SignedMessage } from "./proveLogin.ts";
export { buildSessions, type OpenSession, type Sessions } from "./sessions.ts";
export { formatSiweMessage, parseSiweMessage, parseSiweTime, type SiweMessage } from "./siwe.ts";
export { digestToken, makeToken, type RandomBytes } from "./tokens.ts";
