import { mnemonicToAccount } from "viem/accounts";
import { mnemonic } from "./chain.ts";

/** Two guardians; the node funds the mother, and the father never had any ether. */
export const mother = mnemonicToAccount(mnemonic, { addressIndex: 7 });
export const father = mnemonicToAccount(mnemonic, { addressIndex: 1_001 });
