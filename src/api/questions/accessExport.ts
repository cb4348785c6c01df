import { Readable } from "node:stream";
import { z } from "zod";
import type { Aside } from "../aside/aside.ts";
import { AsideBusyError, IndexUnavailableError } from "../errors.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import { accessQuery, filterOf } from "./accesses.ts";
import type { ExportedPage, ExportQuestion } from "./exportPage.ts";
import type { Asking } from "./question.ts";

const rowsOfPage = 2_000;
/** How long to wait before a page is asked for again when too much else is under way (milliseconds). */
const patienceMs = 100;

/** Adds `GET /accesses/export`: all that `GET /accesses` lists page by page, as one file of CSV. It is made as fast as it is read, and no faster. */
export function addAccessExport(
  app: Api,
  { index, askers, now, sleep, settings }: Asking,
  aside: Aside,
  { directories = [] }: Pick<ApiOptions, "directories">,
): void {
  app.get(
    "/accesses/export",
    {
      config: { rateLimit: { max: settings.proofsPerMinute } },
      schema: {
        ...{ tags: ["accesses"], summary: "The same as a file of CSV, however many there are" },
        params: z.strictObject({}),
        querystring: accessQuery.extend({ order: z.enum(["numbered", "newest", "oldest"]).optional() }),
      },
    },
    async (request, reply) => {
      const { order, ...asked } = request.query;
      const question = { filter: filterOf(asked), order, limit: rowsOfPage, directories };

      /** Looks at each page anew who is asking, and what they may see. */
      async function readPage(before: ExportQuestion["before"]) {
        const { account } = askers.identify(request, now()).session;
        const standing = await index.ask(account, async (indexed) => indexed.standing);
        return aside.ask(account, "exportPage", { ...question, standing, before });
      }

      async function* writePages(first: ExportedPage): AsyncGenerator<string> {
        let page: ExportedPage = first;
        yield page.csv;
        while (page.next !== undefined) {
          const next = await readPage(page).catch(async (error: unknown) => {
            if (!(error instanceof AsideBusyError)) throw error;
            await sleep(patienceMs);
            return "busy" as const;
          });
          if (next === "busy") continue;
          // The file ends broken, rather than as a whole one of two histories.
          if (next.answer === undefined) throw new IndexUnavailableError();
          page = next.answer;
          yield page.csv;
        }
      }

      const { answer: first, asOf } = await readPage(undefined);
      if (first === undefined) throw new IndexUnavailableError();
      return reply
        .headers({
          ...buildAsOfHeaders(asOf),
          "content-disposition": 'attachment; filename="accesses.csv"',
          "content-type": "text/csv; charset=utf-8; header=present",
        })
        .send(Readable.from(writePages(first), { objectMode: false }));
    },
  );
}
