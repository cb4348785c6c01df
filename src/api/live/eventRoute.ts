import { PassThrough } from "node:stream";
import type { Address } from "viem";
import { z } from "zod";
import { FiducialError } from "../../errors.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { WatchStep } from "../../indexer/watch.ts";
import { TooBusyError } from "../../session/index.ts";
import type { Index } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import { formOfAccess } from "../questions/accessForm.ts";
import type { Asking } from "../questions/question.ts";
import type { Api } from "../server/api.ts";
import { findCustodian, maySeeAccess } from "../standing/scope.ts";
import { buildHub } from "./hub.ts";

const mostListeners = 1_000;

/** How many of them one account may have, so that nobody takes the places of all. */
const mostOfOne = 16;

/** How much may wait for a listener who is slow before it is let go (bytes). */
const mostWaiting = 1_048_576;

/**
 * Adds `GET /events`: accesses as they are indexed, to each those that are theirs, as server-sent events.
 *
 * `accesses` holds new ones; `upTo` says that everything up to a block has been told; `takenBack` that what was told of the blocks after one no
 * longer counts. What one may see is looked up for each step, and the stream ends with the session.
 */
export function addEventRoute(
  app: Api,
  { index, askers, now }: Asking,
  { watch }: { readonly watch: NonNullable<ApiOptions["watch"]> },
  find: (token: string) => boolean,
): void {
  const hub = buildHub(watch, {
    most: mostListeners,
    onFailure: (error) =>
      app.log.error({ failure: error instanceof FiducialError ? error.code : "unforeseen" }, "the live events stopped"),
  });
  const open = new Map<() => void, Address>();
  app.addHook("preClose", async () => {
    for (const end of open.keys()) end(); // the server waits for every answer to end
    await hub.stop();
  });

  app.get(
    "/events",
    {
      schema: {
        ...{ tags: ["accesses"], summary: "Accesses as they come, as server-sent events" },
        ...{ params: z.strictObject({}), querystring: z.strictObject({}) },
      },
    },
    async (request, reply) => {
      const { session, token } = askers.identify(request, now());
      await index.readAsOf(); // says so where there is no index
      if ([...open.values()].filter((account) => account === session.account).length >= mostOfOne)
        throw new TooBusyError();
      const stream = new PassThrough();
      stream.write(": listening\n\n"); // so that the answer begins
      let last: Promise<void> = Promise.resolve();
      const end = (): void => {
        leave?.();
        open.delete(end);
        stream.end();
      };
      open.set(end, session.account);
      const leave = hub.listen((step) => {
        last = last.then(() => tell(step)).catch(end); // an index that can't be read ends the stream: who listens begins anew
      });
      if (leave === undefined) {
        open.delete(end);
        throw new TooBusyError();
      }
      stream.once("close", end);
      request.raw.once("close", end);
      return reply
        .header("x-accel-buffering", "no")
        .type("text/event-stream; charset=utf-8")
        .serializer(String)
        .send(stream);

      async function tell(step: WatchStep): Promise<void> {
        if (stream.writableEnded) return;
        if (!find(token) || stream.writableLength > mostWaiting) return end();
        const told = await describe(index, session.account, step);
        if (told !== undefined) stream.write(told);
      }
    },
  );
}

/** Writes what a step is to somebody; `undefined` where it is nothing. */
async function describe(index: Index, account: Address, step: WatchStep): Promise<string | undefined> {
  if (step.kind === "takenBack") return writeEvent("takenBack", { after: step.after });
  if (step.kind === "upTo") {
    const { number, hash, time } = step.status.block;
    return writeEvent("upTo", { block: { number, hash, time } });
  }
  const own = await index.ask(account, async ({ reader, standing }) => {
    const visible: Access[] = [];
    for (const access of step.accesses) {
      const custodian = await findCustodian(reader, access.patient);
      if (custodian !== undefined && maySeeAccess(standing, access, custodian)) visible.push(access);
    }
    return visible;
  });
  return own.length === 0 ? undefined : writeEvent("accesses", own.map(formOfAccess));
}

function writeEvent(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
