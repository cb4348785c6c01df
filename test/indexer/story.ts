import { type Address, encodeFunctionData, type Hex, pad } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { groupAddress } from "../../src/consent/actors.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { tellRoom, tellRooms } from "./rooms.ts";
import {
  buildDice,
  castOf,
  type Dice,
  hashOf,
  noEnd,
  parts,
  recordAt,
  records,
  startWorld,
  type World,
} from "./world.ts";

/** Emits every event of the registry at least once, and leaves two organizations, five patients and eight records. */
export async function tellBeginning(world: World): Promise<void> {
  const { send } = world;
  const { admin, clinic, practice, gateway, surgeon, resident, locum, anna, ben, cleo, heir } = castOf(world);
  await send(admin, "admitOrganization", [clinic]);
  await send(admin, "admitOrganization", [practice]);
  await send(clinic, "admit", [gateway, 3, 1, 0, noEnd]);
  await send(clinic, "admit", [surgeon, 2, 4, 0, noEnd]);
  await send(practice, "admit", [resident, 2, 0, 0, noEnd]);
  await send(clinic, "admit", [locum, 2, 4, 0, noEnd]);
  await send(clinic, "openGroup", []);
  const group = groupAddress(1);
  await send(clinic, "include", [group, surgeon, 0, noEnd]);
  await send(clinic, "include", [group, locum, 0, noEnd]);
  await send(clinic, "exclude", [group, locum]);
  await send(clinic, "choosePolicy", [3]);
  await send(clinic, "enroll", [anna, 0]);
  await send(ben, "enrollSelf", [practice]);
  await send(clinic, "enroll", [cleo, 0]);
  await send(cleo, "offerHandover", [3, heir]);
  await send(heir, "acceptHandover", [3]);
  await send(anna, "voidSignatures", [1]);
  const registrations = records.slice(0, 6).map((record, i) => ({
    ...{ record, patient: i % 2 === 0 ? 1 : 3, kind: i },
    ...{ status: i === 5 ? 1 : 3, digest: hashOf(`digest ${i}`) },
  }));
  await send(clinic, "registerMany", [registrations]);
  for (const [i, record] of records.slice(6).entries()) {
    await send(practice, "register", [{ record, patient: 2, kind: i, status: 3, digest: hashOf(`digest ${i}`) }]);
  }
  await send(clinic, "amend", [recordAt(0), hashOf("digest, amended"), 4]);
  await send(practice, "relate", [recordAt(6), 1, recordAt(1)]);
  const everything = { purposes: 2n ** 88n - 1n, kinds: 2 ** 48 - 1, from: 0, until: noEnd };
  await send(anna, "permit", [{ patient: 1, scope: wholeRecord, grantee: clinic, ...everything }]);
  await send(ben, "permit", [{ patient: 2, scope: recordAt(6), grantee: heir, ...everything }]);
  await send(ben, "revoke", [2, recordAt(6), heir]);
  await send(admin, "suspendOrganization", [practice]);
  await send(admin, "admitOrganization", [practice]);
  await send(clinic, "suspend", [locum]);
  await send(practice, "admit", [locum, 2, 0, 0, noEnd]);
  await tellRooms(world);
}

/**
 * Goes on with one event or batch at random: mostly accesses; now and then a locum changes sides, a patient
 * changes her mind or something happens in another room.
 */
export async function tellMore(world: World, dice: Dice): Promise<void> {
  const { send, request } = world;
  await request("evm_increaseTime", [30]);
  const { clinic, practice, gateway, surgeon, resident, locum, anna, heir } = castOf(world);
  const latest = (await request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
  const now = Number(latest.timestamp);
  const what = (account: Address): bigint =>
    BigInt(account) |
    (BigInt(now - dice(3) * 20) << 160n) |
    (BigInt(50 + dice(10)) << 200n) |
    (BigInt(dice(6)) << 208n) |
    (BigInt([0x53, 0x53, 0x02, 0x04, 0x01, dice(256)][dice(6)] ?? 0) << 216n) |
    (BigInt(dice(3)) << 224n);
  const part = (): Hex => parts[dice(parts.length)] ?? wholeRecord;

  const kind = dice(24);
  if (kind >= 20) {
    await tellRoom(world, dice, now);
  } else if (kind === 0) {
    const terms = (await request("eth_call", [
      {
        to: world.registry,
        data: encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "actorOf", args: [locum] }),
      },
      "latest",
    ])) as Hex;
    const [from, to] = BigInt(terms.slice(0, 66)) === BigInt(clinic) ? [clinic, practice] : [practice, clinic];
    await send(from, "suspend", [locum]);
    await send(to, "admit", [locum, 2, 4, 0, noEnd]);
  } else if (kind === 1) {
    await send(anna, "revoke", [1, wholeRecord, clinic]);
  } else if (kind === 2) {
    const terms = { patient: 1, scope: wholeRecord, grantee: clinic, from: 0, until: noEnd };
    await send(anna, "permit", [{ ...terms, purposes: 2n ** 88n - 1n, kinds: 2 ** 48 - 1 }]);
  } else if (kind < 10) {
    const account = [surgeon, resident, locum, clinic][dice(4)] ?? surgeon;
    await send(account, "logOwn", [{ record: recordAt(dice(8)), part: part(), what: what(account) }]);
  } else {
    const count = (await request("eth_call", [
      {
        to: world.registry,
        data: encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "entryCountOf", args: [gateway] }),
      },
      "latest",
    ])) as Hex;
    const entries = Array.from({ length: 1 + dice(8) }, () => {
      const account = [surgeon, resident, locum, anna, heir, pad("0xabc", { size: 20 })][dice(6)] ?? surgeon;
      return { record: recordAt(dice(6)), part: part(), what: what(account) };
    });
    await send(gateway, "logAccesses", [Number(count) + 1, entries]);
  }
}

/** Starts a world with a story of some hundred events, and at its end a block of several transactions. */
export async function startStory(seed: number): Promise<World> {
  const world = await startWorld();
  await tellBeginning(world);
  const dice = buildDice(seed);
  for (let i = 0; i < 60; i += 1) await tellMore(world, dice);
  await world.request("evm_setAutomine", [false]);
  for (let i = 0; i < 5; i += 1) await world.send(castOf(world).clinic, "choosePolicy", [i % 4]);
  await world.request("evm_mine", []);
  await world.request("evm_setAutomine", [true]);
  return world;
}
