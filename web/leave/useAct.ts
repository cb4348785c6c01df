import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { Hex } from "viem";
import { ask, send } from "../api/client.ts";
import { useRegistry } from "../api/registry.ts";
import type { Answer } from "../api/types.ts";
import { useSession } from "../session/useSession.ts";
import { NoWalletError } from "../wallet/errors.ts";
import type { Provider } from "../wallet/provider.ts";
import { useWallet, type Wallet } from "../wallet/useWallet.ts";
import { type Shown, showFailure } from "./failure.ts";
import { type Act, type Done, type Step, signAndSend } from "./signing.ts";

/** How an act stands. A failure says at which step it came. */
export type ActState =
  | { readonly is: "idle" }
  | { readonly is: "under-way"; readonly step: Step }
  | { readonly is: "failed"; readonly step: Step; readonly failure: Shown }
  | { readonly is: "done"; readonly done: Done };

const idle: ActState = { is: "idle" };

/** How often, and how many times, the index is asked whether it has the block. */
const [pollMs, polls] = [400, 75];

/** Has the wallet sign an act and the relayer send it, one at a time, and says how it stands. */
export function useAct(): {
  readonly state: ActState;
  readonly run: (act: Act) => Promise<Done | undefined>;
  readonly reset: () => void;
} {
  const client = useQueryClient();
  const { me } = useSession();
  const { data: registry } = useRegistry();
  const wallet = useWallet();
  const latest = useRef(wallet);
  latest.current = wallet;
  const [state, setState] = useState<ActState>(idle);
  const isAtWork = useRef(false);

  const run = useCallback(
    async (act: Act): Promise<Done | undefined> => {
      if (isAtWork.current || me === undefined || registry === undefined) return undefined;
      isAtWork.current = true;
      let step = "checking" as Step; // what the compiler takes for certain, `tell` changes
      const tell = (next: Step): void => {
        step = next;
        setState({ is: "under-way", step });
      };
      tell("checking");
      try {
        const provider = await findProvider(latest);
        if (provider === undefined) {
          latest.current.connect();
          throw new NoWalletError();
        }
        const done = await signAndSend(
          act,
          {
            provider,
            account: me.account,
            registry: { address: registry.registry, chainId: registry.chainId },
            relay: (call) => send<{ block: number; transaction: Hex }>("POST", "/relay", call),
            waitForBlock: (block) => waitForBlock(act, block),
            now: () => Math.floor(Date.now() / 1_000),
          },
          tell,
        );
        await client.invalidateQueries();
        setState({ is: "done", done });
        return done;
      } catch (error) {
        setState({ is: "failed", step, failure: showFailure(error, step === "sending" || step === "waiting") });
        return undefined;
      } finally {
        isAtWork.current = false;
      }
    },
    [client, me, registry],
  );

  const reset = useCallback(() => setState(idle), []);
  return { state, run, reset };
}

/** Gets the wallet's way to the chain. A page that was just loaded takes a moment to find the wallet it was connected with. */
async function findProvider(latest: { readonly current: Wallet }): Promise<Provider | undefined> {
  for (let tries = 0; tries < 10 && latest.current.provider === undefined; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return latest.current.provider;
}

async function waitForBlock(act: Act, block: number): Promise<boolean> {
  const patient = act.act === "permit" ? act.terms.patient : act.patient;
  for (let tries = 0; tries < polls; tries += 1) {
    const answer = await ask<Answer>(`/patients/${patient}/permits`).catch(() => undefined); // it was sent: a page that can't be asked undoes nothing
    if (answer !== undefined && answer.asOf.block.number >= block) return true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}
