import type { Bundle } from "./bundle.ts";
import { checkGateways, checkRecords } from "./checkCounts.ts";
import { checkRows } from "./checkRows.ts";
import { type Account, readAccount } from "./counts.ts";
import { Fault } from "./fault.ts";
import type { Findings, Problem } from "./findings.ts";
import { type Block, type Linked, linkHeaders } from "./headers.ts";
import { type Nodes, openNodes } from "./nodes.ts";
import { attempt, type Report } from "./report.ts";
import { type Pins, parseTrust, type Trust } from "./trust.ts";

/**
 * Checks every link of a bundle: from the rows to their receipts, from there and from the registry's counts to block headers, and from those
 * to a block that the auditor trusts. Reads nothing else: no node, no index, no clock.
 *
 * @param bundle - As `parseBundle` gives it.
 * @returns What holds and what does not, never only whether; `describeFindings` says it in words.
 * @throws {InvalidTrustError} when the trust is not written as it should be
 */
export function verifyBundle(bundle: Bundle, trust: Trust): Findings {
  const pins = parseTrust(trust);
  const problems: Problem[] = [];
  const report: Report = (fault, list, index) => problems.push({ code: fault.code, list, index, words: fault.message });

  const linked = attempt(() => linkHeaders(bundle.headers, pins.blocks), report) ?? unlinked(bundle);
  const block = linked.blocks.get(bundle.block);
  checkPins(bundle, pins, linked, report);
  const nodes = openNodes(bundle.nodes);
  // In this order the nodes are first needed; see Bundle.nodes.
  const rows = checkRows(bundle, pins.registry, linked.blocks, nodes, report);
  const account = attempt(() => findAccount(bundle, pins, block, nodes), report);
  const records = checkRecords(bundle, rows, account, nodes, report);
  const gateways = checkGateways(bundle, rows, account, nodes, report);
  if (problems.length === 0) {
    checkNothingSuperfluous(bundle, pins, linked, nodes, report);
  }

  const answered = new Set([...records.map(({ record }) => record), ...gateways.map(({ gateway }) => gateway)]);
  const isAlone = ({ record, gateway }: Bundle["rows"][number]) =>
    !answered.has(record) && (gateway === null || !answered.has(gateway));
  return {
    holds: problems.length === 0,
    upTo: block && { number: block.number, hash: block.hash, time: block.time },
    codeHash: account?.codeHash,
    rows,
    records,
    gateways,
    rowsAlone: bundle.rows.filter(isAlone).length,
    problems,
  };
}

function checkPins(bundle: Bundle, pins: Pins, linked: Linked, report: Report): void {
  if (bundle.chainId !== pins.chainId) {
    report(new Fault("OtherChain", `the bundle is of chain ${bundle.chainId}, not of chain ${pins.chainId}`));
  }
  if (bundle.registry !== pins.registry) report(new Fault("OtherRegistry", "the bundle is of another registry"));
  for (const record of pins.records) {
    if (bundle.records.some((claimed) => claimed.record === record)) continue;
    report(new Fault("NotAnswered", `the bundle does not answer for the record ${record}`));
  }
  for (const gateway of pins.gateways) {
    if (bundle.gateways.some((claimed) => claimed.gateway === gateway)) continue;
    report(new Fault("NotAnswered", `the bundle does not answer for the gateway ${gateway}`));
  }
  const missing = pins.upTo === undefined || linked.blocks.size === 0 ? linked.missing : [];
  for (const hash of missing) {
    report(new Fault("TrustedBlockMissing", `the bundle holds no header of the trusted block ${hash}`));
  }
  const least = pins.upTo ?? Math.max(0, ...trustedNumbers(pins, linked));
  if (bundle.block < least) {
    report(new Fault("Stale", `the answer is of block ${bundle.block}, and should be of block ${least} at least`));
  }
  const count = linked.places.filter((block) => block === undefined).length;
  if (count > 0) {
    const words = `${count} headers, this the first of them, lead to no trusted block`;
    report(new Fault("HeaderNotLinked", words), "headers", linked.places.indexOf(undefined));
  }
}

function unlinked(bundle: Bundle): Linked {
  return { blocks: new Map(), places: bundle.headers.map(() => undefined), missing: [] };
}

function findAccount(bundle: Bundle, pins: Pins, block: Block | undefined, nodes: Nodes): Account | undefined {
  if (bundle.records.length + bundle.gateways.length === 0) return undefined;
  if (block === undefined) {
    throw new Fault("BlockNotTrusted", `block ${bundle.block}, of which the counts are, leads to no trusted block`);
  }
  const account = readAccount(nodes, block.stateRoot, pins.registry);
  if (pins.codeHash !== undefined && account.codeHash !== pins.codeHash) {
    throw new Fault("OtherCode", "the contract at the registry's address has other code");
  }
  return account;
}

function checkNothingSuperfluous(bundle: Bundle, pins: Pins, linked: Linked, nodes: Nodes, report: Report): void {
  const needed = new Set([bundle.block, ...bundle.rows.map(({ block }) => block), ...trustedNumbers(pins, linked)]);
  let last = -1;
  linked.places.forEach((block, index) => {
    if (block === undefined) return;
    // A header is needed for itself, or to link the one below it.
    const isNeeded = needed.has(block.number) || (last >= 0 && last === block.number - 1);
    if (block.number <= last || !isNeeded) {
      report(new Fault("HeaderOutOfPlace", "the header is doubled, superfluous or out of order"), "headers", index);
    }
    last = block.number;
  });
  const used = nodes.used();
  const index = bundle.nodes.findIndex((_, place) => used[place] !== place);
  if (index >= 0)
    report(new Fault("NodeOutOfPlace", "the node is doubled, superfluous or out of order"), "nodes", index);
}

function trustedNumbers(pins: Pins, linked: Linked): readonly number[] {
  return [...linked.blocks.values()].filter(({ hash }) => pins.blocks.includes(hash)).map(({ number }) => number);
}
