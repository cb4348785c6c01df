import fc from "fast-check";

const STUDY = "1.2.840.113619.2.1";
const SERIES = "1.2.840.113619.2.2";
const INSTANCE = "1.2.840.113619.2.3";

/** Targets that are sound, one of each kind. */
export const SOUND = [
  "/dicom-web/studies",
  "/dicom-web/studies?PatientName=A*&limit=5&offset=1",
  "/dicom-web/series",
  `/dicom-web/instances?StudyInstanceUID=${STUDY}`,
  `/dicom-web/studies/${STUDY}`,
  `/dicom-web/studies/${STUDY}/metadata`,
  `/dicom-web/studies/${STUDY}/rendered?viewport=64,64`,
  `/dicom-web/studies/${STUDY}/series`,
  `/dicom-web/studies/${STUDY}/instances?includefield=00080060`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/metadata`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/thumbnail`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}/metadata`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}/frames/1,2`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}/frames/1/rendered?quality=50`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}/rendered?window=1,2,linear`,
  `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/${INSTANCE}/bulk/7fe00010`,
] as const;

/** Texts that mean something to somebody, and have no place in a path. */
const POISON = [
  ...[
    "..",
    ".",
    "%2e%2e",
    "%2E%2E",
    "%2e.",
    "..;",
    "....",
    "%252e%252e",
    "%c0%ae%c0%ae",
    "%u002e",
    "..%00",
    "\u2024\u2024",
  ],
  ...["%2f", "%2F", "%252f", "%5c", "%5C", "\\", "\\..\\", "%c0%af", "%ef%bc%8f", "\u2215", "//", "/./", "/../", "/;/"],
  ...[
    "%00",
    "\0",
    "%0d%0a",
    "\r\n",
    "\r\nHost: x",
    "%0a",
    "\t",
    "%20",
    " ",
    "+",
    "#",
    "#/x",
    "%23",
    "?",
    "%3f",
    "&",
    "=",
    ";a=b",
    "@",
  ],
  ...[
    "*",
    "$",
    "'",
    '"',
    "<",
    ">",
    "`",
    "{",
    "}",
    "|",
    "^",
    "~",
    "!",
    ":",
    "-1",
    "0x1",
    "é",
    "\ud800",
    "١.٢",
    "１.２",
    "Ⅷ",
  ],
  ...[
    "A",
    "a",
    "null",
    "undefined",
    "__proto__",
    "constructor",
    "toString",
    "9".repeat(65),
    "1".repeat(9000),
    "",
    "1".repeat(70),
  ],
  ...[
    "/archive",
    "/file",
    "/wado",
    "../instances",
    "/tools/execute-script",
    "..%2finstances%2fx%2ffile",
    "/../../system",
  ],
] as const;

/** Ways to spoil a sound target at one place. */
const ATTACKS: readonly ((target: string, poison: string) => string)[] = [
  (target, poison) => target + poison,
  (target, poison) => target.replace("/dicom-web", `/dicom-web/${poison}`),
  (target, poison) => target.replace("/dicom-web/", `/dicom-web${poison}`),
  (target, poison) => target.replace(/(\/studies\/?)[0-9.]*/, `$1${poison.replaceAll("$", "$$$$")}`),
  (target, poison) => target.replace(/([0-9]{3})(?=[^0-9]|$)/, (digits) => digits + poison),
  (target, poison) => target.replace(/\/(?=[^/]*$)/, () => `/${poison}/`),
  (target, poison) => `${target}${target.includes("?") ? "&" : "?"}${poison}=1`,
  (target, poison) => `${target}${target.includes("?") ? "&" : "?"}StudyInstanceUID=${poison}`,
  (target, poison) => `${target}${target.includes("?") ? "&" : "?"}limit=${poison}`,
  (target, poison) => `${poison}${target}`,
];

/** Every attack with every poison on every sound target; not each is refused, for some spoil nothing. */
export function* attacks(): Generator<string> {
  for (const target of SOUND) for (const poison of POISON) for (const attack of ATTACKS) yield attack(target, poison);
}

/** Targets from a grammar: pieces of sound ones and poison, in any order, as a curious client would write them. */
export const anyTarget: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("/dicom-web", "/dicom-web", "/dicom-web", "", "/DICOM-WEB", "/dicom-web/..", "//dicom-web"),
        fc.array(fc.tuple(fc.constantFrom("/", "/", "/", "//", "%2f", "\\", ""), anyWord()), { maxLength: 9 }),
        fc.array(
          fc.tuple(
            fc.constantFrom("?", "&", "&", ";", "?"),
            anyName(),
            fc.constantFrom("=", "=", "", "=="),
            anyValue(),
          ),
          { maxLength: 4 },
        ),
      )
      .map(([root, path, query]) => root + path.flat().join("") + query.flat().join("").replace(/^&/, "?")),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...SOUND),
        fc.constantFrom(...ATTACKS),
        fc.constantFrom(...POISON),
        fc.constantFrom(...ATTACKS),
        anyValue(),
      )
      .map(([target, first, poison, second, value]) => second(first(target, poison), value)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...SOUND), fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 4, unit: "binary" }))
      .map(
        ([target, at, cut, piece]) =>
          target.slice(0, at % target.length) + piece + target.slice((at % target.length) + cut),
      ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: "binary" }).map((text) => `/dicom-web/${text}`) },
);

function anyWord(): fc.Arbitrary<string> {
  const words = [
    "studies",
    "series",
    "instances",
    "frames",
    "metadata",
    "rendered",
    "thumbnail",
    "bulk",
    "wado",
    "7fe00010",
    "1",
    "1,2",
  ];
  const uids = fc
    .array(fc.constantFrom(..."0123456789."), { minLength: 1, maxLength: 66 })
    .map((characters) => characters.join(""));
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...words) },
    { weight: 6, arbitrary: uids },
    fc.constantFrom(...POISON),
  );
}

function anyName(): fc.Arbitrary<string> {
  const known = [
    "PatientName",
    "StudyInstanceUID",
    "0020000D",
    "0020000d",
    "00100010",
    "limit",
    "offset",
    "includefield",
    "fuzzymatching",
  ];
  const drawn = [
    "viewport",
    "window",
    "quality",
    "Modality",
    "StudyDate",
    "SOPInstanceUID",
    "NumberOfStudyRelatedSeries",
    "accept",
  ];
  return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known, ...drawn) }, fc.constantFrom(...POISON));
}

function anyValue(): fc.Arbitrary<string> {
  const known = [
    STUDY,
    `${STUDY},${SERIES}`,
    "5",
    "true",
    "64,64",
    "1,2,linear",
    "all",
    "20200101-",
    "A*",
    "M%C3%BCller",
    "A%5EB",
    "CT",
  ];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<string>(...known) },
    fc.constantFrom<string>(...POISON),
    fc
      .array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 })
      .map((codes) => codes.map((code) => `%${code.toString(16).padStart(2, "0")}`).join("")),
  );
}
