import { FiducialError } from "../src/errors.ts";

/** The journal of a deployment tells of a registry that is not on the chain. */
export class RegistryGoneError extends FiducialError {
  readonly code = "RegistryGone";

  /** @param journal - The journal's folder. */
  constructor(journal: string) {
    super(
      `By the journal in ${journal} the registry is deployed, and it is not on this chain: a development chain is gone when its node ends. ` +
        "Connect to a node of the chain that was deployed to, or remove the folder and deploy anew.",
    );
  }
}
