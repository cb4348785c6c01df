import type { Address, Hex } from "viem";
import { z } from "zod";
import { buildConsent, type Consent, consentId, findPatientOfConsentId } from "../../audit/fhir/index.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import { hexOf } from "../../indexer/hex.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { type PermitEvent, permitsOf } from "../../indexer/queries/permitsOf.ts";
import type { Row } from "../../sql/database.ts";
import { NotFoundError } from "../errors.ts";
import type { Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import type { Asking } from "../questions/question.ts";
import type { Api } from "../server/api.ts";
import { getVisiblePatient, ownedScopeOf } from "../standing/scope.ts";
import { conditionsOfConsents, consentForm } from "./consentSearch.ts";
import { readKnown } from "./known.ts";
import { afterPlace, writePlace } from "./placeCursor.ts";
import { idParams, sendResource, sendSearchset } from "./searchBundle.ts";

/** Which permit, whose, and where it stands. */
type PermitKeyRow = Row & {
  readonly patient: number;
  readonly custodian: Uint8Array;
  readonly scope: Uint8Array;
  readonly grantee: Uint8Array;
  readonly version: number;
  readonly block_number: number;
  readonly log_index: number;
};

/** Adds `GET /fhir/Consent` and `/fhir/Consent/:id`: what patients' sides permitted, to those who see all that is of the patient. */
export function addConsentRoutes(app: Api, asking: Asking, options: Pick<ApiOptions, "login" | "directories">): void {
  const { index, askers, now } = asking;
  const tags = ["FHIR"];

  app.get(
    "/fhir/Consent",
    { schema: { tags, summary: "Searches Consents, the newest first", querystring: consentForm } },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const search = request.query;
      const found = await index.ask(account, async (indexed) => {
        const { rows, next } = await findPermits(indexed, conditionsOfConsents(search, indexed.status), search);
        return { resources: await buildConsents(indexed, rows.map(keyOf), options), next, asOf: indexed.asOf };
      });
      return sendSearchset({ request, reply }, asking, options, found);
    },
  );

  app.get(
    "/fhir/Consent/:id",
    { schema: { tags, summary: "Reads one Consent", params: idParams, querystring: z.strictObject({}) } },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const { id } = request.params;
      const { consent, asOf } = await index.ask(account, async (indexed) => {
        const { reader, standing, asOf } = indexed;
        const owned = await getVisiblePatient(reader, standing, findPatientOfConsentId(id) ?? 0);
        const permits = await permitsOf(reader, owned.patient);
        const named = permits.filter((permit) => consentId({ ...owned, ...permit }) === id);
        const [found] = await buildConsents(
          indexed,
          named.map((permit) => ({ ...owned, ...permit })),
          options,
        );
        if (found === undefined) throw new NotFoundError();
        return { consent: found, asOf };
      });
      return sendResource(reply, consent, asOf);
    },
  );
}

async function findPermits(
  { reader, standing }: Indexed,
  asked: readonly Condition[],
  { _count: most, after }: Pick<z.output<typeof consentForm>, "_count" | "after">,
) {
  const scope = ownedScopeOf(standing, { patient: "p.patient", custodian: "e.custodian" });
  const conditions = [...asked, ...afterPlace("p", after), ...(scope === undefined ? [] : [scope])];
  const rows = await reader.all<PermitKeyRow>(
    `SELECT p.patient, e.custodian, p.scope, p.grantee, p.version, p.block_number, p.log_index
      FROM permits AS p JOIN patients AS e ON e.patient = p.patient AND e.event = 'enrolled'
      WHERE p.purposes IS NOT NULL${conditions.map(([sql]) => ` AND ${sql}`).join("")}
      ORDER BY p.block_number DESC, p.log_index DESC LIMIT ?`,
    [...conditions.flatMap(([, ...values]) => values), most + 1],
  );
  const last = rows[most - 1];
  return { rows: rows.slice(0, most), next: rows.length > most && last !== undefined ? writePlace(last) : null };
}

type Key = {
  readonly patient: number;
  readonly custodian: Address;
  readonly scope: Hex;
  readonly grantee: Address;
  readonly version: number;
};

function keyOf({ patient, custodian, scope, grantee, version }: PermitKeyRow): Key {
  return { patient, custodian: hexOf(custodian), scope: hexOf(scope), grantee: hexOf(grantee), version };
}

/** Builds the Consents of permits, each with what was said next; what ended one is none itself. */
async function buildConsents(
  indexed: Indexed,
  keys: readonly Key[],
  { directories }: Pick<ApiOptions, "directories">,
): Promise<readonly Consent[]> {
  const said = new Map<string, PermitEvent>();
  for (const patient of new Set(keys.map((key) => key.patient))) {
    for (const event of await permitsOf(indexed.reader, patient)) said.set(nameOf({ ...event, patient }), event);
  }
  const chosen = keys.flatMap((key) => {
    const permit = said.get(nameOf(key));
    return permit?.event === "permitted" ? [{ key, permit, next: said.get(nameOf(key, 1)) }] : [];
  });
  const records = chosen.flatMap(({ key: { scope } }) => (scope === ALL_RECORDS ? [] : [scope]));
  const accounts = chosen.flatMap(({ key, permit }) => [key.grantee, key.custodian, permit.by]);
  const { kinds, ...known } = await readKnown(indexed, { records, accounts }, directories);
  return chosen.map(({ key: { patient, custodian, scope }, permit, next }) =>
    buildConsent(permit, { ...known, patient, custodian, next, kind: kinds.get(scope) }),
  );
}

/** Names a version of a permit, or one after it. */
function nameOf({ patient, scope, grantee, version }: Omit<Key, "custodian">, later = 0): string {
  return `${patient} ${scope} ${grantee} ${version + later}`;
}
