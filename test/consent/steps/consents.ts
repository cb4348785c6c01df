import type { Address } from "viem";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import {
  ALL_RECORDS,
  buildPermitTypedData,
  buildRevocationsTypedData,
  buildRevocationTypedData,
  type Terms,
} from "../../../src/consent/typedData.ts";
import type { Stage, Steps } from "./stage.ts";

const PURPOSE_SETS = [coverPurposes(["TREAT"]), coverPurposes(["HRESCH", "ETREAT"]), (1n << 88n) - 1n, 1n << 87n];
const KIND_SETS = [(1n << 48n) - 1n, (1n << 48n) - 1n, 0b1011n, 1n << 47n];

/** Builds random permits and revocations: mostly by the controller, else by an account that may be a proxy. */
export function buildConsentSteps(stage: Stage): Steps {
  const { cast, registry, call, callSigned, window, patientOf, boundsOf } = stage;
  const { pick, isLucky } = stage.dice;
  return {
    permit: async () => {
      const terms = anyTerms();
      return call(await anyConsenter(terms.patient), "permit", [asArgument(terms)]);
    },
    permitBySignature: async () => {
      const terms = anyTerms();
      const bounds = { ...(await boundsOf(terms.patient)), version: await versionOf(terms) };
      const data = buildPermitTypedData({ terms, ...bounds });
      return callSigned(await anySigner(terms.patient), "permit", [asArgument(terms)], data);
    },
    revoke: async () => {
      const { patient, scope, grantee } = anyTerms();
      return call(await anyConsenter(patient), "revoke", [patient, scope, grantee]);
    },
    revokeBySignature: async () => {
      const { patient, scope, grantee } = anyTerms();
      const target = { scope, grantee, version: await versionOf({ patient, scope, grantee }) };
      const data = buildRevocationTypedData({ patient, ...target, ...(await boundsOf(patient)) });
      return callSigned(await anySigner(patient), "revoke", [patient, scope, grantee], data, isLucky(50));
    },
    revokeMany: async () => {
      const { patient, targets } = anyTargets();
      return call(await anyConsenter(patient), "revokeMany", [patient, targets]);
    },
    revokeManyBySignature: async () => {
      const { patient, targets } = anyTargets();
      const versions = await Promise.all(targets.map((target) => versionOf({ patient, ...target })));
      const versioned = targets.map((target, index) => ({ ...target, version: versions[index] ?? 0 }));
      const data = buildRevocationsTypedData({ patient, targets: versioned, ...(await boundsOf(patient)) });
      return callSigned(await anySigner(patient), "revokeMany", [patient, targets], data, isLucky(50));
    },
  };

  function anyTerms(): Terms {
    const patient = pick(cast.patients);
    const own = cast.records.filter((_, index) => cast.patients[index % cast.patients.length] === patient);
    const others = [...cast.staff, ...cast.groups, ...cast.outsiders];
    return {
      patient,
      scope: isLucky(50) ? ALL_RECORDS : pick(own),
      grantee: pick(isLucky(8) ? cast.organizations : others),
      ...{ purposes: pick(PURPOSE_SETS), kinds: pick(KIND_SETS) },
      ...window(),
    };
  }

  function anyTargets() {
    const one = anyTerms();
    const targets = [one, anyTerms()].map(({ scope, grantee }) => ({ scope, grantee }));
    return { patient: one.patient, targets };
  }

  async function anyConsenter(patient: number): Promise<Address> {
    return isLucky(80) ? (await patientOf(patient)).controller : pick([...cast.controllers, ...cast.outsiders]);
  }

  async function anySigner(patient: number): Promise<Address> {
    return isLucky(60) ? (await patientOf(patient)).controller : cast.joint;
  }

  async function versionOf({ patient, scope, grantee }: Pick<Terms, "patient" | "scope" | "grantee">): Promise<number> {
    return (await registry.read.permitOf([patient, scope, grantee])).version;
  }
}

function asArgument(terms: Terms) {
  return { ...terms, kinds: Number(terms.kinds) };
}
