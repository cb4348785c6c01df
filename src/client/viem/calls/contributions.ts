import { type Address, type Hex, zeroAddress } from "viem";
import { DISPOSITIONS, type Disposition } from "../../../consent/dispositions.ts";
import { ORIGINS, type Origin } from "../../../consent/origins.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

const nothing: Hex = `0x${"00".repeat(32)}`;

/** A tool's part in a section. */
export type ToolUse = {
  /** The device of the directory that made the section or helped with it. */
  readonly tool: Address;
  /** Commits to the tool's name and version. */
  readonly toolVersion: Hex;
  /** SHA-256 of the model. */
  readonly model: Hex;
  /** Merkle root of the digests of what the tool was given. */
  readonly inputs: Hex;
};

type WithoutTool = { readonly [Key in keyof ToolUse]?: undefined };

/** A section of a record, as its author states it: what a human wrote names no tool. */
export type Contribution = {
  readonly record: Hex;
  /** A commitment to which section, keyed with the record's secret. */
  readonly section: Hex;
  /** Commits to the section's content; not zero. */
  readonly digest: Hex;
} & (({ readonly origin: "human" } & WithoutTool) | ({ readonly origin: Exclude<Origin, "human"> } & ToolUse));

/** What became of a contribution. */
export type DisposeParameters = {
  readonly record: Hex;
  /** The contribution's number among those of the record, from 1. */
  readonly number: number;
  readonly disposition: Disposition;
};

/** Builds the call of `contribute`. */
export function buildContributeCall(parameters: CallParameters & Contribution): RegistryCall {
  const { registry, record, section, digest, origin } = parameters;
  const { tool = zeroAddress, toolVersion = nothing, model = nothing, inputs = nothing } = parameters;
  const contribution = { record, section, digest, origin: ORIGINS.indexOf(origin), tool, toolVersion, model, inputs };
  return buildCall(registry, "contribute", [contribution]);
}

/** Builds the call of `dispose`. */
export function buildDisposeCall(parameters: CallParameters & DisposeParameters): RegistryCall {
  const { registry, record, number, disposition } = parameters;
  return buildCall(registry, "dispose", [record, number, DISPOSITIONS.indexOf(disposition)]);
}
