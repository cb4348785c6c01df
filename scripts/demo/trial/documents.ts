import { listForPatient } from "../../../src/cli/recordList.ts";
import type { Signer } from "../../../src/cli/session.ts";
import { type DocumentPlace, readDocumentPlace, signDocument } from "../../../src/cli/signDocument.ts";
import { type ActorName, buildDirectoryDocument } from "../../../src/consent/directoryDocument.ts";
import { buildRecordListDocument } from "../../../src/consent/recordListDocument.ts";
import { formatSignedDocument } from "../../../src/consent/signedDocument.ts";
import { NAMES } from "../cast.ts";
import type { Stage } from "../stage.ts";
import type { Company } from "./company.ts";
import { MORE_NAMES } from "./people.ts";
import type { Records } from "./weeks.ts";

/** What the trial's organizations signed: the names of their own, and for each patient the list of what is in their care. */
export type Documents = { readonly directories: readonly string[]; readonly lists: readonly string[] };

export async function signDocuments(stage: Stage, company: Company, records: Records): Promise<Documents> {
  const { stMary, lakeside } = company;
  const { patient, child, leeAtLakeside, park } = company;
  const directories: string[] = [];
  for (const [by, names] of namesOf(company)) {
    const place = await readDocumentPlace(stage.session, by);
    const document = buildDirectoryDocument(names, place);
    directories.push(formatSignedDocument(await signDocument(by, place, { kind: "directory", document })));
  }
  const lists: string[] = [];
  for (const [by, of] of [
    [stMary, patient],
    [stMary, child],
    [lakeside, leeAtLakeside],
    [lakeside, park],
  ] as const) {
    const place = await readDocumentPlace(stage.session, by);
    lists.push(await signList(stage, by, place, of, records));
  }
  return { directories, lists };
}

function namesOf(company: Company): readonly (readonly [Signer, readonly ActorName[]])[] {
  const name = (signer: Signer, kind: ActorName["kind"], text: string): ActorName => ({
    ...{ account: signer.address, kind, name: text },
  });
  const { stMary, lakeside, office } = company;
  return [
    [
      stMary,
      [
        name(stMary, "organization", NAMES.stMary),
        ...(["drAdams", "drClark"] as const).map((key) => name(company[key], "practitioner", NAMES[key])),
        ...(["gateway", "tool"] as const).map((key) => name(company[key], "device", NAMES[key])),
      ],
    ],
    [
      lakeside,
      [
        name(lakeside, "organization", NAMES.lakeside),
        name(company.drBrown, "practitioner", NAMES.drBrown),
        name(company.lakesideGateway, "device", MORE_NAMES.lakesideGateway),
      ],
    ],
    [
      office,
      [name(office, "organization", MORE_NAMES.office), name(company.auditor, "practitioner", MORE_NAMES.auditor)],
    ],
  ];
}

/** Signs the list of a patient's records. The images are years old; the days are those of the story. */
async function signList(
  stage: Stage,
  by: Signer,
  place: DocumentPlace,
  patient: number,
  records: Records,
): Promise<string> {
  const told = new Map(Object.values(records).map((one) => [one.record, one] as const));
  const listed = await listForPatient(stage.session, { patient, custodian: by.address }, []);
  const described = listed.map((record) => {
    const { day = 0, words = "" } = told.get(record.record) ?? {};
    return { ...record, started: new Date(day * 1000).toISOString().slice(0, 10), description: words };
  });
  const document = buildRecordListDocument(described, { ...place, patient });
  return formatSignedDocument(await signDocument(by, place, { kind: "records", document }));
}
