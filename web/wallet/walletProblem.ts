/** What went wrong in a wallet, as far as it makes a difference to whoever uses it. */
export type WalletProblem = "rejected" | "pending" | "unknownChain" | "noNode" | "failed";

/**
 * Says what an error of a wallet means. Wallets and the libraries before them wrap errors in one another, so the causes are looked through.
 *
 * @see EIP-1193, "Provider Errors", EIP-1474 and EIP-3085
 */
export function problemOfWallet(error: unknown): WalletProblem {
  for (let inner = error, depth = 0; depth < 8 && typeof inner === "object" && inner !== null; depth += 1) {
    const code = "code" in inner ? inner.code : undefined;
    if (code === 4001) return "rejected";
    if (code === -32002) return "pending";
    if (code === 4902) return "unknownChain";
    if (code === 4900 || code === 4901) return "noNode";
    if ("name" in inner && inner.name === "UserRejectedRequestError") return "rejected";
    inner = nextOf(inner);
  }
  return "failed";
}

function nextOf(error: object): unknown {
  if ("cause" in error && error.cause !== undefined) return error.cause;
  // MetaMask's phone app puts the real error there.
  if ("data" in error && typeof error.data === "object" && error.data !== null && "originalError" in error.data) {
    return error.data.originalError;
  }
  return undefined;
}
