import { type ContractFunctionReturnType, decodeFunctionResult, encodeFunctionData, type Hex, numberToHex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { decodeVerdict } from "../../src/consent/accessWord.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { purposeNumber } from "../../src/consent/purposes.ts";
import { readEvents } from "./events.ts";
import { castOf, type Dice, hashOf, noEnd, recordAt, records, type World } from "./world.ts";

type ViewName = Extract<(typeof fiducialRegistryAbi)[number], { type: "function"; stateMutability: "view" }>["name"];

const day = 86_400;
const zeroAddress = `0x${"0".repeat(40)}` as const;

/** Asks the registry itself, as of a block. */
export async function ask<Name extends ViewName>(
  { registry, request }: World,
  functionName: Name,
  args: readonly unknown[],
  block: number | "latest" = "latest",
): Promise<ContractFunctionReturnType<typeof fiducialRegistryAbi, "view", Name>> {
  const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName, args } as never);
  const answer = (await request("eth_call", [
    { to: registry, data },
    block === "latest" ? block : numberToHex(block),
  ])) as Hex;
  return decodeFunctionResult({ abi: fiducialRegistryAbi, functionName, data: answer } as never) as never;
}

/** The word of an access at a time, by the leave of a basis. */
export function wordOf(time: number, basis: number, purpose: number, detail = 0): bigint {
  return (BigInt(time) << 160n) | (BigInt(purpose) << 200n) | (BigInt(basis) << 216n) | (BigInt(detail) << 224n);
}

/** Emits every event that the story's beginning has not: claims, proxies, recovery, contributions, reviews and what else is not in every day. */
export async function tellRooms(world: World): Promise<void> {
  const { send, request } = world;
  const { clinic, practice, gateway, surgeon, resident, reviewer, tool, spare, anna, ben, heir, warden, dora, guard } =
    castOf(world);
  await send(clinic, "admit", [reviewer, 2, 8, 0, noEnd]);
  await send(clinic, "admit", [tool, 3, 0, 0, noEnd]);
  await send(clinic, "admit", [spare, 3, 1, 0, noEnd]);

  const always = { powers: 3, springing: false, from: 0, until: noEnd };
  await send(clinic, "enroll", [warden, 1]);
  await send(warden, "appoint", [{ patient: 4, proxy: guard, ...always }]);
  await send(warden, "chooseRecovery", [4, guard, day]);
  await send(warden, "offerHandover", [4, dora]);
  await send(dora, "claim", [4]);
  await send(dora, "enrollSelf", [clinic]);
  await send(dora, "chooseRecovery", [5, guard, day]);
  await send(guard, "requestRecovery", [5, ben]);
  await send(dora, "vetoRecovery", [5]);
  await send(guard, "requestRecovery", [5, heir]);
  await send(anna, "appoint", [{ patient: 1, proxy: guard, ...always }]);
  await send(anna, "appoint", [{ patient: 1, proxy: ben, ...always, springing: true }]);
  await send(clinic, "declareIncapacity", [1, noEnd]);
  await send(clinic, "endIncapacity", [1]);
  await send(ben, "dismiss", [1, ben]);

  const none = { tool: zeroAddress, toolVersion: wholeRecord, model: wholeRecord, inputs: wholeRecord };
  const written = { record: recordAt(0), section: hashOf("section"), digest: hashOf("content") };
  await send(surgeon, "contribute", [{ ...written, origin: 0, ...none }]);
  await send(tool, "contribute", [{ ...written, origin: 1, ...madeWith(tool, 1) }]);
  await send(surgeon, "dispose", [recordAt(0), 2, 1]);

  await send(clinic, "anchorBook", [hashOf("book")]);
  await send(practice, "attestCredential", [surgeon, hashOf("credential"), noEnd]);
  await send(resident, "publishKey", [hashOf("key")]);
  const now = await timeOf(world);
  await send(gateway, "heartbeat", [hashOf("journal"), now + day]);
  await send(clinic, "retire", [spare]);
  const what = wordOf(now, 4, purposeNumber("BTG"), 1);
  await send(surgeon, "logOwn", [{ record: recordAt(0), part: wholeRecord, what }]);
  await send(reviewer, "review", [recordAt(0), 1, 1, hashOf("note")]);

  await request("evm_increaseTime", [day]);
  await send(guard, "recover", [5]);
}

/** One event at random in the rooms that are not busy every day; now and then none. */
export async function tellRoom(world: World, dice: Dice, now: number): Promise<void> {
  const { send, request } = world;
  const { clinic, practice, gateway, surgeon, resident, reviewer, tool, anna, ben, dora, guard } = castOf(world);
  const anyOf = <T>(...list: readonly [T, ...T[]]): T => list[dice(list.length)] ?? list[0];
  const fresh = hashOf(`${now} ${dice(1_000)}`);
  const acts: readonly (() => Promise<unknown>)[] = [
    () => send(gateway, "heartbeat", [anyOf(fresh, wholeRecord), now + 100 + dice(day)]),
    async () => {
      await request("evm_increaseTime", [day * (1 + dice(2))]);
      await send(anyOf(clinic, practice), "anchorBook", [fresh]);
    },
    () =>
      send(anyOf(clinic, practice), "attestCredential", [
        anyOf(surgeon, resident),
        anyOf(fresh, hashOf("credential")),
        now + dice(2 * day),
      ]),
    () => send(anyOf(surgeon, resident, anna), "publishKey", [anyOf(fresh, fresh, wholeRecord)]),
    () => {
      const [from, powers, springing] = [now + dice(3) * 60, 1 + dice(3), dice(2) === 0];
      const until = now + 200 + dice(day);
      return send(anna, "appoint", [{ patient: 1, proxy: anyOf(guard, ben), powers, springing, from, until }]);
    },
    () => send(anyOf(anna, guard), "dismiss", [1, guard]),
    () => send(clinic, "declareIncapacity", [1, now + 100 + dice(day)]),
    () => send(anyOf(anna, clinic), "endIncapacity", [1]),
    () => {
      const written = { record: recordAt(dice(6)), section: hashOf("section"), digest: fresh };
      const [author, origin] = anyOf([surgeon, 2], [tool, 1]);
      return send(author, "contribute", [{ ...written, origin, ...madeWith(tool, dice(2)) }]);
    },
    () => send(surgeon, "dispose", [recordAt(0), 1 + dice(2), dice(3)]),
    async () => {
      const record = recordAt(dice(6));
      const { status } = await ask(world, "historyOf", [record]);
      if (status < 7) await send(clinic, "amend", [record, fresh, status < 3 ? status + 1 : anyOf(4, 5, 6, 6, 8)]);
    },
    async () => {
      const newer = 1 + dice(5);
      await send(clinic, "relate", [recordAt(newer), dice(4), recordAt(dice(newer))]);
    },
    async () => {
      const own = records.slice(0, 6);
      const first = (await findUnreviewed(world)).find(({ record }) => own.includes(record));
      if (first !== undefined) await send(reviewer, "review", [first.record, first.number, 1 + dice(2), fresh]);
    },
    async () => {
      const { readyAt, account } = await ask(world, "recoveryOf", [4]);
      if (account !== zeroAddress && readyAt === 0) return send(guard, "requestRecovery", [4, dora]);
      if (readyAt !== 0 && readyAt <= now) return send(clinic, "recover", [4]);
      return anyOf(
        () => send(dora, "chooseRecovery", [4, guard, day]),
        () => (readyAt === 0 ? undefined : send(dora, "vetoRecovery", [4])),
      )();
    },
    () => {
      const what = wordOf(now, 1, purposeNumber("PATRQT"));
      return send(anyOf(guard, anna), "logOwn", [{ record: recordAt(anyOf(0, 2, 4)), part: wholeRecord, what }]);
    },
    () => {
      const what = wordOf(now, 4, purposeNumber(anyOf("BTG", "ETREAT")), 1 + dice(5));
      return send(surgeon, "logOwn", [{ record: recordAt(dice(8)), part: wholeRecord, what }]);
    },
  ];
  await acts[dice(acts.length)]?.();
}

/** Lists what is to be reviewed still, as the contract says it. */
export async function findUnreviewed(world: World): Promise<readonly { record: Hex; number: number; due: number }[]> {
  const found: { record: Hex; number: number; due: number }[] = [];
  for (const { eventName, args } of await readEvents(world)) {
    if (eventName !== "Accessed") continue;
    const { basis, number } = decodeVerdict(args.verdict);
    if (basis !== "EMERGENCY") continue;
    const { accessor, due, outcome } = await ask(world, "reviewOf", [args.record, number]);
    if (accessor !== zeroAddress && outcome === 0) found.push({ record: args.record, number, due });
  }
  return found;
}

/** The time of the last block. */
export async function timeOf({ request }: World): Promise<number> {
  return Number(((await request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex }).timestamp);
}

function madeWith(tool: `0x${string}`, version: number) {
  return { tool, toolVersion: hashOf(`version ${version}`), model: hashOf("model"), inputs: hashOf("inputs") };
}
