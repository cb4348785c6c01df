import type { Command } from "commander";
import { listPowers, parsePowers } from "../../../consent/powers.ts";
import { NO_END } from "../../../consent/typedData.ts";
import { reading } from "../../act.ts";
import { answerFromIndex } from "../../answerFromIndex.ts";
import { UsageError } from "../../errors.ts";
import { parseName, resolvePatient } from "../../names.ts";
import { describeSent, renderEnd, renderSent, renderTable, renderTime } from "../../output.ts";
import { addPatientActOptions, type PatientActOptions, performAct, resolveTogether } from "../../patientAct.ts";
import { listProxies, type NamedProxy } from "../../proxies.ts";
import { readPresent } from "../../session.ts";
import { parseEnd, parseTime } from "../../time.ts";

type AppointOptions = PatientActOptions & {
  readonly powers: string;
  readonly from: string;
  readonly until: string;
  readonly springing?: true;
  readonly joint?: true;
  readonly name?: string;
};

/** Adds `proxy appoint|dismiss|list`. */
export function addProxyCommand(patients: Command): void {
  const proxy = patients
    .command("proxy")
    .description("guardians, holders of a power of attorney, and who acts in an incapacity");

  const appoint = proxy
    .command("appoint")
    .argument("<patient>", "number or name of the patient")
    .argument("<proxy...>", "the account that shall act beside the patient; several with --joint")
    .description("appoint a proxy, or give it other terms")
    .requiredOption(
      "--until <time>",
      "when the powers end by themselves, such as a child's 18th birthday; `never` for no end",
    )
    .option(
      "--powers <powers>",
      "consent (permit and revoke), access (read as the patient would); with commas",
      "consent,access",
    )
    .option("--from <time>", "first moment", "now")
    .option("--springing", "only while the patient is stated to be unable to decide, as in a lasting power of attorney")
    .option("--joint", "the accounts decide together: every one of them has to sign")
    .option("--name <name>", "a name for the proxy; it stays in your vault");
  addPatientActOptions(appoint, "the account that controls the patient")
    .addHelpText(
      "after",
      "\nExamples:\n  fiducial patients proxy appoint 1 @6 --until 2039-04-02 --as @5            # a parent, until the child is 18\n  fiducial patients proxy appoint 1 @6 @7 --joint --until 2039-04-02 --as @5  # both parents, together\n  fiducial patients proxy appoint 1 @8 --springing --until never --as @5      # in an incapacity\n\nTo act as a joint account, name all its members: --as @6,@7 --relay-by <account>.",
    )
    .action(
      reading<AppointOptions, [string, readonly string[]]>(
        async ({ session, options, global }, patientText, proxyTexts) => {
          const name = options.name === undefined ? undefined : parseName(options.name);
          const patient = await resolvePatient(session, patientText);
          requireJoint(proxyTexts, options.joint === true);
          const account = await resolveTogether(session, proxyTexts);
          const powers = listPowers(parsePowers(options.powers));
          if (powers.length === 0) throw new UsageError("--powers is empty. Name consent, access or both.");
          const present = await readPresent(session);
          const from = parseTime(options.from, "--from", present);
          const until = parseEnd(options.until, "--until", present);
          if (until <= from) throw new UsageError("--until must lie after --from.");
          const springing = options.springing === true;
          const appointment = { patient, proxy: account, powers, springing, from, until };
          const appointed = await performAct(session, options, global, {
            send: (signer) => signer.appoint(appointment),
            sign: (signer, deadline) => signer.signAppointment({ ...appointment, deadline }),
            relay: (relayer, signed) => relayer.appointBySignature(signed),
          });
          if (name !== undefined) await session.vault.setLabel("actor", account, name);
          const when = springing ? "while the patient is stated to be unable to decide, " : "";
          session.output.answer(
            describeSent(appointed),
            [
              `Appointed ${name ?? account} for patient ${patient}: ${powers.join(" and ")}, ${when}${until === NO_END ? "without an end" : `until ${renderEnd(until)}`}.`,
              ...(proxyTexts.length > 1
                ? [
                    `  a joint account of ${proxyTexts.length}: all of them sign, each act with --as <account>,<account> --relay-by <account>`,
                  ]
                : []),
              renderSent(appointed),
            ].join("\n"),
          );
        },
      ),
    );

  const dismiss = proxy
    .command("dismiss")
    .argument("<patient>", "number or name of the patient")
    .argument("<proxy...>", "the proxy; with --joint the accounts that decide together")
    .option("--joint", "the accounts are one proxy, which decides together")
    .description("end a proxy's powers, now");
  addPatientActOptions(dismiss, "the account that controls the patient, or the proxy itself").action(
    reading<PatientActOptions & { joint?: true }, [string, readonly string[]]>(
      async ({ session, options, global }, patientText, proxyTexts) => {
        const patient = await resolvePatient(session, patientText);
        requireJoint(proxyTexts, options.joint === true);
        const account = await resolveTogether(session, proxyTexts);
        if (!(await session.chain.proxyOf({ patient, proxy: account }))) {
          throw new UsageError(
            `This account was never appointed to act beside patient ${patient}, so there is nothing to end. \`fiducial patients proxy list ${patient}\` shows who was.`,
          );
        }
        const dismissed = await performAct(session, options, global, {
          send: (signer) => signer.dismiss({ patient, proxy: account }),
          sign: (signer, deadline) => signer.signDismissal({ patient, proxy: account, deadline }),
          relay: (relayer, signed) => relayer.dismissBySignature(signed),
        });
        session.output.answer(
          describeSent(dismissed),
          `Dismissed ${account}: it acts no more for patient ${patient}. Permits it gave stay until they end or are revoked.\n${renderSent(dismissed)}`,
        );
      },
    ),
  );

  proxy
    .command("list")
    .argument("<patient>", "number or name of the patient")
    .description("list everybody who was ever appointed to act beside the patient, and whether they do now")
    .action(
      reading<object, [string]>(async ({ session }, patientText) => {
        const patient = await resolvePatient(session, patientText);
        await answerFromIndex(session, async (index) => {
          const proxies = await listProxies(session, index, patient);
          return { data: { proxies }, text: renderProxies(proxies) };
        });
      }),
    );
}

/** Renders proxies as a table. */
export function renderProxies(proxies: readonly NamedProxy[]): string {
  if (proxies.length === 0) return "Nobody was ever appointed to act beside the patient.";
  const rows = proxies.map(({ name, proxy, powers, springing, from, until, state }) => ({
    proxy: name ?? proxy,
    powers: powers.join(" "),
    when: springing ? "in an incapacity" : "always",
    from: renderTime(from),
    until: renderEnd(until),
    now: state,
  }));
  return renderTable(["proxy", "powers", "when", "from", "until", "now"], rows);
}

function requireJoint(names: readonly string[], isJoint: boolean): void {
  if (names.length > 1 && !isJoint) {
    throw new UsageError(
      "Several accounts are named. Say --joint for proxies who decide together, or name each in a command of its own.",
    );
  }
  if (names.length < 2 && isJoint) throw new UsageError("--joint takes two accounts or more, up to eight.");
}
