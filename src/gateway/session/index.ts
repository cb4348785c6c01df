export type { DeviceToken } from "./deviceTokens.ts";
export type { LoginTerms } from "./loginTerms.ts";
export { buildNonces } from "./nonces.ts";
export { buildSessions, type Session, type Sessions } from "./sessions.ts";
export { buildSignIn, type LoginOffer, type SignIn, type SignInOptions } from "./signIn.ts";
export type { RandomBytes } from "./tokens.ts";
