import type { Caller } from "./callers.ts";
import { callers } from "./callers.ts";

/** What a caller gets: the function's effect, or the error with this name. */
export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly error: string };

/** A function of the registry, and what each kind of caller gets. */
export type Row = { readonly name: string; readonly verdicts: ReadonlyMap<Caller, Verdict> };

// Columns as in `callers`: the administrator | organization, suspended organization, registrar, practitioner, gateway, emergency, reviewer, auditor |
// controller, consenting proxy, reading proxy, recovery account, offered account | another patient, another organization, stranger.
// A cell is `+` for allowed, `.` for the row's error, or the letter of another error.
const table = `
setAuthority         AccessManagedUnauthorized  . ........ ..... ...
admitOrganization    AccessManagedUnauthorized  + ........ ..... ...
suspendOrganization  AccessManagedUnauthorized  + ........ ..... ...
admit                NotOrganization            . +....... ..... .+.
suspend              NotItsOrganization         . +....... ..... ...
openGroup            NotOrganization            . +....... ..... .+.
include              NotOrganization            . +....... ..... .o.
exclude              NotOrganization            . +....... ..... .o.
choosePolicy         NotOrganization            . +....... ..... .+.
attestCredential     NotOrganization            . +....... ..... .+.
publishKey           none                       + ++++++++ +++++ +++
enroll               NotRegistrar               . +.+..... ..... .+.
enrollSelf           none                       + ++++++++ +++++ +++
offerHandover        NotController              . ........ +.... ...
acceptHandover       NotOffered                 . ........ ....+ ...
claim                NotOffered                 . ........ ....+ ...
chooseRecovery       NotController              . ........ +.... ...
requestRecovery      NotRecoveryAccount         . ........ ...+. ...
vetoRecovery         NotController              . ........ +.... ...
recover              none                       + ++++++++ +++++ +++
appoint              NotController              . ........ +.... ...
dismiss              NotController              . ........ ++... ...
declareIncapacity    NotRegistrar               . +.+..... ..... .p.
endIncapacity        NotRegistrar               . +.+..... +.... .p.
register             NotRegistrar               . +.+..... ..... .p.
registerMany         NotRegistrar               . +.+..... ..... .p.
amend                NotRegistrar               . +.+..... ..... .c.
relate               NotRegistrar               . +.+..... ..... .c.
contribute           NotAuthor                  . ..++.+++ ..... ...
dispose              NotAuthor                  . ..++.+++ ..... ...
permit               NotActingFor               . ........ ++... ...
revoke               NotActingFor               . ........ ++... ...
revokeMany           NotActingFor               . ........ ++... ...
voidSignatures       NotActingFor               . ........ ++... ...
anchorBook           NotRegistrar               . +.+..... ..... .+.
heartbeat            NotGateway                 . ....+... ..... ...
retire               NotItsOrganization         . +...+... ..... ...
review               NotReviewer                . ......+. ..... ...
logOwn               NotInDirectory             . ++++++++ +++.. .+.
logAccesses          NotGateway                 . ....+... ..... ...
actBySignature       none                       + ++++++++ +++++ +++
`;

const otherErrors: Readonly<Record<string, string>> = {
  c: "NotCustodian",
  o: "NotItsOrganization",
  p: "NotItsPatient",
};

/** The rows of the matrix. A row without a cell for each kind of caller is refused by `matrix.test.ts`. */
export const rows: readonly Row[] = table.trim().split("\n").map(parseRow);

function parseRow(line: string): Row {
  const [name = "", error = "", ...groups] = line.split(/\s+/);
  const cells = [...groups.join("")];
  const verdicts = new Map<Caller, Verdict>();
  callers.forEach((caller, column) => {
    const cell = cells[column];
    if (cell !== undefined) verdicts.set(caller, parseCell(cell, error));
  });
  return { name, verdicts };
}

function parseCell(cell: string, error: string): Verdict {
  return cell === "+" ? { allowed: true } : { allowed: false, error: otherErrors[cell] ?? error };
}
