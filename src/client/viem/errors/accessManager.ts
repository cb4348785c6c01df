import { type Hex, parseAbi } from "viem";
import { RefusedError } from "./refusal.ts";

/**
 * The errors of the consortium's AccessManager that a call of the registry can end with: where a role has a delay, the registry has the manager look
 * up the operation, and the manager's refusal passes through.
 *
 * @see OpenZeppelin Contracts 5, IAccessManager.sol
 */
export const accessManagerAbi = parseAbi([
  "error AccessManagerNotScheduled(bytes32 operationId)",
  "error AccessManagerNotReady(bytes32 operationId)",
  "error AccessManagerExpired(bytes32 operationId)",
]);

type Operation = { readonly operationId: Hex };

/** The account may do this only after scheduling it, and has not. */
export class AccessManagerNotScheduledError extends RefusedError {
  readonly code = "AccessManagerNotScheduled";
  readonly args: Operation;

  constructor(args: Operation) {
    super(
      `Operation ${args.operationId} is not scheduled, and this account may do it only after a delay. Schedule the same call with the AccessManager first.`,
    );
    this.args = args;
  }
}

/** The operation is scheduled, and its delay is not over. */
export class AccessManagerNotReadyError extends RefusedError {
  readonly code = "AccessManagerNotReady";
  readonly args: Operation;

  constructor(args: Operation) {
    super(`The delay of operation ${args.operationId} is not over. Send the same call again once it is.`);
    this.args = args;
  }
}

/** The operation was scheduled so long ago that it lapsed. */
export class AccessManagerExpiredError extends RefusedError {
  readonly code = "AccessManagerExpired";
  readonly args: Operation;

  constructor(args: Operation) {
    super(`Operation ${args.operationId} was scheduled so long ago that it lapsed. Schedule the same call anew.`);
    this.args = args;
  }
}
