import type { Command } from "commander";
import type { Address, Hex } from "viem";
import { ALL_KINDS, coverKinds, listKinds, parseKind } from "../../consent/kinds.ts";
import { coverPurposes, listPurposes, parsePurpose } from "../../consent/purposes.ts";
import { ALL_RECORDS, type Terms } from "../../consent/typedData.ts";
import { reading } from "../act.ts";
import { UsageError } from "../errors.ts";
import { resolveAccount, resolvePart, resolvePatient } from "../names.ts";
import { describeSent, renderEnd, renderSent, renderTime } from "../output.ts";
import { addPatientActOptions, type PatientActOptions, performAct } from "../patientAct.ts";
import { readPresent, type Session } from "../session.ts";
import { parseTime } from "../time.ts";

/** Adds `permit`. */
export function addPermitCommand(program: Command): void {
  const permit = program
    .command("permit")
    .argument("<patient>", "number or name of the patient")
    .argument("<grantee>", "practitioner, organization, device or group; or any account, for a second opinion")
    .description("permit a grantee to see the patient's records")
    .option("--record <record>", "this record only; without it all records, present and to come")
    .option("--purposes <codes>", "HL7 purposes of use, with commas; each covers what is below it in the tree", "TREAT")
    .option("--kinds <kinds>", "kinds of records, with commas; all without it")
    .option("--from <time>", "first moment", "now")
    .option("--until <time>", "first moment after it; `never` for no end", "1y");
  addPatientActOptions(permit, WHO)
    .addHelpText(
      "after",
      "\nExamples:\n  fiducial permit 1 'St. Mary' --as @5 --purposes TREAT --until 2027-06-30\n  fiducial permit 1 'St. Mary' --as @6,@7 --relay-by @1    # two guardians who decide together",
    )
    .action(
      reading<PermitOptions & PatientActOptions, [string, string]>(
        async ({ session, options, global }, patientText, granteeText) => {
          const terms = await buildTerms(session, patientText, granteeText, options);
          session.output.say(await describeTerms(session, terms));
          const permitted = await performAct(session, options, global, {
            send: (signer) => signer.permit({ terms }),
            sign: (signer, deadline) => signer.signPermit({ terms, deadline }),
            relay: (relayer, signed) => relayer.permitBySignature(signed),
          });
          session.output.answer(
            { ...describeSent(permitted), ...nameBits(permitted) },
            `Permitted (version ${permitted.version}), in force from ${renderTime(permitted.from)}\n${renderSent(permitted)}`,
          );
        },
      ),
    );
}

/** Adds `revoke`. */
export function addRevokeCommand(program: Command): void {
  const revoke = program
    .command("revoke")
    .argument("<patient>", "number or name of the patient")
    .argument("<grantee>", "to whom the permit was given")
    .description("take a permit back, now; copies that were made can't be called back")
    .option("--record <record>", "the permit for this record; without it the one for all records");
  addPatientActOptions(revoke, WHO).action(
    reading<{ record?: string } & PatientActOptions, [string, string]>(
      async ({ session, options, global }, patientText, granteeText) => {
        const permitKey = await resolvePermit(session, patientText, granteeText, options.record);
        const before = await session.chain.permitOf(permitKey);
        const wasInForce = before !== undefined && before.until > (await readPresent(session));
        const revoked = await performAct(session, options, global, {
          send: (signer) => signer.revoke(permitKey),
          sign: (signer, deadline) => signer.signRevocation({ ...permitKey, deadline }),
          relay: (relayer, signed) => relayer.revokeBySignature(signed),
          oneIsEnough: true,
        });
        session.output.answer(
          { ...describeSent(revoked), wasInForce },
          `Revoked (version ${revoked.version}). ${wasInForce ? "Other permits stay: those for another scope, or to the grantee's organization or groups." : NOTHING_IN_FORCE}\n${renderSent(revoked)}`,
        );
      },
    ),
  );
}

const WHO = "the account that acts for the patient: its controller, or a proxy with the power to consent";

const NOTHING_IN_FORCE =
  "No such permit was in force, so this took no leave away; a permit for another scope or grantee needs a command of its own.";

/** Writes the sets of a permit as lists of words; all kinds, present and to come, as `all`. */
function nameBits({ purposes, kinds }: { readonly purposes: bigint; readonly kinds: bigint | number }) {
  const bits = BigInt(kinds);
  return { purposes: listPurposes(purposes), kinds: bits === ALL_KINDS ? "all" : listKinds(bits) };
}

type PermitOptions = { record?: string; purposes: string; kinds?: string; from: string; until: string };

async function buildTerms(session: Session, patient: string, grantee: string, options: PermitOptions): Promise<Terms> {
  const permitKey = await resolvePermit(session, patient, grantee, options.record);
  const purposes = splitList(options.purposes).map(parsePurpose);
  const kinds = options.kinds === undefined ? ALL_KINDS : coverKinds(splitList(options.kinds).map(parseKind));
  const present = await readPresent(session);
  const from = parseTime(options.from, "--from", present);
  const until = parseTime(options.until, "--until", present);
  if (until <= Math.max(from, present)) throw new UsageError("--until must lie after --from, and in the future.");
  return { ...permitKey, purposes: coverPurposes(purposes), kinds, from, until };
}

async function resolvePermit(
  session: Session,
  patientText: string,
  granteeText: string,
  recordText?: string,
): Promise<{ readonly patient: number; readonly grantee: Address; readonly scope: Hex }> {
  const patient = await resolvePatient(session, patientText);
  const grantee = await resolveAccount(session.directory, granteeText);
  const scope = recordText === undefined ? ALL_RECORDS : (await resolvePart(session, recordText)).record;
  return { patient, grantee, scope };
}

/** Reads a permit back in words before it is signed. */
async function describeTerms({ vault, chain }: Session, terms: Terms): Promise<string> {
  const { patient, grantee, scope, purposes, kinds, from, until } = terms;
  const name = (await vault.findLabel("actor", grantee)) ?? grantee;
  const actor = await chain.actorOf({ actor: grantee });
  const lines = [
    `Patient ${patient} permits ${name}${actor ? ` (${actor.kind})` : ", an account outside the directory,"}`,
    `  to see   ${scope === ALL_RECORDS ? "every record, present and to come" : `record ${scope}`}`,
    `  kinds    ${kinds === ALL_KINDS ? "all" : listKinds(kinds).join(", ")}`,
    `  for      ${listPurposes(purposes).join(", ")} and what is below it`,
    `  from     ${renderTime(from)}`,
    `  until    ${renderEnd(until)}`,
  ];
  return lines.join("\n");
}

function splitList(text: string): readonly string[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.some((part) => part === "")) throw new UsageError("A list has an empty place. Write CODE,CODE.");
  return parts;
}
