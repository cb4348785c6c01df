import type { Command } from "commander";
import { getAddress, type Hex } from "viem";
import { ROLES } from "../../consent/actors.ts";
import { actorAt } from "../../indexer/queries/actorAt.ts";
import type { Reader } from "../../sql/database.ts";
import { acting, reading } from "../act.ts";
import { answerFromIndex } from "../answerFromIndex.ts";
import { parseDigest } from "../content.ts";
import { FindingError } from "../errors.ts";
import { resolveAccount } from "../names.ts";
import { describeSent, renderSent, renderTable, renderTime, shorten } from "../output.ts";
import { readNames } from "../recordHistory.ts";
import { readChainTime, readPresent, type Session } from "../session.ts";
import { parseEnd } from "../time.ts";

/** Adds `gateways list|heartbeat|retire`. */
export function addGatewaysCommand(program: Command): void {
  const gateways = program.command("gateways").description("who logs for others, and whether it is still heard of");

  gateways
    .command("list", { isDefault: true })
    .description("list gateways with their last entry; those that fell silent come first")
    .addHelpText("after", "\nExit code 0, or 3 when a gateway is silent.")
    .action(
      reading<object, []>(async ({ session }) => {
        const { data } = await answerFromIndex(session, async (index) => {
          const gateways = await listGateways(session, index);
          return { data: { gateways }, text: renderGateways(gateways) };
        });
        if (data.gateways.some(({ state }) => state === "silent")) {
          throw new FindingError("A gateway is silent: it was not heard of by the time it named; see above.");
        }
      }),
    );

  gateways
    .command("heartbeat")
    .description("say that a gateway is there, and by when it will be heard of next")
    .requiredOption("--as <account>", "the gateway")
    .option("--next-by <time>", "by when it will be heard of next", "1h")
    .option("--journal <commitment>", "commits to what the gateway keeps beside its entries, such as what it refused")
    .action(
      acting<{ as: string; nextBy: string; journal?: string }, []>(async ({ session, signer, options }) => {
        const nextBy = parseEnd(options.nextBy, "--next-by", await readPresent(session));
        const journal = options.journal === undefined ? undefined : parseDigest(options.journal, "--journal");
        const heard = await signer.heartbeat({ nextBy, journal });
        session.output.answer(
          describeSent(heard),
          `Heard of, with ${heard.entryCount} entries logged; next by ${renderTime(nextBy)}.\n${renderSent(heard)}`,
        );
      }),
    );

  gateways
    .command("retire")
    .argument("<gateway>", "the gateway")
    .description("end a gateway's log for good; its last number is final")
    .requiredOption("--as <account>", "the gateway, or the organization that speaks for it")
    .action(
      acting<{ as: string }, [string]>(async ({ session, signer }, gatewayText) => {
        const gateway = await resolveAccount(session.directory, gatewayText);
        const retired = await signer.retire({ gateway });
        session.output.answer(
          describeSent(retired),
          `Retired: entry ${retired.entryCount} of ${gateway} is its last.\n${renderSent(retired)}`,
        );
      }),
    );
}

type ListedGateway = {
  readonly gateway: Hex;
  readonly name: string | null;
  readonly organization: Hex | null;
  readonly organizationName: string | null;
  readonly entries: number;
  /** The last second by which it said it would be heard of (unix); `null` when it never said. */
  readonly nextBy: number | null;
  readonly state: "silent" | "in time" | "never said when" | "suspended" | "retired";
};

const ORDER: readonly ListedGateway["state"][] = ["silent", "in time", "never said when", "suspended", "retired"];

async function listGateways(session: Session, reader: Reader): Promise<readonly ListedGateway[]> {
  const { chain } = session;
  const rows = await reader.all<{ account: Uint8Array; roles: number }>(
    "SELECT actor AS account, max(roles) AS roles FROM actors WHERE roles IS NOT NULL GROUP BY actor, roles ORDER BY actor",
  );
  const accounts = rows
    .filter(({ roles }) => (roles & ROLES.gateway) !== 0)
    .map(({ account }) => getAddress(`0x${Buffer.from(account).toString("hex")}`));
  const present = await readChainTime(session);
  const names = await readNames(session);
  const listed = [...new Set(accounts)].map(async (gateway): Promise<ListedGateway> => {
    const { entryCount = 0, nextBy = 0, retired = false } = (await chain.gatewayOf({ gateway })) ?? {};
    const terms = await actorAt(reader, gateway, present);
    const isValid = terms !== undefined && terms.until > present;
    return {
      ...{ gateway, name: names.find(gateway), entries: entryCount, nextBy: nextBy || null },
      organization: terms ? getAddress(terms.organization) : null,
      organizationName: terms ? names.find(terms.organization) : null,
      state: stateOf({ nextBy, retired, isValid }, present),
    };
  });
  return (await Promise.all(listed)).sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
}

function stateOf(
  { nextBy, retired, isValid }: { nextBy: number; retired: boolean; isValid: boolean },
  present: number,
): ListedGateway["state"] {
  if (retired) return "retired";
  if (!isValid) return "suspended";
  if (nextBy === 0) return "never said when";
  return nextBy < present ? "silent" : "in time";
}

function renderGateways(gateways: readonly ListedGateway[]): string {
  if (gateways.length === 0) return "No gateway was ever admitted.";
  const rows = gateways.map(({ gateway, name, organization, organizationName, entries, nextBy, state }) => ({
    gateway: name ?? shorten(gateway),
    organization: organizationName ?? shorten(organization ?? ""),
    entries,
    "heard of by": nextBy === null ? "" : renderTime(nextBy),
    state: state === "silent" ? "SILENT" : state,
  }));
  return renderTable(["gateway", "organization", "entries", "heard of by", "state"], rows);
}
