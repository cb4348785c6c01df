import type { Address } from "viem";
import { z } from "zod";
import type { ActorName } from "../../consent/directoryDocument.ts";
import { type Admission, listAdmissions } from "../../indexer/queries/admittedBy.ts";
import type { Reader } from "../../sql/database.ts";
import { account } from "../forms/values.ts";
import type { Api } from "../server/api.ts";
import { type Asking, addQuestion } from "./question.ts";

/** What an organization published of its own, and signed. */
export type PublishedDirectory = {
  /** Who signed it, in lower case. */
  readonly organization: Address;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly names: readonly ActorName[];
};

type Named = Admission & { readonly name: string; readonly publishedBy: Address };

/** Adds `GET /names`: what organizations call their actors, from the files that they signed. The chain and the index have no names. */
export function addNamesQuestion(app: Api, asking: Asking, directories: readonly PublishedDirectory[]): void {
  addQuestion(app, asking, {
    url: "/names",
    summary: "What organizations call their actors, as they signed it",
    tag: "directory",
    params: z.strictObject({}),
    query: z.strictObject({}),
    answer: z.object({
      names: z.array(
        z.object({
          ...{ account, name: z.string(), kind: z.enum(["organization", "practitioner", "device"]) },
          organization: account.describe("Who speaks for it, or did last."),
          publishedBy: account.describe("Who signed the name: the same, or one that spoke for it before."),
        }),
      ),
    }),
    ask: async ({ reader }) => ({ names: [...(await readNames(reader, directories))] }),
  });
}

/**
 * Reads what to call accounts, by the directories that their organizations signed.
 *
 * @param accounts - Those that are asked about; all when not given.
 */
export async function readNames(
  reader: Reader,
  directories: readonly PublishedDirectory[],
  accounts?: readonly Address[],
): Promise<readonly Named[]> {
  return directories.length === 0 ? [] : chooseNames(keepNewest(directories), await listAdmissions(reader, accounts));
}

/** Of several files of one organization the newest counts alone: who was left out of it is not named by an older one. */
function keepNewest(directories: readonly PublishedDirectory[]): readonly PublishedDirectory[] {
  const newest = new Map<Address, PublishedDirectory>();
  for (const directory of directories) {
    const known = newest.get(directory.organization);
    if (known === undefined || known.issuedAt < directory.issuedAt) newest.set(directory.organization, directory);
  }
  return [...newest.values()].sort((one, other) => one.issuedAt - other.issuedAt);
}

/**
 * Chooses one name for each account: by the organization that speaks for it where that gives one, else by the last to sign of those that once did. An
 * organization names nobody whom it never admitted.
 */
function chooseNames(directories: readonly PublishedDirectory[], admissions: readonly Admission[]): Named[] {
  const present = new Map(admissions.map((admission) => [admission.account, admission]));
  const admitted = new Set(admissions.map((admission) => `${admission.organization} ${admission.account}`));
  const chosen = new Map<Address, Named>();
  for (const { organization: publishedBy, names } of directories) {
    for (const { account: named, name } of names) {
      const admission = present.get(named);
      if (admission === undefined || !admitted.has(`${publishedBy} ${named}`)) continue;
      if (chosen.get(named)?.publishedBy === admission.organization) continue;
      chosen.set(named, { ...admission, name, publishedBy });
    }
  }
  return [...chosen.values()];
}
