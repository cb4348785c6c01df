import { randomBytes } from "node:crypto";
import { type Command, Option } from "commander";
import { getAddress, type Hex } from "viem";
import { commitCredential } from "../../../consent/commitments.ts";
import { credentialsOf } from "../../../indexer/queries/credentials.ts";
import type { Vault } from "../../../vault/vault.ts";
import { acting, reading } from "../../act.ts";
import { answerFromIndex } from "../../answerFromIndex.ts";
import { parseDigest, readContent } from "../../content.ts";
import { UsageError } from "../../errors.ts";
import { parseName, resolveAccount } from "../../names.ts";
import { describeSent, renderEnd, renderSent, renderTable, shorten } from "../../output.ts";
import { openIndex, readChainTime } from "../../session.ts";
import { parseEnd } from "../../time.ts";

type AttestOptions = {
  readonly as: string;
  readonly until: string;
  readonly document?: string;
  readonly digest?: string;
  readonly name?: string;
};

/** What the vault keeps of a credential: its name, and the salt that the holder shows with the document. */
type KeptCredential = { readonly name: string | null; readonly salt: Hex | null };

/** Adds `credential attest|withdraw|list`. */
export function addCredentialCommand(actors: Command): void {
  const credentials = actors
    .command("credential")
    .description("what organizations attest of an actor: a licence, a certificate, with the day it ends");

  credentials
    .command("attest")
    .argument("<actor>", "whose credential")
    .description("attest a credential; only a salted commitment to the document goes to the chain")
    .requiredOption("--as <account>", "the organization that vouches, a licensing board for one")
    .requiredOption("--until <time>", "when it ends; `never` for no end")
    .option("--document <file>", "the document; a new salt is kept in your vault and printed, for the holder")
    .addOption(
      new Option("--digest <commitment>", "the commitment, where it was made elsewhere or is renewed").conflicts(
        "document",
      ),
    )
    .option("--name <name>", "what the credential is; it stays in your vault")
    .action(
      acting<AttestOptions, [string]>(async ({ session, signer, options }, actorText) => {
        const actor = await resolveAccount(session.directory, actorText);
        const until = parseEnd(options.until, "--until", await readChainTime(session));
        const name = options.name === undefined ? null : parseName(options.name);
        const { credential, salt } = await commit(options);
        const attested = await signer.attestCredential({ actor, credential, until });
        const before = await findKept(session.vault, credential);
        const kept: KeptCredential = { name: name ?? before.name, salt: salt ?? before.salt };
        await session.vault.setLabel("credential", credential, JSON.stringify(kept));
        session.output.answer(
          { ...describeSent(attested), ...kept },
          [
            `Attested ${name ?? "a credential"} of ${actor} until ${renderEnd(until)}.`,
            `  commitment ${credential}`,
            ...(salt === null ? [] : [`  salt ${salt}: the holder shows it with the document to whoever checks it`]),
            renderSent(attested),
          ].join("\n"),
        );
      }),
    );

  credentials
    .command("withdraw")
    .argument("<actor>", "whose credential")
    .argument("<credential>", "its commitment, or the name you gave it")
    .description("take back a credential that your organization attested, now")
    .requiredOption("--as <account>", "the organization that attested it")
    .action(
      acting<{ as: string }, [string, string]>(async ({ session, signer }, actorText, credentialText) => {
        const actor = await resolveAccount(session.directory, actorText);
        const database = await openIndex(session);
        try {
          const present = await readChainTime(session);
          const known = (await credentialsOf(database, actor, present)).filter(
            ({ organization }) => organization === signer.address.toLowerCase(),
          );
          const credential = await findCredential(
            session.vault,
            known.map((one) => one.credential),
            credentialText,
          );
          // Time zero is over whatever the chain's clock says.
          const withdrawn = await signer.attestCredential({ actor, credential, until: 0 });
          session.output.answer(
            describeSent(withdrawn),
            `Withdrawn: credential ${shorten(credential)} of ${actor} holds no more.\n${renderSent(withdrawn)}`,
          );
        } finally {
          await database.close();
        }
      }),
    );

  credentials
    .command("list")
    .argument("<actor>", "whose credentials")
    .description("list what organizations attested of an actor, and whether it holds now")
    .action(
      reading<object, [string]>(async ({ session }, actorText) => {
        const { directory, vault } = session;
        const actor = await resolveAccount(directory, actorText);
        await answerFromIndex(session, async (index) => {
          const attested = await credentialsOf(index, actor, await readChainTime(session));
          const credentials = await Promise.all(
            attested.map(async ({ organization, credential, until, isValid }) => ({
              ...{ credential, name: (await findKept(vault, credential)).name },
              ...{ organization: getAddress(organization), until, isValid },
              organizationName: (await vault.findLabel("actor", organization)) ?? null,
            })),
          );
          const short = credentials.map(({ credential, name, organization, organizationName, until, isValid }) => ({
            credential: shorten(credential),
            name,
            organization: organizationName ?? shorten(organization),
            until: until === 0 ? "withdrawn" : renderEnd(until),
            now: isValid ? "holds" : "OVER",
          }));
          const columns = ["credential", "name", "organization", "until", "now"];
          const table = renderTable(columns, short);
          return {
            data: { credentials },
            text: credentials.length === 0 ? "Nothing was attested of this account." : table,
          };
        });
      }),
    );
}

async function commit({ document, digest }: AttestOptions): Promise<{ credential: Hex; salt: Hex | null }> {
  if (digest !== undefined) return { credential: parseDigest(digest, "--digest"), salt: null };
  if (document === undefined) throw new UsageError("Name the credential: --document <file> or --digest <commitment>.");
  const salt: Hex = `0x${randomBytes(32).toString("hex")}`;
  return { credential: commitCredential(salt, await readContent(document)), salt };
}

async function findKept(vault: Vault, credential: Hex): Promise<KeptCredential> {
  const kept = await vault.findLabel("credential", credential);
  return kept === undefined ? { name: null, salt: null } : JSON.parse(kept);
}

async function findCredential(vault: Vault, known: readonly Hex[], text: string): Promise<Hex> {
  const wanted = text.trim().toLowerCase();
  const names = await Promise.all(known.map(async (one) => (await findKept(vault, one)).name?.toLowerCase()));
  const [found, ...others] = known.filter((one, i) => one === wanted || names[i] === wanted);
  if (others.length > 0) throw new UsageError("Several credentials go by this name. Write the commitment in full.");
  if (found !== undefined) return found;
  throw new UsageError("Your organization attested no such credential. `fiducial actors credential list` shows them.");
}
