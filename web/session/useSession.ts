import { createContext, useContext } from "react";
import type { ApiProblem } from "../api/client.ts";
import type { Me } from "../api/types.ts";
import type { WalletProblem } from "../wallet/walletProblem.ts";

export type Session = {
  /** Has the wallet sign the message of this log, and opens a session. Never throws: what went wrong is in `problem`. */
  readonly signIn: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Why nobody is signed in, where something went wrong. */
  readonly problem: ApiProblem | WalletProblem | undefined;
} & (
  | { readonly state: "starting" | "out" | "signing"; readonly me: undefined }
  | { readonly state: "in"; readonly me: Me }
);

const nobody: Session = {
  state: "starting",
  me: undefined,
  problem: undefined,
  signIn: async () => undefined,
  signOut: async () => undefined,
};

export const SessionContext = createContext<Session>(nobody);

/** Says who is signed in, and signs in and out. */
export function useSession(): Session {
  return useContext(SessionContext);
}
