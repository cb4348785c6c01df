import { randomBytes } from "node:crypto";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { dayBefore } from "../../../scripts/demo/trial/calendar.ts";
import type { LeaveRequest } from "../../api/index.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import { openRequestStore } from "../api/openRequestStore.ts";
import type { Home } from "../home.ts";
import { now } from "../time.ts";

/** Room for one request: the home of a demonstration begins with none. */
const ONE = { ofAsker: 1, ofAskerAndPatient: 1, ofPatient: 1 } as const;

/** Has a practitioner of a demonstration ask its first patient for leave, where the API finds what was asked. */
export async function askForLeave(home: Home, privateKey: Hex): Promise<void> {
  const store = await openRequestStore(home.requests);
  try {
    const at = now();
    const asked: LeaveRequest = {
      ...{
        id: randomBytes(16).toString("hex"),
        from: privateKeyToAccount(privateKey).address.toLowerCase() as Hex,
        at,
      },
      ...{ patient: 1, scope: ALL_RECORDS, purposes: ["TREAT"] as const, kinds: ["imaging-study", "report"] as const },
      until: dayBefore(at, -31),
      note: "Ms. Lee was sent to us for a second opinion. I would like to see the earlier images and their report.",
    };
    await store.add(asked, 0, ONE);
  } finally {
    await store.close();
  }
}
