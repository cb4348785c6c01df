import type { Hex } from "viem";
import { LoginRefusedError } from "./errors.ts";
import { checkTerms, type LoginTerms } from "./loginTerms.ts";
import type { Nonces } from "./nonces.ts";
import { parseSiweMessage, type SiweMessage } from "./siwe.ts";

/** A message as it was signed, and the signature. */
export type SignedMessage = { readonly message: string; readonly signature: Hex };

/** What a login has to fit. */
export type LoginRules<Wish> = {
  readonly terms: LoginTerms;
  readonly nonces: Nonces;
  /** Reads what else the message says. @throws {LoginRefusedError} */
  readonly readWish: (message: SiweMessage) => Wish;
  /** Whether an account signed a message: by its key, or by its contract (ERC-1271). What it throws ends the login. */
  readonly verifyMessage: (signed: SignedMessage & { readonly address: Hex }) => Promise<boolean>;
};

/**
 * Takes a signed message, uses its nonce up and finds who signed it.
 *
 * @param time - Unix seconds.
 * @returns The account in lower case, and what `readWish` read.
 * @throws {LoginRefusedError} when message, nonce or signature does not hold
 * @throws {TooBusyError} when as many nonces were used as are remembered
 */
export async function proveLogin<Wish>(
  { message, signature }: SignedMessage,
  { terms, nonces, readWish, verifyMessage }: LoginRules<Wish>,
  time: number,
): Promise<{ readonly account: Hex; readonly wish: Wish }> {
  const parsed = parseSiweMessage(message);
  checkTerms(parsed, terms, time);
  const wish = readWish(parsed);
  // Used up before anything is waited for: of many logins at once with one nonce only the first gets further.
  if (!nonces.use(parsed.nonce, time)) {
    throw new LoginRefusedError("The nonce was not given out here, was used, or is too old. Ask for a new one.");
  }
  const account = parsed.address.toLowerCase() as Hex;
  if (!(await verifyMessage({ address: account, message, signature }))) {
    throw new LoginRefusedError("The signature is not the account's.");
  }
  return { account, wish };
}
