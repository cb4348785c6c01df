import type { Command } from "commander";
import type { Hex } from "viem";
import { keyOf } from "../../../indexer/queries/credentials.ts";
import { acting, reading } from "../../act.ts";
import { answerFromIndex } from "../../answerFromIndex.ts";
import { parseDigest } from "../../content.ts";
import { resolveAccount } from "../../names.ts";
import { describeSent, renderSent, renderTime } from "../../output.ts";

const NO_KEY: Hex = `0x${"00".repeat(32)}`;

/** Adds `key publish|withdraw|show`. */
export function addKeyCommand(actors: Command): void {
  const keys = actors
    .command("key")
    .description("the public key with which others encrypt what is meant for an account (X25519)");

  keys
    .command("publish")
    .argument("<key>", "the public key: 0x and 64 hexadecimal digits")
    .description("publish your encryption key; the one before is not to be used any more")
    .requiredOption("--as <account>", "whose key it is")
    .action(
      acting<{ as: string }, [string]>(async ({ session, signer }, text) => {
        const published = await signer.publishKey({ key: parseDigest(text, "<key>") });
        session.output.answer(
          describeSent(published),
          `Published the encryption key of ${signer.address}.\n${renderSent(published)}`,
        );
      }),
    );

  keys
    .command("withdraw")
    .description("take your encryption key back, as when its secret half is lost")
    .requiredOption("--as <account>", "whose key it is")
    .action(
      acting<{ as: string }, []>(async ({ session, signer }) => {
        const withdrawn = await signer.publishKey({ key: NO_KEY });
        session.output.answer(
          describeSent(withdrawn),
          `${signer.address} has no encryption key any more.\n${renderSent(withdrawn)}`,
        );
      }),
    );

  keys
    .command("show")
    .argument("<account>", "whose key")
    .description("show an account's encryption key")
    .action(
      reading<object, [string]>(async ({ session }, accountText) => {
        const account = await resolveAccount(session.directory, accountText);
        await answerFromIndex(session, async (index) => {
          const found = await keyOf(index, account);
          return {
            data: { account, key: found?.key ?? null, since: found?.place.blockTime ?? null },
            text: found
              ? `${found.key}, since ${renderTime(found.place.blockTime)}`
              : "This account has published no encryption key, or took it back.",
          };
        });
      }),
    );
}
