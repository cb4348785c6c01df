import type { Command } from "commander";
import type { Hex } from "viem";
import { parseKind } from "../../consent/kinds.ts";
import type { RecordEntry } from "../../vault/records.ts";
import { FindingError } from "../errors.ts";
import { resolvePart, resolvePatient } from "../names.ts";
import { inOneLine, renderTable, shorten } from "../output.ts";
import { registerStudy } from "../registerStudy.ts";
import { openSigner, type Session, withSession } from "../session.ts";
import { renderVerification, verifyStudy } from "../verifyStudy.ts";
import { globalOptions } from "./options.ts";

/** Adds `records register|verify|list`. */
export function addRecordsCommand(program: Command): void {
  const records = program.command("records").description("register, verify and list imaging records");

  records
    .command("register")
    .argument("<folder>", "folder with the DICOM files of one study")
    .description("register a study: keyed commitment and Merkle root on chain, identifiers in the vault")
    .requiredOption("--patient <patient>", "number or name of the patient, enrolled by the custodian")
    .requiredOption("--as <account>", "the custodian, or a registrar of it")
    .option("--kind <kind>", "what the record is", "imaging-study")
    .addHelpText("after", "\nExample:\n  fiducial records register ./ct-head --patient 1 --as @1")
    .action(async (folder: string, options, command: Command) => {
      const global = globalOptions(command);
      await withSession(global, async (session) => {
        const signer = await openSigner(session, options.as, global);
        const patient = await resolvePatient(session, options.patient);
        const kind = parseKind(options.kind);
        const registered = await registerStudy(session, signer, { folder, patient, kind });
        const { series, instances, passedOver, undecoded } = registered;
        const notes = [
          ...(passedOver.length > 0 ? [`Passed over, not images: ${passedOver.map(inOneLine).join(", ")}`] : []),
          ...undecoded.map(({ why, count }) => `No pixel digest for ${count} of ${instances} instances: ${why}.`),
        ];
        session.output.answer(
          { ...registered, kind },
          [
            `Registered record ${registered.record}`,
            `  ${instances} instances in ${series} series, Merkle root ${registered.digest}`,
            registered.transaction === null
              ? "  by a transaction whose receipt was not seen, since the registration was cut off"
              : `  block ${registered.block}, transaction ${registered.transaction}`,
            ...notes.map((note) => `  ${note}`),
          ].join("\n"),
        );
      });
    });

  records
    .command("verify")
    .argument("<folder>", "folder with the files to compare with what was registered")
    .option("--record <record>", "the record, where several hold the study")
    .description("say which images are as registered, altered, missing or added, and which digest still matches")
    .addHelpText("after", "\nExit code 0 when all is as registered, 3 when not.")
    .action(async (folder: string, options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        const within = options.record ? (await resolvePart(session, options.record)).record : undefined;
        const verification = await verifyStudy(session, folder, within);
        session.output.answer(verification, renderVerification(verification));
        if (!verification.same) throw new FindingError("The folder is not what was registered; see above.");
      });
    });

  records
    .command("list")
    .description("list the records that the vault knows, and whether they are registered on this chain")
    .action(async (_options, command: Command) => {
      await withSession(globalOptions(command), async (session) => {
        const rows = await listRecords(session);
        const short = rows.map((row) => ({ ...row, record: shorten(row.record) }));
        const columns = ["record", "kind", "patient", "state", "accesses", "uid"];
        const text = rows.length === 0 ? "The vault knows no record yet." : renderTable(columns, short);
        session.output.answer(rows, text);
      });
    });
}

/** A record of the vault: `pending` while its registration is under way or was cut off, `elsewhere` when it is on another chain. */
type ListedRecord = {
  readonly record: Hex;
  readonly uid: string;
  readonly kind: string;
  readonly patient: number;
  readonly state: "pending" | "registered" | "elsewhere";
  /** How many accesses the contract numbered; `null` where it does not know the record. */
  readonly accesses: number | null;
};

function listRecords({ vault, chain }: Session): Promise<ListedRecord[]> {
  const list = async ({ record, uid, kind, patient, state }: RecordEntry): Promise<ListedRecord> => {
    const onChain = await chain.recordOf({ record });
    if (onChain) {
      return { record, uid, kind, patient: onChain.patient, state: "registered", accesses: onChain.accessCount };
    }
    return { record, uid, kind, patient, state: state === "pending" ? "pending" : "elsewhere", accesses: null };
  };
  return vault.listRecords().then((entries) => Promise.all(entries.map(list)));
}
