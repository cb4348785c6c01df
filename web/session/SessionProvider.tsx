import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiProblem, ask, send } from "../api/client.ts";
import { SESSION } from "../api/keys.ts";
import type { Me } from "../api/types.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { problemOfWallet } from "../wallet/walletProblem.ts";
import { type Session, SessionContext } from "./useSession.ts";

/** Keeps who is signed in. The token is in a cookie that no script can read; this only asks whose it is. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { account, signMessage } = useWallet();
  const [isSigning, setSigning] = useState(false);
  const [failure, setFailure] = useState<Session["problem"]>();
  const wasIn = useRef(false);
  const { data, error, isPending } = useQuery<Me | null, ApiProblem>({
    queryKey: SESSION,
    queryFn: ({ signal }) => ask<Me>("/me", { signal }).catch(noneWhereSignedOut),
    staleTime: 60_000,
  });

  const signIn = useCallback(async () => {
    if (account === undefined) return;
    setFailure(undefined);
    setSigning(true);
    try {
      const { message } = await send<{ message: string }>("POST", "/session/nonce", { address: account });
      const signature = await signMessage(message);
      await send("POST", "/session", { message, signature });
      client.removeQueries({ predicate: ({ queryKey }) => !shared.has(String(queryKey[0])) }); // what another one saw
      await client.refetchQueries({ queryKey: SESSION });
    } catch (thrown) {
      setFailure(thrown instanceof ApiProblem ? thrown : problemOfWallet(thrown));
    } finally {
      setSigning(false);
    }
  }, [account, client, signMessage]);

  const signOut = useCallback(async () => {
    wasIn.current = false;
    await send("DELETE", "/session").catch(noneWhereSignedOut);
    client.setQueryData(SESSION, null);
    client.removeQueries({ predicate: ({ queryKey }) => !shared.has(String(queryKey[0])) });
  }, [client]);

  useEffect(() => {
    if (data) wasIn.current = true;
    else if (data === null && wasIn.current) {
      wasIn.current = false;
      setFailure(sessionOver);
    }
  }, [data]);

  const session = useMemo((): Session => {
    const problem = failure ?? (data === undefined ? (error ?? undefined) : undefined);
    const acts = { signIn, signOut, problem };
    // Whoever signs in as somebody else goes on seeing what they saw until they are.
    if (data) return { state: "in", me: data, ...acts };
    if (isSigning) return { state: "signing", me: undefined, ...acts };
    return { state: isPending ? "starting" : "out", me: undefined, ...acts };
  }, [data, error, failure, isPending, isSigning, signIn, signOut]);

  return <SessionContext value={session}>{children}</SessionContext>;
}

/** What is told to whom the session ended while they read. */
const sessionOver = new ApiProblem({ status: 401, code: "NoSession", detail: "" });

/** Answers that are no one's, and so outlast a session. */
const shared = new Set([...SESSION, "registry", "wallet"]);

function noneWhereSignedOut(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 401) return null;
  throw error;
}
