import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { dayBefore } from "../../../scripts/demo/trial/calendar.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import { now } from "../time.ts";

/** How often it is tried while the index has not come to whoever asks. */
const MOST_ATTEMPTS = 40;

/**
 * Has a practitioner of a demonstration ask its first patient for leave, by way of the API as any program does. It ends without one where that can't be
 * in good time: nothing else rests on it.
 *
 * @param url - Where the API is reached.
 */
export async function askForLeave(url: string, privateKey: Hex, signal: AbortSignal): Promise<void> {
  const account = privateKeyToAccount(privateKey);
  const post = async (path: string, body: object, token?: string): Promise<Record<string, string> | undefined> => {
    const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body), signal });
    return answer.ok ? ((await answer.json()) as Record<string, string>) : undefined;
  };
  for (let attempt = 0; attempt < MOST_ATTEMPTS && !signal.aborted; attempt += 1) {
    const { message } = (await post("/session/nonce", { address: account.address })) ?? {};
    if (message === undefined) return;
    const signature = await account.signMessage({ message });
    const { token } = (await post("/session", { message, signature, carry: "bearer" })) ?? {};
    if (token !== undefined) {
      const asked = { patient: 1, scope: ALL_RECORDS, purposes: ["TREAT"], kinds: ["imaging-study", "report"] };
      const note =
        "Ms. Lee was sent to us for a second opinion. I would like to see the earlier images and their report.";
      await post("/requests", { ...asked, until: dayBefore(now(), -31), note }, token);
      return;
    }
    await sleep(200, undefined, { signal });
  }
}
