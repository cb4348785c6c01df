import { expect } from "chai";
import type { LightMyRequestResponse } from "fastify";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import type { Uid } from "../../../src/dicom/index.ts";
import { hospital } from "../../consent/anyState.ts";
import { account, noon } from "../session/desk.ts";
import { absent, blockAt, buildGateway, hidden, permit, permitted, signIn, stateWith } from "./gateway.ts";

type Gateway = Awaited<ReturnType<typeof buildGateway>>;

const rendered = (study: string, more = "") => `/dicom-web/studies/${study}${more}/rendered`;

// serving
// ├── what is served is in the journal before the archive is asked, once for each part in a session
// ├── when the journal fails → nothing is asked for or served
// ├── what is hidden, restricted or absent → the same answer after the same time; the journal knows why
// ├── when the leave is taken away while the archive answers → the same answer
// ├── when the chain is too old → 503, whatever is asked for
// ├── a search shows what is permitted, and answers 200 for all else
// ├── with a broken glass → served, with the notice at once
// └── when the archive fails → 502
describe("serving", function () {
  this.timeout(60_000); // each access waits for the disk
  let gateway: Gateway;
  let headers: Record<string, string>;
  const get = (url: string, more: object = {}): Promise<LightMyRequestResponse> =>
    gateway.app.inject({ url, headers: { ...headers, ...more } });
  const faceOf = ({ statusCode, headers: { date, ...others }, body }: LightMyRequestResponse) => {
    const told = Object.entries(others).filter(([name]) => !name.startsWith("x-ratelimit-"));
    return { statusCode, body, headers: told };
  };

  beforeEach(async () => {
    gateway = await buildGateway();
    ({ headers } = (await signIn(gateway.app)) as { headers: Record<string, string> });
  });
  afterEach(() => gateway.close());

  it("writes the access and the request before it asks the archive, and hands out the receipt", async () => {
    const { world } = gateway;
    const answer = await get(rendered(permitted));
    expect([answer.statusCode, answer.body, answer.headers["fiducial-receipt"]]).to.deep.equal([
      200,
      "pixels",
      "receipt 1",
    ]);
    expect(world.done).to.deep.equal(["append with its request", "archive"]);
    const { accessor, purpose, action, time, decidedOn, claim } = world.logged[0] ?? {};
    expect({ accessor, purpose, action, time }).to.deep.equal({
      ...{ accessor: account.address.toLowerCase(), purpose: "TREAT", action: "read", time: noon },
    });
    expect([decidedOn?.number, claim?.basis]).to.deep.equal([1, "PERMIT"]);
  });

  it("logs a part once in a session, also when many ask for it at once", async () => {
    const { world, app } = gateway;
    await Promise.all(Array.from({ length: 20 }, () => get(rendered(permitted))));
    await get(`/dicom-web/studies/${permitted}/metadata`);
    await get(rendered(permitted, "/series/1.2.3"));
    expect(world.logged).to.have.lengthOf(2);
    expect(world.done.filter((what) => what.includes("request"))).to.have.lengthOf(22);
    const again = await signIn(app);
    await app.inject({ url: rendered(permitted), headers: again.headers });
    expect(world.logged).to.have.lengthOf(3);
    expect(new Set(world.logged.map(({ session }) => session)).size).to.equal(2);
  });

  it("serves nothing that the journal does not take", async () => {
    gateway.world.journalFails = true;
    const answer = await get(rendered(permitted));
    expect([answer.statusCode, answer.json().error.code]).to.deep.equal([503, "JournalClosed"]);
    expect(gateway.world.done).to.deep.equal(["append with its request"]);
    expect((await gateway.app.inject("/ready")).statusCode).to.equal(503);
  });

  it("answers alike, and after the same time, for what is hidden, restricted or absent; the journal knows why", async () => {
    const { world } = gateway;
    const faces = [faceOf(await get(rendered(hidden)))];
    world.restrictions.push({ patient: 1, scope: ALL_RECORDS, excluded: hospital });
    faces.push(faceOf(await get(rendered(permitted))));
    faces.push(faceOf(await get(rendered(absent))));
    expect(faces[0]?.statusCode).to.equal(404);
    for (const face of faces) expect(face).to.deep.equal(faces[0]);
    expect(world.done).to.deep.equal(["refusal 2", "refusal 9", "refusal 1"]);
    expect(world.slept).to.deep.equal([47, 47, 50]); // a decision takes 3 ms here
    expect(world.elapsedMs % 50).to.equal(0);
  });

  it("serves nothing that was taken away while the archive answered", async () => {
    const { world } = gateway;
    world.archiveDoes = async () => {
      world.head = blockAt(2, noon + 1);
      world.state = stateWith({ ...permit, until: noon + 1, version: 2 });
    };
    const answer = await get(rendered(permitted));
    expect([answer.statusCode, answer.body.includes("pixels")]).to.deep.equal([404, false]);
    expect(answer.headers).not.to.have.property("fiducial-receipt");
    expect(world.done).to.deep.equal(["append with its request", "archive", "refusal 15"]);
    world.archiveDoes = async () => undefined;
    world.state = stateWith(permit);
    world.head = blockAt(3);
    world.archiveDoes = async () => {
      world.head = blockAt(4, noon + 1);
      world.state = stateWith({ ...permit, until: noon + 1, version: 2 });
    };
    const metadata = await get(`/dicom-web/studies/${permitted}/metadata`);
    expect(metadata.statusCode).to.equal(404);
  });

  it("permits nothing when the chain is too old, whatever is asked for", async () => {
    gateway.world.head = blockAt(1, noon - 61);
    for (const study of [permitted, hidden, absent]) {
      const answer = await get(rendered(study));
      expect([answer.statusCode, answer.json().error.code]).to.deep.equal([503, "ChainTooOld"]);
    }
    expect(gateway.world.done).to.deep.equal([]);
    const { checks } = (await gateway.app.inject("/ready")).json();
    expect(checks).to.deep.equal({ chain: false, journal: true, archive: true, anchoring: true });
  });

  it("shows in a search what is permitted at that moment, and no result of another study", async () => {
    const { world } = gateway;
    const studies = async () => (await get("/dicom-web/studies")).json() as Record<string, { Value: string[] }>[];
    expect((await studies()).map((result) => result["0020000D"]?.Value[0])).to.deep.equal([permitted]);
    expect(world.logged).to.have.lengthOf(0);
    world.restrictions.push({ patient: 1, scope: ALL_RECORDS, excluded: hospital });
    expect(await studies()).to.deep.equal([]);
  });

  it("logs a search inside of a study, and answers with an empty list where there is no leave", async () => {
    const { world } = gateway;
    expect((await get(`/dicom-web/studies/${permitted}/series`)).headers["fiducial-receipt"]).to.equal("receipt 1");
    expect(world.logged.map(({ action }) => action)).to.deep.equal(["execute"]);
    const lists = [await get(`/dicom-web/studies/${hidden}/series`), await get(`/dicom-web/studies/${absent}/series`)];
    expect(lists.map(({ statusCode, body }) => [statusCode, body])).to.deep.equal([
      [200, "[]"],
      [200, "[]"],
    ]);
    expect(world.slept).to.deep.equal([47, 50]);
    expect(faceOf(lists[0] as LightMyRequestResponse)).to.deep.equal(faceOf(lists[1] as LightMyRequestResponse));
  });

  it("shows in a search nothing that was taken away while it was put together", async () => {
    const { world } = gateway;
    let blocks = 1;
    const takeAway = async () => {
      blocks += 1;
      world.head = blockAt(blocks, noon + 1);
      world.state = stateWith({ ...permit, until: noon + 1, version: 2 });
    };
    world.archiveDoes = takeAway;
    expect((await get(`/dicom-web/studies/${permitted}/series`)).headers).not.to.have.property("fiducial-receipt");
    world.archiveDoes = async () => undefined;
    world.state = stateWith(permit);
    world.head = blockAt(50);
    let decisions = 0;
    world.whileDeciding = () => {
      decisions += 1;
      if (decisions === 2) takeAway(); // after the permitted study was found to be so, while the other one is decided
    };
    expect((await get("/dicom-web/studies")).json()).to.deep.equal([]);
    expect(decisions).to.be.greaterThan(2);
  });

  it("shows a study without its hidden series, and by nothing that the hidden one has", async () => {
    const { world } = gateway;
    const part = `0x${"77".repeat(32)}` as const;
    const seriesOf = async (query = "") =>
      ((await get(`/dicom-web/studies/${permitted}/series${query}`)).json() as object[]).length;
    const listed = async (query: string) => ((await get(`/dicom-web/${query}`)).json() as object[]).length;
    world.parts.push({ part, series: "1.2.9" as Uid });
    world.restrictions.push({ patient: 1, scope: part, excluded: hospital });
    expect([await seriesOf(), await listed("series"), await listed("studies")]).to.deep.equal([1, 1, 1]);
    const byHidden = ["series?ModalitiesInStudy=SR", "studies?SOPClassesInStudy=1.2.3"];
    for (const query of byHidden) expect(await listed(query), query).to.equal(0);
    expect(await seriesOf("?ModalitiesInStudy=SR")).to.equal(0);
    expect((await get(`/dicom-web/studies/${permitted}/metadata`)).statusCode).to.equal(200);
    expect((await get(rendered(permitted))).statusCode).to.equal(404); // the archive would choose what it draws
    expect((await get(rendered(permitted, "/series/1.2.3"))).statusCode).to.equal(200);
    expect((await get(rendered(permitted, "/series/1.2.9"))).statusCode).to.equal(404);
    expect(world.done.filter((what) => what === "refusal 9")).to.have.lengthOf(2);

    world.parts = [{ part, series: "1.2.3" as Uid, instance: "1.2.3.4" as Uid }];
    expect([await seriesOf(), await listed("series")]).to.deep.equal([1, 1]);
    expect((await get(`/dicom-web/studies/${permitted}/metadata`)).statusCode).to.equal(404); // there is no other instance
    expect((await get(rendered(permitted, "/series/1.2.3"))).statusCode).to.equal(404);
    expect((await get(rendered(permitted, "/series/1.2.3/instances/1.2.3.4"))).statusCode).to.equal(404);
    expect((await get(rendered(permitted, "/series/1.2.3/instances/1.2.3.5"))).statusCode).to.equal(200);
  });

  it("answers alike for a series that is hidden and one that is not there", async () => {
    const { world } = gateway;
    const part = `0x${"77".repeat(32)}` as const;
    world.parts.push({ part, series: "1.2.9" as Uid });
    world.restrictions.push({ patient: 1, scope: part, excluded: hospital });
    const faces = [];
    for (const series of ["1.2.9", "1.2.8"]) {
      faces.push(faceOf(await get(`/dicom-web/studies/${permitted}/series/${series}/instances`)));
    }
    expect([faces[0]?.statusCode, faces[0]?.body]).to.deep.equal([200, "[]"]);
    expect(faces[1]).to.deep.equal(faces[0]);
    expect(world.slept).to.have.lengthOf(2);
  });

  it("takes the purpose of a request before that of the session, and none that is not one", async () => {
    expect((await get(rendered(permitted), { "fiducial-purpose": "HRESCH" })).statusCode).to.equal(404);
    expect((await get(rendered(permitted), { "fiducial-purpose": "coc" })).statusCode).to.equal(200);
    expect(gateway.world.logged.map(({ purpose }) => purpose)).to.deep.equal(["COC"]);
    expect((await get(rendered(permitted), { "fiducial-purpose": "fun" })).statusCode).to.equal(400);
  });

  it("serves by a broken glass, with the notice at once, until the session ends", async () => {
    const { world, app } = gateway;
    world.head = undefined;
    const post = (payload: object) => app.inject({ method: "POST", url: "/break-glass", headers, payload });
    for (const study of [hidden, absent]) {
      const broken = await post({ study, reason: "life-threatening" });
      expect([broken.statusCode, broken.json()]).to.deep.equal([
        201,
        { reason: "life-threatening", purpose: "BTG", brokenAt: noon, until: noon + 900 },
      ]);
    }
    world.present = noon + 60;
    expect((await get(rendered(hidden))).statusCode).to.equal(200);
    expect((await get(rendered(hidden))).statusCode).to.equal(200);
    expect((await get(rendered(absent))).statusCode).to.equal(404);
    expect((await get(rendered(permitted))).statusCode).to.equal(503);
    const [entry] = world.logged;
    expect(world.logged).to.have.lengthOf(1);
    expect(entry).to.deep.include({ purpose: "BTG", time: noon + 60, detail: 2 | (60 << 8) });
    expect(world.emergencies).to.have.lengthOf(1);
    expect(world.emergencies[0]).to.include({
      reason: 2,
      brokenAt: noon,
      time: noon + 60,
      reviewBy: noon + 60 + 259_200,
    });
    expect((await app.inject({ method: "DELETE", url: "/session", headers })).statusCode).to.equal(204);
    expect(world.done.filter((what) => what.startsWith("glass"))).to.deep.equal([
      "glass broken",
      "glass broken",
      "glass whole",
      "glass whole",
    ]);
    expect((await get(rendered(hidden))).statusCode).to.equal(401);
  });

  it("lets nobody without the role break the glass, nor with a reason that is none", async () => {
    const { world, app } = gateway;
    const post = (payload: object) => app.inject({ method: "POST", url: "/break-glass", headers, payload });
    expect((await post({ study: hidden, reason: "curious" })).statusCode).to.equal(400);
    expect((await post({ study: hidden })).statusCode).to.equal(400);
    expect((await post({ study: hidden, reason: "unconscious", until: "2099" })).statusCode).to.equal(400);
    world.state = stateWith(permit, 0);
    const refused = await post({ study: hidden, reason: "unconscious" });
    expect([refused.statusCode, refused.json().error.code]).to.deep.equal([403, "NoEmergencyRole"]);
    expect((await get(rendered(hidden))).statusCode).to.equal(404);
  });

  it("lets only those store who may", async () => {
    const sent = {
      ...({ method: "POST", url: "/dicom-web/studies", payload: "--b\r\n\r\n--b--" } as const),
      headers: { ...headers, "content-type": 'multipart/related; type="application/dicom"; boundary=b' },
    };
    expect((await gateway.app.inject(sent)).json().error.code).to.equal("MayNotStore");
    gateway.world.mayStore = true;
    expect((await gateway.app.inject(sent)).statusCode).to.be.within(400, 415);
    expect(
      (
        await gateway.app.inject({
          ...sent,
          payload: `--b\r\nContent-Type: application/dicom\r\n\r\n${"x".repeat(200_000)}`,
        })
      ).statusCode,
    ).to.equal(413);
    expect(gateway.world.done).to.deep.equal([]);
  });
});
