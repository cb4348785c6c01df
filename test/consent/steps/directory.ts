import { ACTOR_KINDS, POLICIES } from "../../../src/consent/actors.ts";
import type { Stage, Steps } from "./stage.ts";

/** Builds random steps of the directory. One organization comes and goes; if all did, hardly anybody would ever be in force. */
export function buildDirectorySteps({ cast, call, window, dice: { pick, isLucky } }: Stage): Steps {
  const fickle = cast.organizations[2] ?? cast.admin;
  return {
    admit: () => {
      const { from, until } = window();
      const kind = ACTOR_KINDS.indexOf(pick(["practitioner", "practitioner", "device"]));
      return call(pick(cast.organizations), "admit", [pick(cast.staff), kind, pick([0, 4, 4, 31]), from, until]);
    },
    suspend: () => call(pick(cast.organizations), "suspend", [pick(isLucky(70) ? cast.staff : cast.groups)]),
    suspendOrganization: () => call(cast.admin, "suspendOrganization", [fickle]),
    admitOrganization: () => call(cast.admin, "admitOrganization", [fickle]),
    include: () => {
      const { from, until } = window();
      const member = pick(isLucky(85) ? cast.staff : cast.outsiders);
      return call(pick(cast.organizations), "include", [pick(cast.groups), member, from, until]);
    },
    exclude: () => call(pick(cast.organizations), "exclude", [pick(cast.groups), pick(cast.staff)]),
    choosePolicy: () => {
      const policy = pick(["deny", "break-glass-only", "basic-normal", "basic-normal", "all-normal"] as const);
      return call(pick(cast.organizations), "choosePolicy", [POLICIES.indexOf(policy)]);
    },
  };
}
