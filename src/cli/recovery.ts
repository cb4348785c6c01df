import type { Address } from "viem";
import { renderTime } from "./output.ts";
import { readChainTime, type Session } from "./session.ts";
import { describeSpan } from "./time.ts";

/** A patient's recovery account, and what it asked for. */
export type RecoveryState = {
  readonly account: Address;
  readonly name: string | null;
  readonly delaySeconds: number;
  readonly request: { readonly to: Address; readonly readyAt: number; readonly isReady: boolean } | null;
};

/** Reads a patient's recovery account; `null` where none was chosen. */
export async function readRecovery(session: Session, patient: number): Promise<RecoveryState | null> {
  const recovery = await session.chain.recoveryOf({ patient });
  if (!recovery) return null;
  const { recoveryAccount: account, delaySeconds, request } = recovery;
  const name = (await session.vault.findLabel("actor", account)) ?? null;
  const present = await readChainTime(session);
  return { account, name, delaySeconds, request: request ? { ...request, isReady: request.readyAt <= present } : null };
}

/** Says what a recovery account can do, and what it asked for. */
export function renderRecovery(patient: number, state: RecoveryState | null): string {
  if (state === null) {
    return `No recovery account: a lost key can't be replaced. \`fiducial patients recovery choose ${patient} <account>\` chooses one.`;
  }
  const { account, name, delaySeconds, request } = state;
  const who = `${name ?? account}, with ${describeSpan(delaySeconds)} for the patient to say no`;
  if (request === null) return `${who}; nothing is asked for`;
  const ready = renderTime(request.readyAt);
  return `${who}; ASKED FOR ${request.to}, ${request.isReady ? `ready since ${ready}` : `ready at ${ready}; the patient can veto it until then`}`;
}
