import type { Address, Hex } from "viem";
import type { Contribution } from "../../indexer/queries/contributions.ts";
import {
  accountReference,
  type KnownActor,
  numberedId,
  type RegistryPlace,
  recordReference,
  registrySystem,
} from "./identifiers.ts";
import { instant } from "./instant.ts";
import type { Coding, Provenance, Reference } from "./resources.ts";
import { coding, concept, SYSTEMS } from "./systems.ts";

export type ProvenanceContext = {
  readonly registry: RegistryPlace;
  /** The kind number of the record. */
  readonly kind?: number | undefined;
  readonly findActor?: ((account: Address) => KnownActor | undefined) | undefined;
};

const AUTHOR = concept(SYSTEMS.provenanceAgent, "author", "Author");
const ASSEMBLER = concept(SYSTEMS.provenanceAgent, "assembler", "Assembler");
const VERIFIER = concept(SYSTEMS.provenanceAgent, "verifier", "Verifier");

/**
 * Builds the Provenance of a contribution: who wrote it, by what tool, and what humans made of it.
 *
 * What a tool wrote never looks human: it has a security label that says so (AIAST), the tool as its author, and each human who said something of it as a
 * verifier with the word that was said. Where a human wrote with a tool's help, the human is the author and the tool assembled.
 */
export function buildProvenance(contribution: Contribution, context: ProvenanceContext): Provenance {
  const { registry, kind, findActor = () => undefined } = context;
  const { record, author, origin, section, digest, tool, toolVersion, model, inputs, place } = contribution;
  const refer = (account: Address, known = findActor(account)): Reference => accountReference(registry, account, known);
  const source = (what: string, value: Hex | undefined) =>
    value === undefined ? [] : [{ role: "source" as const, what: { identifier: { system: what, value } } }];
  const toolReference = tool && refer(tool, { ...findActor(tool), kind: "device" });
  const entity = [
    ...source(registrySystem(registry, "tool-version"), toolVersion),
    ...source(registrySystem(registry, "model"), model),
    ...source(registrySystem(registry, "inputs"), inputs),
  ];
  return {
    resourceType: "Provenance",
    id: numberedId(contribution),
    ...(origin !== "human" && { meta: { security: [AI_ASSERTED] } }),
    target: [
      recordReference(registry, record, kind),
      { identifier: { system: registrySystem(registry, "section"), value: section } },
      { identifier: { system: registrySystem(registry, "digest"), value: digest } },
    ],
    recorded: instant(place.blockTime),
    activity: {
      coding: [coding(SYSTEMS.operation, "CREATE", "create"), coding(SYSTEMS.origin, origin, ORIGIN_WORDS[origin])],
      text: ORIGIN_WORDS[origin],
    },
    agent: [
      ...(origin === "ai" && toolReference !== undefined && tool !== author
        ? [{ type: AUTHOR, who: toolReference, onBehalfOf: refer(author) }]
        : [{ type: AUTHOR, who: origin === "ai" && toolReference !== undefined ? toolReference : refer(author) }]),
      ...(origin === "ai-assisted" && toolReference !== undefined ? [{ type: ASSEMBLER, who: toolReference }] : []),
      ...contribution.dispositions.map(({ disposition, by }) => ({
        type: VERIFIER,
        role: [concept(SYSTEMS.disposition, disposition, disposition)],
        who: refer(by),
      })),
    ],
    ...(entity.length > 0 && { entity }),
  };
}

const AI_ASSERTED: Coding = coding(SYSTEMS.integrity, "AIAST", "Artificial Intelligence asserted");

const ORIGIN_WORDS = {
  human: "written by a human",
  ai: "written by an AI tool",
  "ai-assisted": "written by a human with an AI tool",
} as const;
