import type { Handler } from "../handler.ts";
import { unlessZero } from "../hex.ts";

export const credentialAttested: Handler<"CredentialAttested"> = ({ actor, organization, credential, until }) => ({
  table: "credentials",
  row: { actor, organization, credential, valid_until: until },
});

/** No key is left where the account took its key back. */
export const keyPublished: Handler<"KeyPublished"> = ({ account, key }) => ({
  table: "encryption_keys",
  row: { account, encryption_key: unlessZero(key) },
});
