import { type Command, Option } from "commander";
import { getAddress } from "viem";
import type { Sent } from "../../client/viem/index.ts";
import { listRoles, POLICIES, parseRoles } from "../../consent/actors.ts";
import { NO_END } from "../../consent/typedData.ts";
import { actorAt } from "../../indexer/queries/actorAt.ts";
import { parseName, resolveAccount } from "../names.ts";
import { describeSent, renderTable, renderTime, shorten } from "../output.ts";
import { openIndex, openSigner, readPresent, type Session, type Signer, withSession } from "../session.ts";
import { parseTime } from "../time.ts";
import { globalOptions } from "./options.ts";

/** Adds `actors admit-organization|suspend-organization|admit|suspend|policy|list|name`. */
export function addActorsCommand(program: Command): void {
  const actors = program
    .command("actors")
    .description("admit, suspend and list organizations, practitioners and devices");

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

  actors
    .command("policy")
    .addArgument(program.createArgument("<policy>", "IHE PCF overarching policy").choices(POLICIES))
    .description("choose your organization's default policy, for patients who have said nothing")
    .requiredOption("--as <account>", "the organization")
    .action(async (text: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const signer = await openSigner(session, options.as, global);
        const policy = POLICIES.find((known) => known === text) ?? "deny";
        const chosen = await signer.choosePolicy({ policy });
        session.output.answer(describeSent(chosen), `The policy is ${policy} from now on.`);
      });
    });

  actors
    .command("list")
    .description("list the actors of the directory, with the names you gave them")
    .action(async (_options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        const rows = await listActors(session);
        const short = rows.map(({ account, organizationName, organization, roles, until, ...row }) => ({
          ...row,
          roles: roles.join(" "),
          account: shorten(account),
          organization: organizationName ?? shorten(organization),
          until: until === null ? "" : renderTime(until),
        }));
        const columns = ["name", "account", "kind", "organization", "roles", "until"];
        session.output.answer(rows, rows.length === 0 ? "The directory is empty." : renderTable(columns, short));
      });
    });
}

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
      session.output.answer(
        describeSent(sent),
        `${done} ${name ?? account}\n  block ${sent.blockNumber}, transaction ${sent.hash}`,
      );
    });
  };
}

async function listActors(session: Session) {
  const database = await openIndex(session);
  try {
    const accounts = await database.all<{ actor: Uint8Array }>("SELECT DISTINCT actor FROM actors ORDER BY actor");
    const names = new Map((await session.vault.listLabels("actor")).map(({ id, text }) => [id, text]));
    const rows = [];
    for (const { actor } of accounts) {
      const account = `0x${Buffer.from(actor).toString("hex")}` as const;
      const terms = await actorAt(database, account, Number.MAX_SAFE_INTEGER);
      if (!terms) continue;
      const { kind, organization, roles, from, until } = terms;
      rows.push({
        account: getAddress(account),
        name: names.get(account) ?? null,
        kind,
        organization: getAddress(organization),
        organizationName: names.get(organization) ?? null,
        roles: listRoles(roles),
        from,
        until: until === NO_END ? null : until,
      });
    }
    return rows;
  } finally {
    await database.close();
  }
}
