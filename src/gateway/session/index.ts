export type { DeviceToken } from "./deviceTokens.ts";
export { buildSignIn, type LoginOffer, type SignIn, type SignInOptions } from "./signIn.ts";
export type { Session, Viewer } from "./viewer.ts";
