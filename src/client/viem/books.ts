import { type Address, type Hex, hexToBigInt } from "viem";
import { buildAnchorBookCall } from "./calls/books.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/**
 * Reads the last anchor of a custodian.
 *
 * @returns the root, and the interval it was anchored in; `undefined` when the custodian never anchored
 */
export async function bookOf(client: RegistryClient, parameters: ReadParameters & { readonly custodian: Address }) {
  const book = await read(client, parameters, "bookOf", [parameters.custodian]);
  return hexToBigInt(book.root) === 0n ? undefined : book;
}

/** Anchors the root of the book of the sender's organization, once in each interval, whether or not anything changed. */
export async function anchorBook(client: RegistryClient, parameters: WriteParameters & { readonly root: Hex }) {
  return write(client, parameters, buildAnchorBookCall(parameters), "BookAnchored");
}
