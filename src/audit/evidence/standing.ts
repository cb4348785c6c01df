import type { Address } from "viem";
import { listRoles } from "../../consent/actors.ts";
import { lowerCase } from "../../consent/lowerCase.ts";
import type { ConsentState } from "../../consent/state.ts";
import { findAdmitted, judgeValidity } from "../../consent/validity.ts";
import type { PlacedEvent } from "../replay/index.ts";
import type { DirectoryStatement, Standing } from "./evidence.ts";

/** Says who an account was at a moment; `null` for one outside the directory. */
export function standingOf(account: Address, state: ConsentState, time: number): Standing | null {
  const actor = findAdmitted(account, state);
  if (actor === undefined) return null;
  const { organization, kind, roles } = actor;
  return { organization, kind, roles: listRoles(roles), valid: judgeValidity(actor, state, time) };
}

/** Takes down what the directory said of accounts, and of the organizations that spoke for them. */
export function listStatements(
  events: readonly PlacedEvent[],
  accounts: ReadonlySet<Address>,
): readonly DirectoryStatement[] {
  const statements = events.flatMap(statementOf);
  const organizations = statements.filter(({ account }) => accounts.has(account)).map((one) => one.organization);
  const wanted = new Set([...accounts, ...organizations]);
  return statements.filter(({ account }) => wanted.has(account));
}

function statementOf({ eventName, args, place }: PlacedEvent): readonly DirectoryStatement[] {
  const { blockNumber: block, blockTime, txHash: transaction, logIndex: log } = place;
  const at = { block, blockTime, transaction, log };
  const silent = { kind: null, roles: [], from: null, until: null };
  switch (eventName) {
    case "OrganizationAdmitted": {
      const account = lowerCase(args.organization);
      const terms = { ...silent, kind: "organization", from: args.from } as const;
      return [{ account, event: eventName, organization: account, ...terms, ...at }];
    }
    case "OrganizationSuspended": {
      const account = lowerCase(args.organization);
      return [{ account, event: eventName, organization: account, ...silent, until: args.until, ...at }];
    }
    case "Admitted": {
      const { actor, organization, kind, roles, from, until } = args;
      const terms = { kind, roles, from, until };
      const named = { account: lowerCase(actor), organization: lowerCase(organization) };
      return [{ event: eventName, ...named, ...terms, ...at }];
    }
    case "Suspended": {
      const named = { account: lowerCase(args.actor), organization: lowerCase(args.organization) };
      return [{ event: eventName, ...named, ...silent, until: args.until, ...at }];
    }
    default:
      return [];
  }
}

/** Turns a statement back into its event, for a history to be told. */
export function eventOf(statement: DirectoryStatement): PlacedEvent {
  const { account, event, organization, kind, roles, from, until, block, blockTime, transaction, log } = statement;
  const place = { blockNumber: block, blockTime, txHash: transaction, logIndex: log };
  const terms = { kind: kind ?? "none", roles: [...roles], from: from ?? 0, until: until ?? 0 };
  switch (event) {
    case "OrganizationAdmitted":
      return { eventName: event, args: { organization: account, from: terms.from }, place } as PlacedEvent;
    case "OrganizationSuspended":
      return { eventName: event, args: { organization: account }, place } as PlacedEvent;
    case "Admitted":
      return { eventName: event, args: { actor: account, organization, ...terms }, place } as PlacedEvent;
    case "Suspended":
      return { eventName: event, args: { actor: account, organization }, place } as PlacedEvent;
  }
}
