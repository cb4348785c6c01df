import { type Command, Option } from "commander";
import type { Sent } from "../../client/viem/index.ts";
import { listRoles, parseRoles } from "../../consent/actors.ts";
import { parseName, resolveAccount } from "../names.ts";
import { describeSent, renderSent } from "../output.ts";
import { openSigner, readPresent, type Signer, withSession } from "../session.ts";
import { parseTime } from "../time.ts";
import { addCredentialCommand } from "./actors/credential.ts";
import { addKeyCommand } from "./actors/key.ts";
import { addActorListCommand } from "./actors/list.ts";
import { addPolicyCommand } from "./actors/policy.ts";
import { addPublishCommand } from "./actors/publish.ts";
import { globalOptions } from "./options.ts";

/** Adds `actors` and what is below it. */
export function addActorsCommand(program: Command): void {
  const actors = program
    .command("actors")
    .description("admit, suspend and list organizations, practitioners and devices; policies, credentials and keys");

  actors
    .command("admit-organization")
    .argument("<account>", "the organization's account")
    .description("admit an organization to the consortium")
    .requiredOption("--as <account>", "the consortium's administrator")
    .option("--name <name>", "a name for it; it stays in your vault")
    .action(act((signer, organization) => signer.admitOrganization({ organization }), "Admitted the organization"));

  actors
    .command("suspend-organization")
    .argument("<account>", "the organization")
    .description("end an organization's membership, and with it the leave of everyone it speaks for")
    .requiredOption("--as <account>", "the consortium's administrator")
    .action(act((signer, organization) => signer.suspendOrganization({ organization }), "Suspended the organization"));

  actors
    .command("admit")
    .argument("<account>", "the practitioner's or device's account")
    .description("admit a practitioner or device of your organization, or give it other terms")
    .requiredOption("--as <account>", "the organization")
    .option("--name <name>", "a name for it; it stays in your vault")
    .addOption(new Option("--kind <kind>", "what it is").choices(["practitioner", "device"]).default("practitioner"))
    .option("--roles <roles>", "gateway, registrar, emergency, reviewer, auditor; with commas", "")
    .option("--from <time>", "first moment", "now")
    .option("--until <time>", "first moment after it", "never")
    .action(
      act(async (signer, actor, { kind, roles, from, until }) => {
        const present = await readPresent({ chain: signer });
        const window = {
          from: parseTime(from ?? "now", "--from", present),
          until: parseTime(until ?? "never", "--until", present),
        };
        const isDevice = kind === "device";
        return signer.admit({
          actor,
          kind: isDevice ? "device" : "practitioner",
          roles: listRoles(parseRoles(roles ?? "")),
          ...window,
        });
      }, "Admitted"),
    );

  actors
    .command("suspend")
    .argument("<account>", "the practitioner or device")
    .description("end the validity of a practitioner or device of your organization, now")
    .requiredOption("--as <account>", "the organization")
    .action(act((signer, actor) => signer.suspend({ actor }), "Suspended"));

  for (const add of ADDED) add(actors);
}

const ADDED = [addPolicyCommand, addCredentialCommand, addKeyCommand, addActorListCommand, addPublishCommand] as const;

type ActOptions = { as: string; name?: string; kind?: string; roles?: string; from?: string; until?: string };

/** Builds the action of a command that does one thing to one account and may keep a name for it. */
function act(send: (signer: Signer, account: `0x${string}`, options: ActOptions) => Promise<Sent>, done: string) {
  return async (accountText: string, options: ActOptions, command: Command): Promise<void> => {
    const global = globalOptions(command);
    await withSession(global, async (session) => {
      const name = options.name === undefined ? undefined : parseName(options.name);
      const signer = await openSigner(session, options.as, global);
      const account = await resolveAccount(session.directory, accountText);
      const sent = await send(signer, account, options);
      if (name !== undefined) await session.vault.setLabel("actor", account, name);
      session.output.answer(describeSent(sent), `${done} ${name ?? account}\n${renderSent(sent)}`);
    });
  };
}
