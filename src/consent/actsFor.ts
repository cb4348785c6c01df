import type { Address } from "viem";
import { lowerCase } from "./lowerCase.ts";
import { POWERS, type Power } from "./powers.ts";
import type { ConsentState, Patient } from "./state.ts";
import { NO_END } from "./typedData.ts";
import { type Answer, windowCovers } from "./window.ts";

/**
 * Says whether an account acted for a patient: with `access`, whether it read as the patient; with `consent`, whether it could permit and revoke.
 *
 * The controller consents whoever has its key, and reads as the patient only where the key is the patient's own. A proxy does what its powers say,
 * within its window; springing powers within an incapacity too; one that a custodial key appointed until the patient claimed control.
 *
 * @param time - Unix seconds. The contract asks for consent at its present block alone.
 * @see contracts/Proxies.sol, `_actedFor` and `_requireConsents`
 */
export function actsFor(account: Address, patient: number, power: Power, state: ConsentState, time: number): Answer {
  const terms = state.findPatient(patient);
  const controlled = terms === undefined ? "no" : isController(account, terms, power, time);
  if (controlled === "yes") return "yes";
  const asProxy = isProxy(account, patient, power, state, time);
  return asProxy === "no" ? controlled : asProxy;
}

/**
 * Says whether an account was the patient: the controller, with the patient's own key. A restriction never stands against the patient, but does
 * against a proxy.
 *
 * @param time - Unix seconds.
 */
export function isPatient(account: Address, patient: number, state: ConsentState, time: number): boolean {
  const terms = state.findPatient(patient);
  return terms !== undefined && isController(account, terms, "access", time) === "yes";
}

function isController(account: Address, patient: Patient, power: Power, time: number): Answer {
  const answer = windowCovers({ from: patient.since, until: NO_END }, patient.replaced, time);
  if (answer !== "yes") return answer;
  if (lowerCase(account) !== lowerCase(patient.controller)) return "no";
  return power === "access" && patient.hold === "custodial" ? "no" : "yes";
}

function isProxy(account: Address, patient: number, power: Power, state: ConsentState, time: number): Answer {
  const proxy = state.findProxy(patient, lowerCase(account));
  if (proxy === undefined) return "no";
  const answer = windowCovers(proxy, proxy.replaced, time);
  if (answer !== "yes") return answer;
  if ((proxy.powers & POWERS[power]) === 0) return "no";
  const claimedAt = state.findPatient(patient)?.claimedAt ?? 0;
  if (proxy.custodial && claimedAt !== 0 && time >= claimedAt) return "no";
  if (!proxy.springing) return "yes";
  const incapacity = state.findIncapacity(patient);
  return incapacity === undefined ? "no" : windowCovers(incapacity, incapacity.replaced, time);
}
