import type { AbiParameterToPrimitiveType, ContractErrorName } from "viem";
import type { fiducialRegistryAbi } from "../../../abi/fiducialRegistryAbi.ts";
import { FiducialError } from "../../../errors.ts";

type Abi = typeof fiducialRegistryAbi;
type InputOf<Name extends RefusalName> = Extract<Abi[number], { type: "error"; name: Name }>["inputs"][number];

/** The name of an error that the contract declares. */
export type RefusalName = ContractErrorName<Abi>;

/** The values an error of the contract carries, by their names there. */
export type RefusalArgs<Name extends RefusalName> = {
  readonly [Input in InputOf<Name> as Input["name"]]: AbiParameterToPrimitiveType<Input>;
};

/** The contract refused: the rules of the registry do not allow the call. Nothing was changed. */
export abstract class RefusedError extends FiducialError {}

/**
 * Builds the base of the class for one error of the contract.
 *
 * @param code - The error's name in the ABI.
 * @param explain - What is the case and what to do, from the values the error carries.
 * @returns a class with the error's values, by name, in `args`
 */
export function refusal<const Name extends RefusalName>(code: Name, explain: (args: RefusalArgs<Name>) => string) {
  return class extends RefusedError {
    readonly code: Name = code;
    readonly args: RefusalArgs<Name>;

    constructor(args: RefusalArgs<Name>) {
      super(explain(args));
      this.args = args;
    }
  };
}
