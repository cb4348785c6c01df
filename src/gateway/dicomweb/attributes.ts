/** The levels of a search, from the whole to the part. */
export type Level = "studies" | "series" | "instances";

export const LEVELS: readonly Level[] = ["studies", "series", "instances"];

/** An attribute that a search may match. */
export type Attribute = {
  /** Eight capital hexadecimal digits; `00400275.00400009` for one inside a sequence. */
  readonly tag: string;
  readonly keyword: string;
  /** Where it belongs: a search may match it there and below. */
  readonly level: Level;
  readonly form: Form;
  /** Whether its value is made of the parts of a study, hidden ones among them. */
  readonly ofParts?: true;
};

/** What a value to match looks like. */
type Form = "uids" | "codes" | "dates" | "times" | "text" | "number";

/** tag, keyword, form */
type Row = readonly [string, string, Form];

const STUDY: readonly Row[] = [
  ["00080020", "StudyDate", "dates"],
  ["00080030", "StudyTime", "times"],
  ["00080050", "AccessionNumber", "text"],
  ["00080080", "InstitutionName", "text"],
  ["00080090", "ReferringPhysicianName", "text"],
  ["00081030", "StudyDescription", "text"],
  ["00081060", "NameOfPhysiciansReadingStudy", "text"],
  ["00100010", "PatientName", "text"],
  ["00100020", "PatientID", "text"],
  ["00100021", "IssuerOfPatientID", "text"],
  ["00100030", "PatientBirthDate", "dates"],
  ["00100040", "PatientSex", "text"],
  ["0020000D", "StudyInstanceUID", "uids"],
  ["00200010", "StudyID", "text"],
];

const STUDY_OF_PARTS: readonly Row[] = [
  ["00080061", "ModalitiesInStudy", "codes"],
  ["00080062", "SOPClassesInStudy", "uids"],
];

const SERIES: readonly Row[] = [
  ["00080021", "SeriesDate", "dates"],
  ["00080031", "SeriesTime", "times"],
  ["00080060", "Modality", "codes"],
  ["0008103E", "SeriesDescription", "text"],
  ["00180015", "BodyPartExamined", "text"],
  ["00181030", "ProtocolName", "text"],
  ["0020000E", "SeriesInstanceUID", "uids"],
  ["00200011", "SeriesNumber", "number"],
  ["00200060", "Laterality", "text"],
  ["00400244", "PerformedProcedureStepStartDate", "dates"],
  ["00400245", "PerformedProcedureStepStartTime", "times"],
  ["00400275.00400009", "RequestAttributesSequence.ScheduledProcedureStepID", "text"],
  ["00400275.00401001", "RequestAttributesSequence.RequestedProcedureID", "text"],
];

const INSTANCE: readonly Row[] = [
  ["00080016", "SOPClassUID", "uids"],
  ["00080018", "SOPInstanceUID", "uids"],
  ["00080022", "AcquisitionDate", "dates"],
  ["00080023", "ContentDate", "dates"],
  ["00080033", "ContentTime", "times"],
  ["00200013", "InstanceNumber", "number"],
];

/** Attributes that an answer may be asked to include beside those that can be matched, by keyword; by tag any can. */
const INCLUDABLE: Readonly<Record<string, string>> = {
  InstanceAvailability: "00080056",
  TimezoneOffsetFromUTC: "00080201",
  RetrieveURL: "00081190",
  ReferencedSeriesSequence: "00081115",
  NumberOfFrames: "00280008",
  Rows: "00280010",
  Columns: "00280011",
  BitsAllocated: "00280100",
  NumberOfStudyRelatedSeries: "00201206",
  NumberOfStudyRelatedInstances: "00201208",
  NumberOfSeriesRelatedInstances: "00201209",
};

const attributes: readonly Attribute[] = [
  ...STUDY.map((row) => attribute("studies", row)),
  ...STUDY_OF_PARTS.map((row) => ({ ...attribute("studies", row), ofParts: true as const })),
  ...SERIES.map((row) => attribute("series", row)),
  ...INSTANCE.map((row) => attribute("instances", row)),
];

const byName = new Map(attributes.flatMap((known) => [known.tag, known.keyword].map((name) => [name, known] as const)));

function attribute(level: Level, [tag, keyword, form]: Row): Attribute {
  return { tag, keyword, level, form };
}

/**
 * Finds an attribute that a search can match, by its tag in any case or by its keyword.
 *
 * @see DICOM PS3.18, section 8.3.4.1
 */
export function findAttribute(name: string): Attribute | undefined {
  return byName.get(/^[0-9a-fA-F.]+$/.test(name) ? name.toUpperCase() : name);
}

/** Finds the tag of an attribute that an answer can include, from its keyword, or any tag in any case; eight capital hexadecimal digits. */
export function findIncludable(name: string): string | undefined {
  if (/^[0-9a-fA-F]{8}$/.test(name)) return name.toUpperCase();
  const tag = byName.get(name)?.tag ?? (Object.hasOwn(INCLUDABLE, name) ? INCLUDABLE[name] : undefined);
  return tag?.slice(0, 8);
}

const FORMS: Readonly<Record<Form, RegExp>> = {
  uids: /^[0-9.]{1,64}(?:,[0-9.]{1,64}){0,99}$/,
  codes: /^[A-Za-z0-9_*?]{1,16}(?:,[A-Za-z0-9_*?]{1,16}){0,31}$/,
  dates: /^(?:[0-9]{8}|[0-9]{8}-|-[0-9]{8}|[0-9]{8}-[0-9]{8})$/,
  times: /^(?=.*[0-9])(?:[0-9]{2,6}(?:\.[0-9]{1,6})?)?(?:-(?:[0-9]{2,6}(?:\.[0-9]{1,6})?)?)?$/,
  // Any letter of any script; no control characters, no backslash (it would make one value two), no
  // percent sign (somebody could decode it once more), nothing that cannot be encoded.
  text: /^[^\p{C}\p{Zl}\p{Zp}\\%]{1,64}$/u,
  number: /^-?[0-9]{1,12}$/,
};

/** Whether a value can be matched with this attribute. */
export function isMatchable({ form }: Attribute, value: string): boolean {
  return FORMS[form].test(value);
}

/** Whether an attribute is known to belong to this level or one above, so that no part below has a say in it. */
export function isOfLevel(tag: string, level: Level): boolean {
  const known = byName.get(tag);
  return known !== undefined && known.ofParts !== true && LEVELS.indexOf(known.level) <= LEVELS.indexOf(level);
}
