import type { Command } from "commander";
import { POLICIES, type Policy } from "../../../consent/actors.ts";
import { acting, reading } from "../../act.ts";
import { UsageError } from "../../errors.ts";
import { resolveAccount } from "../../names.ts";
import { describeSent, renderSent, renderTime } from "../../output.ts";

const WORDS: Readonly<Record<Policy, string>> = {
  deny: "nothing is allowed where a patient said nothing",
  "break-glass-only": "only an emergency is allowed where a patient said nothing",
  "basic-normal": "treatment, payment and operations are allowed where a patient said nothing",
  "all-normal": "every normal purpose is allowed where a patient said nothing",
};

/** Adds `policy choose|show`. */
export function addPolicyCommand(actors: Command): void {
  const policies = actors
    .command("policy")
    .description("what an organization's records may be used for where a patient said nothing (IHE PCF)");

  policies
    .command("choose", { isDefault: true })
    .addArgument(actors.createArgument("<policy>", "IHE PCF overarching policy").choices(POLICIES))
    .description("choose your organization's default policy, for patients who have said nothing")
    .requiredOption("--as <account>", "the organization")
    .action(
      acting<{ as: string }, [Policy]>(async ({ session, signer }, policy) => {
        const chosen = await signer.choosePolicy({ policy });
        session.output.answer(
          describeSent(chosen),
          `The policy is ${policy} from now on: ${WORDS[policy]}.\n${renderSent(chosen)}`,
        );
      }),
    );

  policies
    .command("show")
    .argument("<organization>", "whose policy")
    .description("show the policy of an organization, and since when it holds")
    .action(
      reading<object, [string]>(async ({ session: { chain, directory, output } }, organizationText) => {
        const organization = await resolveAccount(directory, organizationText);
        if ((await chain.actorOf({ actor: organization }))?.kind !== "organization") {
          throw new UsageError("This account is no organization of the directory. `fiducial actors list` shows them.");
        }
        const { policy, since } = await chain.policyOf({ organization });
        output.answer(
          { organization, policy, since: since || null },
          `${policy}: ${WORDS[policy]} (${since === 0 ? "none was ever chosen" : `since ${renderTime(since)}`})`,
        );
      }),
    );
}
