import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Address } from "viem";
import { openRequestStore } from "../../src/cli/api/openRequestStore.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import { whoAccessed } from "../../src/indexer/queries/whoAccessed.ts";
import { hashOf, recordAt, records } from "../indexer/world.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { buildRows, type Person, people, type Row } from "./matrix.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Opened = Awaited<ReturnType<typeof openApi>>;

/** Nothing is sent in these tests. */
const relayer = { send: async () => Promise.reject(new TypeError()), readBalance: async () => 1n, leastBalance: 0n };

async function* noSteps(): AsyncGenerator<never> {}

/** An answer without what may differ: when it was given, and how many more may be asked. */
function plain({ status, headers, body }: Awaited<ReturnType<Opened["ask"]>>) {
  const { date: _, "x-ratelimit-remaining": _1, "x-ratelimit-reset": _2, ...rest } = headers;
  return { status, headers: rest, body };
}

// who may ask what
// ├── each route has a row
// ├── without a session nothing is answered
// ├── what is about a patient is answered to the patient's side, the custodian and auditors
// ├── all others get what they would get if it were not there: status, headers, body and time
// └── of a list each gets their own, and by no filter anything else
describeOnBoth("the API's authorization, route by route", () => {
  let stage: Stage;
  let api: Opened;
  let rows: Readonly<Record<string, Row>>;
  let accesses: readonly Access[];
  let folder: string;
  let store: Awaited<ReturnType<typeof openRequestStore>>;
  const tokens = new Map<Person, string>();
  const tokenOf = (person: Person): string => tokens.get(person) ?? "";

  before(async () => {
    stage = await startStage(60);
    folder = await mkdtemp(join(tmpdir(), "fiducial-api-"));
    store = await openRequestStore(join(folder, "requests.db"));
    api = await openApi(stage, {
      relayer,
      watch: noSteps,
      makeEvidence: async () => "{}",
      requests: { store, perMinute: 1_000 },
    });
    accesses = (await whoAccessed(stage.database, {}, { limit: 10_000 })).accesses;
    rows = buildRows(stage.cast, accesses);
    for (const person of people) tokens.set(person, await api.signIn(stage.cast[person]));
  });

  after(async () => {
    await stage.close();
    await store.close();
    await rm(folder, { recursive: true });
  });

  it("has a row for each route, and a route for each row", () => {
    const own = api.routes.filter((route) => !/^\w+ \/docs(?:\/|$)/.test(route));
    expect(own.toSorted()).to.deep.equal(Object.keys(rows).sort());
  });

  it("is described route by route", () => {
    const page = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
    expect(Object.keys(rows).filter((route) => !page.includes(`\`${route}\``))).to.deep.equal([]);
  });

  it("answers nothing without a session", async () => {
    for (const [name, row] of Object.entries(rows)) {
      if ("open" in row) continue;
      const [method, route = ""] = name.split(" ");
      const path = route.replace(/:record|:version/, hashOf("none"));
      const url =
        path.replace(":patient", "1").replace(":id", "1").replace(/:\w+/, stage.cast.clinic) +
        ("own" in row ? (row.query ?? "") : "");
      for (const token of ["", "Bearer aaaaaaaaaaaaaaaaaaaaaaaa", `Basic ${tokenOf("auditor")}`]) {
        const { statusCode, body } = await api.app.inject({
          ...{ url, method: method as "GET" | "POST" | "DELETE" },
          ...("own" in row && row.body !== undefined && { payload: row.body }),
          headers: token === "" ? {} : { authorization: token },
        });
        expect(statusCode, `${name} with ${token}`).to.equal(401);
        expect(body).to.include("NoSession");
      }
    }
  });

  it("answers what is about somebody to those whose it is, and to all others as if it were not there", async () => {
    const wrong: string[] = [];
    for (const [name, row] of Object.entries(rows)) {
      for (const { path, absent, for: readers } of "about" in row ? row.about : []) {
        for (const person of people) {
          const answer = await api.ask(tokenOf(person), path);
          if (readers.includes(person)) {
            if (answer.status !== 200) wrong.push(`${name} refuses ${person} (${answer.status} ${answer.body})`);
            continue;
          }
          const slept = api.slept.length;
          const [other, missing] = [
            plain(await api.ask(tokenOf(person), path)),
            plain(await api.ask(tokenOf(person), absent)),
          ];
          if (other.status !== 404) wrong.push(`${name} answers ${person} with ${other.status}`);
          expect(other, `${name} for ${person}`).to.deep.equal(missing);
          expect(api.slept.length - slept, `${name} for ${person}`).to.equal(2);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it("answers everybody what is for everybody, and auditors alone what is for them", async () => {
    for (const row of Object.values(rows)) {
      for (const person of people) {
        if ("everybody" in row) expect((await api.ask(tokenOf(person), row.everybody)).status).to.equal(200);
        if (!("auditor" in row)) continue;
        const expected = person === "auditor" ? 200 : 403;
        expect((await api.ask(tokenOf(person), row.auditor)).status, person).to.equal(expected);
      }
    }
  });

  /** Whose an access is, said plainly. */
  function isFor(person: Person, { accessor, patient }: Access): boolean {
    const readers = {
      1: ["anna", "clinic"],
      2: ["ben", "practice"],
      3: ["heir", "clinic"],
      4: ["clinic"],
      5: ["clinic"],
      6: ["clinic"],
    };
    return person === "auditor" || accessor === stage.cast[person] || (readers[patient as 1] ?? []).includes(person);
  }

  async function listAll(person: Person, filter: string): Promise<string[]> {
    const found: string[] = [];
    for (let after = ""; ; ) {
      const answer = (await api.ask(tokenOf(person), `/accesses?limit=50${filter}${after}`)).json();
      found.push(...answer.accesses.map(({ record, number }: Access) => `${record} ${number}`));
      if (answer.next === null) return found.sort();
      after = `&after=${answer.next}`;
    }
  }

  const nameAll = (list: readonly Access[]): string[] => list.map(({ record, number }) => `${record} ${number}`).sort();

  it("lists of all accesses to each those that are theirs", async () => {
    for (const person of people) {
      const expected = nameAll(accesses.filter((access) => isFor(person, access)));
      expect(await listAll(person, ""), person).to.deep.equal(expected);
    }
    expect(await listAll("reviewer", "")).to.deep.equal([]);
    expect(accesses.length).to.be.greaterThan(100);
  });

  it("lists nothing else by any filter", async () => {
    const { cast } = stage;
    for (const person of people) {
      const filters: readonly (readonly [string, (access: Access) => boolean])[] = [
        ...records.map((record) => [`&record=${record}`, (access: Access) => access.record === record] as const),
        ...[1, 2, 3, 999].map(
          (patient) => [`&patient=${patient}`, (access: Access) => access.patient === patient] as const,
        ),
        ...[cast.surgeon, cast.anna].map(
          (accessor) => [`&accessor=${accessor}`, (access: Access) => access.accessor === accessor] as const,
        ),
        [
          `&organization=${cast.clinic}&gateway=${cast.gateway}`,
          (access) => access.organization === cast.clinic && access.gateway === cast.gateway,
        ],
        [`&accessor=${cast.surgeon}&patient=2`, (access) => access.accessor === cast.surgeon && access.patient === 2],
        [`&record=${recordAt(0)}&patient=3`, () => false],
      ];
      for (const [filter, fits] of filters) {
        const expected = nameAll(accesses.filter((access) => isFor(person, access) && fits(access)));
        expect(await listAll(person, filter), `${person} ${filter}`).to.deep.equal(expected);
      }
    }
  });

  it("answers a filter by what is somebody else's as one by what is not there", async () => {
    for (const filter of ["record", "patient"] as const) {
      const [theirs, absent] = filter === "record" ? [recordAt(0), hashOf("none")] : ["1", "999"];
      const slept = api.slept.length;
      const one = plain(await api.ask(tokenOf("ben"), `/accesses?${filter}=${theirs}`));
      const other = plain(await api.ask(tokenOf("ben"), `/accesses?${filter}=${absent}`));
      expect(one).to.deep.equal(other);
      expect(api.slept.length - slept).to.equal(2);
    }
  });

  it("lists reviews due to those who owe them, and to auditors", async () => {
    const { clinic, practice } = stage.cast;
    const asked = async (person: Person, query = "") => (await api.ask(tokenOf(person), `/reviews-due${query}`)).json();
    const all = (await asked("auditor")).reviews as { custodian: Address }[];
    expect(all.some(({ custodian }) => custodian === clinic)).to.equal(true);
    for (const [person, own] of [
      ["clinic", clinic],
      ["reviewer", clinic],
      ["practice", practice],
    ] as const) {
      const { reviews } = await asked(person);
      expect(reviews, person).to.deep.equal(all.filter(({ custodian }) => custodian === own));
    }
    for (const person of ["anna", "surgeon", "gateway"] as const)
      expect((await asked(person)).code).to.equal("NotFound");
    expect((await asked("practice", `?custodian=${clinic}`)).code).to.equal("NotFound");
  });

  it("lists silent gateways and pending recoveries to those whom they are about", async () => {
    api.clock.present += 300_000_000;
    const again = await openApi(stage, { now: () => api.clock.present });
    const ask = async (person: Person, url: string) =>
      (await again.ask(await again.signIn(stage.cast[person]), url)).json();
    for (const person of ["anna", "clinic", "auditor"] as const) {
      expect((await ask(person, "/gateways/silent")).gateways, person).to.have.lengthOf(1);
    }
    expect((await ask("ben", "/gateways/silent")).gateways).to.deep.equal([]);
    expect((await ask("ben", "/recoveries/pending")).recoveries).to.deep.equal([]);
  });

  it("writes nothing of anybody into its log", () => {
    const text = api.lines.join("");
    expect(text).to.include("/records/:record");
    for (const secret of [...records, ...Object.values(stage.cast), ...tokens.values()])
      expect(text).not.to.include(secret);
    expect(text).not.to.match(/[0-9a-f]{40}/);
  });
});
