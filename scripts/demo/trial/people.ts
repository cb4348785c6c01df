import { type Hex, toHex } from "viem";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";
import { NAMES } from "../cast.ts";

/** The words that the keys of every development chain's accounts come from. Everybody knows them. */
const KNOWN_WORDS = "test test test test test test test test test test test junk";

/** The first of the accounts that no node holds, and so have no ETH. */
const FIRST_FRESH = 100;

/** Somebody to be, with the key to be it. */
export type Person = { readonly name: string; readonly role: string; readonly privateKey: Hex };

/** Who there is beside the story's cast. */
export const MORE_NAMES = {
  office: "Health Data Office",
  auditor: "Ms. Novak",
  lakesideGateway: "Lakeside's gateway",
  mrPark: "Mr. Park",
} as const;

/** The keys that the trial's people sign by: of the node's accounts, and of those without ETH in the order in which they were asked for. */
export type KeyRing = { readonly funded: (index: number) => HDAccount; readonly fresh: () => HDAccount };

export function openKeyRing(): KeyRing {
  const open = (addressIndex: number): HDAccount => mnemonicToAccount(KNOWN_WORDS, { addressIndex });
  let next = FIRST_FRESH;
  return {
    funded: open,
    fresh: () => {
      next += 1;
      return open(next - 1);
    },
  };
}

/** Lists who can be tried out, those first whom a newcomer should be first. */
export function listPeople(): readonly Person[] {
  const { funded, fresh } = openKeyRing();
  const [msLee, tim, mrPark] = [fresh(), fresh(), fresh()];
  const people: readonly (readonly [string, string, HDAccount])[] = [
    [NAMES.msLee, `patient of both hospitals, and the mother of ${NAMES.tim}`, msLee],
    [NAMES.drAdams, `radiologist at ${NAMES.stMary}`, funded(3)],
    [MORE_NAMES.auditor, `auditor of the ${MORE_NAMES.office}`, funded(8)],
    [NAMES.drClark, `reviews emergencies at ${NAMES.stMary}`, funded(6)],
    [NAMES.drBrown, `radiologist at ${NAMES.lakeside}`, funded(4)],
    [MORE_NAMES.mrPark, `patient of ${NAMES.lakeside}`, mrPark],
    [NAMES.tim, `a child, patient of ${NAMES.stMary}`, tim],
    [NAMES.stMary, "the hospital's own account", funded(1)],
    [NAMES.lakeside, "the imaging centre's own account", funded(2)],
  ];
  return people.map(([name, role, account]) => ({ name, role, privateKey: keyOf(account) }));
}

function keyOf(account: HDAccount): Hex {
  const { privateKey } = account.getHdKey();
  if (privateKey === null) throw new TypeError("an account without a key");
  return toHex(privateKey);
}
