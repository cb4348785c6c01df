import type { Hex } from "../../consent/commitments.ts";
import type { PurposeCode } from "../../consent/purposes.ts";
import type { OpenSession } from "../../session/index.ts";

/** Who looks, and what for. */
export type Viewer = {
  /** In lower case. */
  readonly accessor: Hex;
  /** What it is for, where a request does not say otherwise. */
  readonly purpose: PurposeCode;
  /** A person who signed, or a device with a token of its own. */
  readonly by: "signature" | "token";
};

/** Somebody who is signed in: one viewing session, in which a part is logged once. */
export type Session = OpenSession<Viewer>;
