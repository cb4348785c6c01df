import type { Client } from "viem";
import { getBlockNumber, verifyHash } from "viem/actions";
import type { PublishedDirectory } from "../../api/index.ts";
import { readDirectoryDocument } from "../../consent/directoryDocument.ts";
import {
  type DocumentTerms,
  InvalidDocumentError,
  parseSignedDocument,
  UnverifiedDocumentError,
  verifySignedDocument,
} from "../../consent/signedDocument.ts";
import { readContent } from "../content.ts";
import { SetupError } from "../errors.ts";
import type { Settings } from "../home.ts";

/**
 * Reads the directories that organizations signed, and sees that each is what it says.
 *
 * @param files - Files that `fiducial actors publish` made.
 * @param client - Asked where an organization is a contract.
 * @throws {SetupError} when a file is not there, is none, or does not hold
 */
export async function readDirectories(
  files: readonly string[],
  { chainId, registry }: Settings,
  client: Client,
): Promise<readonly PublishedDirectory[]> {
  const terms: DocumentTerms = {
    ...{ kind: "directory", chainId, registry },
    isValidSignature: async ({ account: address, hash, signature }) => {
      // The library takes a node that does not answer for a signature that does not hold.
      await getBlockNumber(client, { cacheTime: 0 }).catch((cause: unknown) => {
        throw new SetupError("Whether a directory holds has to be asked of the node, and none answers.", { cause });
      });
      return verifyHash(client, { address, hash, signature });
    },
  };
  return Promise.all(
    files.map(async (file) => {
      const text = new TextDecoder().decode(await readContent(file));
      try {
        const signed = parseSignedDocument(text);
        await verifySignedDocument(signed, terms);
        const { organization, issuedAt } = signed;
        return { organization, issuedAt, names: readDirectoryDocument(signed) };
      } catch (cause) {
        if (!(cause instanceof InvalidDocumentError) && !(cause instanceof UnverifiedDocumentError)) throw cause;
        throw new SetupError(`${file} is no directory to be shown. ${cause.message}`, { cause });
      }
    }),
  );
}
