import { type Command, Option } from "commander";
import { parseAction } from "../../consent/actions.ts";
import { BASIS_WORDS } from "../../consent/bases.ts";
import { EMERGENCY_REASONS, emergencyReasonNumber, parseEmergencyReason } from "../../consent/emergencyReasons.ts";
import { acting, reading } from "../act.ts";
import { answerFromIndex } from "../answerFromIndex.ts";
import { buildEmergencyDetail, listEmergencies, renderEmergencies } from "../emergencies.ts";
import { FindingError } from "../errors.ts";
import { resolveAccount, resolvePart, resolveRegistered } from "../names.ts";
import { describeSent, renderSent, renderTime } from "../output.ts";
import { readChainTime, readPresent } from "../session.ts";
import { parseTime } from "../time.ts";
import { logAccess } from "./access.ts";

type LogOptions = {
  readonly as: string;
  readonly reason: string;
  readonly by?: string;
  readonly part?: string;
  readonly brokenAt?: string;
  readonly time: string;
  readonly action: string;
};

/** Adds `emergency log|list`. */
export function addEmergencyCommand(program: Command): void {
  const emergency = program
    .command("emergency")
    .description("break the glass, and see which accesses in an emergency are still to be reviewed");

  emergency
    .command("log")
    .argument("<record>", "record, or a Study, Series or SOP Instance UID")
    .description("log an access for which the glass was broken; it owes a review within 72 hours")
    .requiredOption("--as <account>", "the accessor, with the emergency role; or a gateway of the custodian")
    .addOption(
      new Option("--reason <reason>", "why the glass was broken")
        .choices(EMERGENCY_REASONS.map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .option("--by <account>", "the accessor, when a gateway logs in their name")
    .option("--part <uid>", "the series or instance that was accessed")
    .option(
      "--broken-at <time>",
      "when the glass was broken, at most 4 hours before the access; at the access without it",
    )
    .option("--time <time>", "when the access happened", "now")
    .option("--action <action>", "read, create, update, delete or execute", "read")
    .addHelpText(
      "after",
      "\nExample:\n  fiducial emergency log 1.2.840.113619.2 --reason unconscious --broken-at -20m --as @2",
    )
    .action(
      acting<LogOptions, [string]>(async ({ session, signer, options }, target) => {
        const reason = emergencyReasonNumber(parseEmergencyReason(options.reason));
        const named = await resolvePart(session, target);
        const { part } = options.part === undefined ? named : await resolvePart(session, options.part, named.record);
        const accessor =
          options.by === undefined ? signer.address : await resolveAccount(session.directory, options.by);
        const present = await readPresent(session);
        const time = parseTime(options.time, "--time", present);
        const brokenAt = options.brokenAt === undefined ? time : parseTime(options.brokenAt, "--broken-at", present);
        const { hash, blockNumber, access } = await logAccess(session, signer, {
          ...{ record: named.record, part, accessor, time, purpose: "BTG", action: parseAction(options.action) },
          ...{ claim: { basis: "EMERGENCY" }, detail: buildEmergencyDetail(reason, time, brokenAt) },
        });
        const due = (await session.chain.reviewOf({ record: named.record, number: access.number }))?.due ?? null;
        const next =
          due === null
            ? "No review is due: it was without leave. Only an actor with the emergency role breaks the glass; see `fiducial actors list`."
            : `A reviewer of the custodian, not the accessor, owes a review by ${renderTime(due)}: fiducial review ${named.record} ${access.number} --outcome justified --note <text or file> --as <account>`;
        session.output.answer(
          { ...describeSent({ ...access, hash, blockNumber }), reviewDue: due },
          [
            `Logged as access ${access.number} of the record: ${access.basis} (${BASIS_WORDS[access.basis]})`,
            renderSent({ hash, blockNumber }),
            next,
          ].join("\n"),
        );
      }),
    );

  emergency
    .command("list")
    .description(
      "list accesses in an emergency that nobody reviewed, the overdue ones first; with --record all of a record",
    )
    .option("--overdue", "only those whose review is overdue")
    .option("--record <record>", "only those of this record")
    .addHelpText("after", "\nExit code 0, or 3 when a review is overdue.")
    .action(
      reading<{ overdue?: true; record?: string }, []>(async ({ session, options }) => {
        const record = options.record === undefined ? undefined : await resolveRegistered(session, options.record);
        const { all } = await answerFromIndex(session, async (index) => {
          const all = await listEmergencies(session, index, record);
          const emergencies = options.overdue ? all.filter(({ overdue }) => overdue) : all;
          return { all, data: { emergencies }, text: renderEmergencies(emergencies, await readChainTime(session)) };
        });
        if (all.some(({ overdue }) => overdue)) throw new FindingError("Reviews are overdue; see above.");
      }),
    );
}
