import {
  AccessNotOnChainError,
  NodeUnavailableError,
  NoTrustedBlockError,
  StateUnavailableError,
  TooManyHeadersError,
  UnprovableBlockError,
  UnusableAnswerError,
} from "../../audit/prove/index.ts";
import {
  NodeRefusedError,
  NodeUnreachableError,
  NotMinedError,
  RefusedError,
  TransactionReplacedError,
  TransactionRevertedError,
} from "../../client/viem/index.ts";
import type { FiducialError } from "../../errors.ts";
import { TooManyPartsError } from "../../indexer/errors.ts";
import type { Problem } from "./problems.ts";

/** What each error of the rooms below is answered with. */
const STATUS = new Map<unknown, number>([
  [TooManyPartsError, 400],
  [NodeUnavailableError, 502],
  [UnusableAnswerError, 502],
  [StateUnavailableError, 502],
  [UnprovableBlockError, 502],
  [AccessNotOnChainError, 502],
  [NoTrustedBlockError, 400],
  [TooManyHeadersError, 400],
  [NodeUnreachableError, 502],
  [NodeRefusedError, 502],
  [NotMinedError, 502],
  [TransactionReplacedError, 502],
  [TransactionRevertedError, 422],
]);

/** Finds what to answer to an error of asking the chain, or of a question that is too large. */
export function findChainProblem(error: FiducialError): Problem | undefined {
  const status = error instanceof RefusedError ? 422 : STATUS.get(error.constructor);
  return status === undefined ? undefined : { status, code: error.code, detail: error.message };
}
