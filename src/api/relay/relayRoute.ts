import { decodeFunctionData, type Hex } from "viem";
import { z } from "zod";
import { fiducialRegistryAbi } from "../../abi/fiducialRegistryAbi.ts";
import { CannotPayError } from "../../client/viem/index.ts";
import type { SignedCall } from "../../consent/joinSignatures.ts";
import { MAX_MEMBERS } from "../../consent/jointAccounts.ts";
import { SIGNED_ACTS } from "../../consent/signedActs.ts";
import { address, bytes, digest } from "../forms/values.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import { DeadlinePassedError, NoSignedActError, RelayerCannotPayError } from "./errors.ts";
import { buildTurns } from "./turns.ts";

type ActName = (typeof SIGNED_ACTS)[number]["functionName"];

/** What ends or voids leave is sent before what gives it. */
const URGENT: readonly ActName[] = ["revoke", "revokeMany", "voidSignatures", "dismiss", "vetoRecovery"];

/** How many wait for their turn at most. */
const mostWaiting = 50;

const body = z.strictObject({
  act: bytes.describe("The ABI-encoded call that was signed for."),
  signed: z.strictObject({
    signers: z
      .array(address)
      .min(1)
      .max(MAX_MEMBERS)
      .describe("One account, or all members of a joint account in ascending order."),
    signatures: z.array(bytes).min(1).max(MAX_MEMBERS),
    deadline: z
      .int()
      .min(0)
      .max(2 ** 40 - 1)
      .describe("The last second at which it may be sent (unix), as it was signed."),
  }),
});

const relayed = z.object({
  act: z.enum(SIGNED_ACTS.map(({ functionName }) => functionName) as [ActName, ...ActName[]]),
  transaction: digest,
  block: z.int(),
  events: z.array(z.string()).describe("The events of the registry that it logged."),
});

/** Adds `POST /relay`: sends what a patient's side signed, so that no patient needs ether. The signature says who speaks; nobody has to be signed in. */
export function addRelayRoute(
  app: Api,
  { now, settings }: Pick<ApiOptions, "now" | "settings">,
  { send }: NonNullable<ApiOptions["relayer"]>,
): void {
  const turns = buildTurns(mostWaiting);
  const schema = {
    ...{ tags: ["relay"], summary: "Sends an act that a patient's side signed (EIP-712)" },
    ...{ body, response: { 201: relayed } },
  };
  const rateLimit = {
    max: settings.relaysPerMinute,
    hook: "preHandler" as const, // after the body was read
    keyGenerator: (request: { readonly body: unknown }) =>
      `relay ${(request.body as z.output<typeof body>).signed.signers.join()}`,
  };

  app.post("/relay", { schema, config: { rateLimit } }, async (request, reply) => {
    const call: SignedCall = request.body;
    const act = readAct(call.act);
    // The contract says so too; but this needs no node, and no gas.
    if (call.signed.deadline < now()) throw new DeadlinePassedError();
    const { hash, blockNumber, events } = await turns.take(URGENT.includes(act), () => sendOrSay(call));
    const names = events.map(({ eventName }) => eventName);
    return reply.code(201).send({ act, transaction: hash, block: Number(blockNumber), events: names });
  });

  async function sendOrSay(call: SignedCall): ReturnType<typeof send> {
    try {
      return await send(call);
    } catch (cause) {
      throw cause instanceof CannotPayError ? new RelayerCannotPayError({ cause }) : cause;
    }
  }
}

/**
 * Reads which act a call is.
 *
 * @throws {NoSignedActError} when it is none that can be signed, or not a whole one
 */
function readAct(data: Hex): ActName {
  try {
    const { functionName } = decodeFunctionData({ abi: fiducialRegistryAbi, data });
    const act = SIGNED_ACTS.find((known) => known.functionName === functionName);
    if (act !== undefined) return act.functionName;
  } catch {
    // no call of the registry: said below
  }
  throw new NoSignedActError();
}
