import type { Address } from "viem";
import { FiducialError } from "../../../errors.ts";

/** Gets host and port of a node's address, without the path and the credentials that may be secret. */
export function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.host;
}

/** No Ethereum node answers. */
export class NodeUnreachableError extends FiducialError {
  readonly code = "NodeUnreachable";
  /** Host and port, without path and credentials; undefined for a transport that has no address. */
  readonly host: string | undefined;

  constructor(host: string | undefined, status?: number) {
    const where = host === undefined ? "behind this connection" : `at ${host}`;
    const answer = status === undefined ? "" : ` (it says HTTP ${status})`;
    super(`No Ethereum node answers ${where}${answer}. Start the node, or check its address.`);
    this.host = host;
  }
}

/** The node is of another chain. */
export class WrongChainError extends FiducialError {
  readonly code = "WrongChain";
  readonly expected: number;
  readonly actual: number;

  constructor(expected: number, actual: number) {
    super(`The node is on chain ${actual}, and chain ${expected} is meant. Connect to a node of that chain.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** There is no registry at the address. */
export class NoRegistryError extends FiducialError {
  readonly code = "NoRegistry";
  readonly registry: Address;

  constructor(registry: Address, found: "no contract" | "another contract") {
    super(
      `There is ${found} at ${registry}. Check the registry's address and the chain, or deploy the registry there.`,
    );
    this.registry = registry;
  }
}

/** The node answered with an error that is none of the contract's. */
export class NodeRefusedError extends FiducialError {
  readonly code = "NodeRefused";

  constructor(details: string) {
    super(`The node refused the request: ${withoutSecrets(details)}`);
  }
}

/** A node's own words may repeat what it was asked, or where: signatures and keys are longer than a word, credentials stand in addresses. */
function withoutSecrets(details: string): string {
  return details
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "(an address)")
    .replaceAll(/(?:0x)?[0-9a-f]{65,}/gi, "0x…");
}
