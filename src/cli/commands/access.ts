import { type Command, Option } from "commander";
import { type Hex, isAddressEqual } from "viem";
import type { Accessed, AccessStatement } from "../../client/viem/index.ts";
import { parseAction } from "../../consent/actions.ts";
import { BASIS_WORDS } from "../../consent/bases.ts";
import { EMERGENCY_REASONS, emergencyReasonNumber, parseEmergencyReason } from "../../consent/emergencyReasons.ts";
import { parsePurpose } from "../../consent/purposes.ts";
import { findLeave, isGateway } from "../claim.ts";
import { buildEmergencyDetail } from "../emergencies.ts";
import { UsageError } from "../errors.ts";
import { resolveAccount, resolvePart } from "../names.ts";
import { describeSent } from "../output.ts";
import { openSigner, readPresent, type Session, type Signer, withSession } from "../session.ts";
import { parseTime } from "../time.ts";
import { globalOptions } from "./options.ts";

/** Adds `access`: logs one access, by its accessor or by a gateway in the accessor's name. */
export function addAccessCommand(program: Command): void {
  program
    .command("access")
    .argument("<record>", "record, or a Study, Series or SOP Instance UID")
    .description("log an access; the contract judges and numbers it, whatever its basis")
    .requiredOption("--as <account>", "the accessor, or a gateway of the custodian")
    .option("--by <account>", "the accessor, when a gateway logs in their name")
    .option("--part <uid>", "the series or instance that was accessed")
    .option("--purpose <code>", "HL7 purpose of use, such as TREAT, HRESCH, PATRQT", "TREAT")
    .option("--action <action>", "read, create, update, delete or execute", "read")
    .option("--time <time>", "when it happened", "now")
    .addOption(
      new Option(
        "--emergency <reason>",
        "break the glass now, for this coded reason; `fiducial emergency log` takes when it was broken",
      ).choices(EMERGENCY_REASONS.map(({ name }) => name)),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  fiducial access 1.2.840.113619.2 --as @3\n  fiducial access 1.2.840.113619.2 --as gateway --by @3 --part 1.2.840.113619.2.5",
    )
    .action(async (target: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const signer = await openSigner(session, options.as, global);
        const accessor =
          options.by !== undefined ? await resolveAccount(session.directory, options.by) : signer.address;
        const statement = await buildStatement(session, target, accessor, options);
        const { hash, blockNumber, access } = await logAccess(session, signer, statement);
        session.output.answer(
          describeSent({ ...access, hash, blockNumber }),
          `Logged as access ${access.number} of the record: ${access.basis} (${BASIS_WORDS[access.basis]})\n  block ${blockNumber}, transaction ${hash}`,
        );
      });
    });
}

/** An access that was logged: as the contract judged and numbered it. */
export type LoggedAccess = { readonly hash: Hex; readonly blockNumber: bigint; readonly access: Accessed };

/**
 * Logs an access: as the signer's own, or as the next entry of the signer's gateway.
 *
 * @throws {UsageError} when the signer is neither the accessor nor a gateway
 */
export async function logAccess(session: Session, signer: Signer, statement: AccessStatement): Promise<LoggedAccess> {
  if (isAddressEqual(statement.accessor, signer.address)) {
    const { hash, blockNumber, ...access } = await signer.logOwn(statement);
    return { hash, blockNumber, access };
  }
  if (!(await isGateway(session, signer.address))) {
    throw new UsageError("Only a gateway logs in another's name. Leave out --by to log an access of your own.");
  }
  const first = (await session.chain.entryCountOf({ gateway: signer.address })) + 1;
  const { hash, blockNumber, accesses } = await signer.logAccesses({ first, entries: [statement] });
  return { hash, blockNumber, access: accesses[0] };
}

async function buildStatement(
  session: Session,
  target: string,
  accessor: Hex,
  options: { part?: string; purpose: string; action: string; time: string; emergency?: string },
): Promise<AccessStatement> {
  const named = await resolvePart(session, target);
  const { part } = options.part === undefined ? named : await resolvePart(session, options.part, named.record);
  const time = parseTime(options.time, "--time", await readPresent(session));
  const purpose = parsePurpose(options.emergency && options.purpose === "TREAT" ? "BTG" : options.purpose);
  const access = { record: named.record, part, accessor, time, purpose, action: parseAction(options.action) };
  if (options.emergency) {
    const reason = emergencyReasonNumber(parseEmergencyReason(options.emergency));
    const detail = buildEmergencyDetail(reason, time, time);
    return { ...access, claim: { basis: "EMERGENCY" }, detail };
  }
  return { ...access, ...(await findLeave(session, access)) };
}
