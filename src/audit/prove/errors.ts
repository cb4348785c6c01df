import { FiducialError } from "../../errors.ts";

/** The node did not answer, or refused. */
export class NodeUnavailableError extends FiducialError {
  readonly code = "NodeUnavailable";

  constructor(method: string, options?: ErrorOptions) {
    super(`The node did not answer ${method}. Check that it runs, is reachable and serves this method.`, options);
  }
}

/** The node's answer is not what JSON-RPC of an Ethereum node says it is. */
export class UnusableAnswerError extends FiducialError {
  readonly code = "UnusableAnswer";

  constructor(method: string, what: string) {
    super(`The node's answer to ${method} can't be used: ${what}. Use another node.`);
  }
}

/** The node no longer keeps the state after the block. */
export class StateUnavailableError extends FiducialError {
  readonly code = "StateUnavailable";

  constructor(block: number, options?: ErrorOptions) {
    super(
      `The node gives no proof of the state after block ${block}; most keep the last blocks only. Choose a later block or an archive node. ` +
        "Without records and gateways a bundle still shows that each row is genuine, but not that none is missing.",
      options,
    );
  }
}

/** What the node tells does not hash to what it should: another chain's header form, or a node that is wrong. */
export class UnprovableBlockError extends FiducialError {
  readonly code = "UnprovableBlock";

  constructor(block: number, what: string) {
    super(
      `Block ${block} can't be proven: ${what}. Use another node; where the chain has a form of its own, it can't be done.`,
    );
  }
}

/** The chain holds no such log at the place that the index names. */
export class AccessNotOnChainError extends FiducialError {
  readonly code = "AccessNotOnChain";

  constructor(number: number, block: number) {
    super(
      `Access ${number} of its record is not in block ${block}, where the index has it. Bring the index up to date, or rebuild it from the chain.`,
    );
  }
}

/** No trusted block stands at or after a block that is to be proven. */
export class NoTrustedBlockError extends FiducialError {
  readonly code = "NoTrustedBlock";

  constructor(block: number) {
    super(`No trusted block stands at or after block ${block}. Name one.`);
  }
}

/** The way from the rows to the trusted blocks is too long for one bundle. */
export class TooManyHeadersError extends FiducialError {
  readonly code = "TooManyHeaders";

  constructor(needed: number, max: number) {
    super(`${needed} headers lead to the trusted blocks; a bundle takes ${max}. Name trusted blocks in between.`);
  }
}
