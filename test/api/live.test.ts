import { expect } from "chai";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { purposeNumber } from "../../src/consent/purposes.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import { watchIndex } from "../../src/indexer/watch.ts";
import { timeOf, wordOf } from "../indexer/rooms.ts";
import { recordAt } from "../indexer/world.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

type Told = { readonly event: string; readonly data: unknown };

// GET /events
// ├── to each what is theirs, as it is indexed
// ├── what somebody may no longer see is not told
// ├── one account takes no more than its places
// └── ends with the session, and with the server
describe("live events", function () {
  this.timeout(20_000);
  let stage: Stage;
  let api: Awaited<ReturnType<typeof openApi>>;
  let url: string;

  before(async () => {
    stage = await startStage(0);
    const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
    api = await openApi(stage, { watch: (signal) => watchIndex(stage.database, { filter: {}, signal, wait }) });
    url = await api.app.listen({ port: 0, host: "127.0.0.1" });
  });

  after(async () => {
    await api.app.close();
    await stage.close();
  });

  /** Listens as somebody, and gives what was told so far. */
  async function listen(token: string) {
    const told: Told[] = [];
    const ending = new AbortController();
    const answer = await fetch(`${url}/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal: ending.signal,
    });
    expect(answer.headers.get("content-type")).to.include("text/event-stream");
    const ended = (async () => {
      let text = "";
      const decoder = new TextDecoder();
      for await (const bytes of answer.body ?? []) {
        text += decoder.decode(bytes, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts.filter((one) => !one.startsWith(":"))) {
          const [, event = "", data = "null"] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
          told.push({ event, data: JSON.parse(data) });
        }
      }
    })().catch(() => undefined); // ended by the test
    return { told, ended, stop: () => ending.abort() };
  }

  async function until(holds: () => boolean, what: string): Promise<void> {
    for (let attempt = 0; !holds(); attempt += 1) {
      expect(attempt, what).to.be.lessThan(500);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const accessesOf = (told: readonly Told[]): Access[] =>
    told.flatMap(({ event, data }) => (event === "accesses" ? (data as Access[]) : []));
  const isUpTo = (told: readonly Told[], block: number): boolean =>
    told.some(({ event, data }) => event === "upTo" && (data as { block: { number: number } }).block.number >= block);

  async function access(index: number): Promise<number> {
    const { world, cast } = stage;
    const what = wordOf(await timeOf(world), 3, purposeNumber("TREAT"));
    await world.send(cast.surgeon, "logOwn", [{ record: recordAt(index), part: wholeRecord, what }]);
    await stage.sync();
    return Number(await world.request("eth_blockNumber", []));
  }

  it("tell each of what is theirs, and of nothing else", async () => {
    const { anna, ben, surgeon, auditor } = stage.cast;
    const tokens = await Promise.all([anna, ben, surgeon, auditor].map(api.signIn));
    const listening = await Promise.all(tokens.map(listen));
    await until(() => listening.every(({ told }) => told.length > 0), "nobody is told where it begins");
    const block = await access(0);
    await until(() => listening.every(({ told }) => isUpTo(told, block)), "not all are told up to the block");
    const records = listening.map(({ told }) => accessesOf(told).map(({ record }) => record));
    expect(records).to.deep.equal([[recordAt(0)], [], [recordAt(0)], [recordAt(0)]]);
    for (const { stop } of listening) stop();
  });

  it("end with the session, before anything more is told", async () => {
    const token = await api.signIn(stage.cast.anna);
    const { told, ended } = await listen(token);
    await access(0);
    await until(() => accessesOf(told).length === 1, "the access is not told");
    await api.app.inject({ method: "DELETE", url: "/session", headers: { authorization: `Bearer ${token}` } });
    await access(0);
    await ended;
    expect(accessesOf(told)).to.have.lengthOf(1);
  });

  it("are not all one account's: beyond sixteen it is told to wait, and others still listen", async () => {
    const mine = await api.signIn(stage.cast.surgeon);
    const listening = await Promise.all(Array.from({ length: 16 }, () => listen(mine)));
    const headers = { authorization: `Bearer ${await api.signIn(stage.cast.surgeon)}` };
    const refused = await fetch(`${url}/events`, { headers });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).to.deep.equal([503, "TooBusy"]);
    (await listen(await api.signIn(stage.cast.auditor))).stop();
    for (const { stop } of listening) stop();
    for (let status = 503, attempt = 0; status !== 200; attempt += 1) {
      expect(attempt, "its places are not free again").to.be.lessThan(500);
      const ending = new AbortController();
      ({ status } = await fetch(`${url}/events`, { headers, signal: ending.signal }));
      ending.abort();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it("end when the server closes", async () => {
    const { ended, told } = await listen(await api.signIn(stage.cast.auditor));
    await access(2);
    await until(() => accessesOf(told).length === 1, "the access is not told");
    await api.app.close();
    await ended;
  });
});
