import { timesOf } from "../gateway/latency.ts";
import type { Client } from "./client.ts";
import { type ApiQuestion, mainQuestion, questions } from "./questions.ts";

type Times = ReturnType<typeof timesOf>;

/** How long the answers took to their last byte, how many there are in a second, and how long one takes while an auditor has the whole index counted. */
export type ApiFigures = {
  readonly questions: Readonly<Record<string, Times>>;
  readonly requestsPerSecond: number;
  readonly besideCounts: Times;
};

const [most, longestMs, warmingMs] = [300, 8_000, 500];
const [sides, loadMs] = [16, 5_000];

/** Asks everything. `onTimes` is told of each question as it is done. */
export async function measureApi(
  client: Client,
  onTimes: (name: string, times: Times) => void = () => undefined,
): Promise<ApiFigures> {
  const times: Record<string, Times> = {};
  for (const [name, question] of Object.entries(questions)) {
    const found = timesOf(await askOften(client, question));
    times[name] = found;
    onTimes(name, found);
  }
  const main = questions[mainQuestion] as ApiQuestion;
  const requestsPerSecond = await measureLoad(client, main);
  return { questions: times, requestsPerSecond, besideCounts: timesOf(await askBesideCounts(client, main)) };
}

async function askOften(client: Client, { as, path }: ApiQuestion, count = most): Promise<readonly number[]> {
  const began = performance.now();
  const times: number[] = [];
  while (times.length < count && performance.now() - began < longestMs) {
    const { ms } = await client.get(as, path());
    if (performance.now() - began > warmingMs) times.push(ms);
  }
  return times;
}

async function measureLoad(client: Client, { as, path }: ApiQuestion): Promise<number> {
  const began = performance.now();
  let answered = 0;
  const side = async (): Promise<void> => {
    while (performance.now() - began < loadMs) {
      await client.get(as, path());
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: sides }, side));
  return Math.round(answered / ((performance.now() - began) / 1_000));
}

async function askBesideCounts(client: Client, main: ApiQuestion): Promise<readonly number[]> {
  let isOver = false;
  const counting = (async () => {
    while (!isOver) await client.get("auditor", "/accesses/counts?by=organization");
  })();
  const times = await askOften(client, main);
  isOver = true;
  await counting;
  return times;
}
