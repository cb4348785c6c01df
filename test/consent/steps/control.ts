import {
  buildAppointmentTypedData,
  buildDismissalTypedData,
  buildHandoverAcceptanceTypedData,
  buildHandoverOfferTypedData,
} from "../../../src/consent/typedData.ts";
import type { Stage, Steps } from "./stage.ts";

const DAY = 86_400;

/** Builds random steps of who acts for a patient. */
export function buildControlSteps(stage: Stage): Steps {
  const { chain, cast, call, callAt, callSigned, window, patientOf, boundsOf } = stage;
  const { roll, pick, isLucky } = stage.dice;
  return {
    handOver: async () => {
      const patient = pick(cast.patients);
      const { controller } = await patientOf(patient);
      const to = pick(cast.controllers);
      await call(controller, "offerHandover", [patient, to]);
      return call(to, "acceptHandover", [patient]);
    },
    handOverBySignature: async () => {
      const patient = pick(cast.patients);
      const { controller } = await patientOf(patient);
      const to = pick(cast.controllers);
      const offer = buildHandoverOfferTypedData({ patient, to, ...(await boundsOf(patient)) });
      await callSigned(controller, "offerHandover", [patient, to], offer);
      const acceptance = buildHandoverAcceptanceTypedData({ patient, ...(await boundsOf(patient)) });
      return callSigned(to, "acceptHandover", [patient], acceptance);
    },
    claim: async () => {
      const patient = isLucky(80) ? custodialOne() : pick(cast.patients);
      const { controller } = await patientOf(patient);
      const to = pick(cast.controllers);
      await call(controller, "offerHandover", [patient, to]);
      return call(to, "claim", [patient]);
    },
    recover: async () => {
      const patient = pick(cast.patients);
      const { controller } = await patientOf(patient);
      const account = pick(cast.outsiders);
      await call(controller, "chooseRecovery", [patient, account, DAY]);
      await call(account, "requestRecovery", [patient, pick(cast.controllers)]);
      return callAt(chain.now() + DAY + roll(0, 2), pick(cast.outsiders), "recover", [patient]);
    },
    appoint: async () => {
      const appointment = anyAppointment();
      const { controller } = await patientOf(appointment.patient);
      return call(controller, "appoint", [appointment]);
    },
    appointBySignature: async () => {
      const appointment = anyAppointment();
      const { controller } = await patientOf(appointment.patient);
      const data = buildAppointmentTypedData({ appointment, ...(await boundsOf(appointment.patient)) });
      return callSigned(controller, "appoint", [appointment], data);
    },
    dismiss: async () => {
      const patient = pick(cast.patients);
      const { controller } = await patientOf(patient);
      const proxy = pick(anyProxies());
      return call(isLucky(60) || proxy === cast.joint ? controller : proxy, "dismiss", [patient, proxy]);
    },
    resignJointly: async () => {
      const patient = pick(cast.patients);
      const data = buildDismissalTypedData({ patient, proxy: cast.joint, ...(await boundsOf(patient)) });
      return callSigned(cast.joint, "dismiss", [patient, cast.joint], data);
    },
    declareIncapacity: () => {
      const patient = pick(cast.patients);
      const custodian = cast.organizations[patient - 1] ?? cast.admin;
      return call(custodian, "declareIncapacity", [patient, chain.now() + roll(2, 60)]);
    },
    endIncapacity: async () => {
      const patient = pick(cast.patients);
      const custodian = cast.organizations[patient - 1] ?? cast.admin;
      return call(isLucky(50) ? custodian : (await patientOf(patient)).controller, "endIncapacity", [patient]);
    },
  };

  /** The patient whom the set-up enrolls with a key in the custodian's hold. */
  function custodialOne(): number {
    return cast.patients.at(-1) ?? 0;
  }

  function anyProxies() {
    return [...cast.controllers, ...cast.outsiders, cast.joint, cast.joint];
  }

  function anyAppointment() {
    const [patient, proxy] = [pick([...cast.patients, custodialOne()]), pick(anyProxies())];
    return { patient, proxy, powers: pick([1, 2, 3, 3]), springing: isLucky(30), ...window() };
  }
}
