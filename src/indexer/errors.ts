import { FiducialError } from "../errors.ts";

/** The node did not answer, or refused. Nothing is known of the chain; what was committed before stays. */
export class ChainUnavailableError extends FiducialError {
  readonly code = "ChainUnavailable";

  constructor(method: string, options?: ErrorOptions) {
    super(`The node did not answer ${method}. Check that it runs and is reachable; what is indexed is kept.`, options);
  }
}

/** The node's answer is not what JSON-RPC of an Ethereum node says it is, or not an event of this contract. */
export class MalformedAnswerError extends FiducialError {
  readonly code = "MalformedAnswer";

  constructor(method: string, what: string) {
    super(`The node's answer to ${method} can't be used: ${what}. Use another node.`);
  }
}

/** The node named logs and blocks that do not belong to one chain, again and again. Nothing of it was taken. */
export class InconsistentChainError extends FiducialError {
  readonly code = "InconsistentChain";

  constructor(what: string) {
    super(
      `The node's answers do not fit together: ${what}. Nothing of them was indexed; try again, or use another node.`,
    );
  }
}

/** Several nodes were given, they contradict each other, and there is no telling which are right. Nothing of it was taken. */
export class EndpointsDisagreeError extends FiducialError {
  readonly code = "EndpointsDisagree";

  /** @param positions - The nodes that were asked, by their places among those given, from 1 on. */
  constructor(positions: readonly number[], what: string) {
    super(
      `The nodes ${positions.join(", ")} of those given contradict each other about ${what}: some of them are wrong, or on another chain. Leave those out, or name more nodes, so that most of them can decide.`,
    );
  }
}

/** The node is on another chain than the index. */
export class WrongChainError extends FiducialError {
  readonly code = "WrongChain";

  constructor(indexed: number, found: number) {
    super(`The index is of chain ${indexed}, and the node is on chain ${found}. Use a node of chain ${indexed}.`);
  }
}

/** The chain was started anew under the same chain id: what is indexed never happened on this one. */
export class ChainReplacedError extends FiducialError {
  readonly code = "ChainReplaced";

  constructor(chainId: number) {
    super(
      `Chain ${chainId} was started anew since it was indexed: its first blocks are others. Rebuild the index from the chain, or use a node of the old one.`,
    );
  }
}

/** There is no contract where the registry should be. */
export class NoRegistryError extends FiducialError {
  readonly code = "NoRegistry";

  constructor(registry: string, chainId: number) {
    super(
      `There is no contract at ${registry} on chain ${chainId}. Check the address and the chain, or deploy it first.`,
    );
  }
}

/** The contract at the registry's address is another one than was indexed. */
export class RegistryChangedError extends FiducialError {
  readonly code = "RegistryChanged";

  constructor(registry: string) {
    super(
      `The contract at ${registry} is not the one that was indexed: its code is another. Check the chain, then rebuild the index from it.`,
    );
  }
}

/** The index in the database is of another registry, or begins at another block, than was asked for. */
export class OtherIndexError extends FiducialError {
  readonly code = "OtherIndex";

  constructor(registry: string, startBlock: number) {
    super(
      `The index is of the registry ${registry} from block ${startBlock}. Use another database, or rebuild the index from the chain.`,
    );
  }
}

/** Another indexer was opened on this database and has taken over. */
export class WriterReplacedError extends FiducialError {
  readonly code = "WriterReplaced";

  constructor() {
    super("Another indexer has taken over this index. Stop one of the two.");
  }
}

/** A question names more parts than one statement takes. */
export class TooManyPartsError extends FiducialError {
  readonly code = "TooManyParts";

  constructor(given: number, max: number) {
    super(
      `${given} parts were named; a question takes ${max}. Ask for the record without parts, or in several questions.`,
    );
  }
}

/** Nothing was indexed yet. */
export class EmptyIndexError extends FiducialError {
  readonly code = "EmptyIndex";

  constructor() {
    super("Nothing is indexed yet. Let the indexer read the chain once.");
  }
}
