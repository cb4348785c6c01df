import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

/** Has axe look at a page, and says in a line each what keeps somebody from using it. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(source);
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as readonly Violation[];
  return violations.map(({ id, impact, nodes: [node, ...others] }) =>
    `${impact} ${id} (${others.length + 1}): ${node?.html.slice(0, 160)} ${node?.failureSummary ?? ""}`.replaceAll(
      /\s+/g,
      " ",
    ),
  );
}
