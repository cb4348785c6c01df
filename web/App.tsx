import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Router } from "wouter";
import { buildQueryClient } from "./api/queryClient.ts";
import { useRegistry } from "./api/registry.ts";
import { Failure } from "./parts/Failure.tsx";
import { SessionProvider } from "./session/SessionProvider.tsx";
import { Shell } from "./shell/Shell.tsx";
import { WalletProvider } from "./wallet/WalletProvider.tsx";
import { WordsProvider } from "./words/WordsProvider.tsx";

const Demo = lazy(() => import("./demo/Demo.tsx"));

/** The whole app, below /app/. */
export function App() {
  const [client] = useState(buildQueryClient);
  return (
    <QueryClientProvider client={client}>
      <WordsProvider>
        <Router base="/app">
          <Started />
        </Router>
      </WordsProvider>
    </QueryClientProvider>
  );
}

/** Nothing can be asked or signed before it is known for which registry. */
function Started() {
  const { data: registry, error, refetch } = useRegistry();
  if (registry === undefined) {
    return error === null ? null : (
      <main className="shell-main">
        <Failure error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  const app = (
    <WalletProvider registry={registry}>
      <SessionProvider>
        <Shell registry={registry} />
      </SessionProvider>
    </WalletProvider>
  );
  if (!registry.demo) return app;
  return (
    <Suspense fallback={null}>
      <Demo registry={registry}>{app}</Demo>
    </Suspense>
  );
}
