import type { FastifyInstance } from "fastify";
import { emergencyReasonNumber, parseEmergencyReason } from "../../consent/emergencyReasons.ts";
import { NoEmergencyRoleError, WrongRequestError } from "../errors.ts";
import type { Glasses } from "../leave/index.ts";
import type { Askers } from "./askers.ts";
import { readBody } from "./body.ts";
import type { GatewayOptions } from "./options.ts";

/**
 * Adds `POST /break-glass`. The answer is the same whether or not there is such a study: nothing is looked up before it is asked for.
 */
export function addBreakGlassRoute(
  app: FastifyInstance,
  options: Pick<GatewayOptions, "leave" | "journal" | "now" | "settings">,
  { askers, glasses }: { readonly askers: Askers; readonly glasses: Glasses },
): void {
  const { leave, journal, now, settings } = options;
  const route = { config: { kind: "break-glass", rateLimit: { max: settings.loginsPerMinute } } };

  app.post("/break-glass", route, async (request, reply) => {
    const { session } = await askers.identify(request, now());
    const body = readBody(request.body, {
      study: /^[0-9.]{1,64}$/,
      reason: /^[a-z-]{1,40}$/,
      purpose: /^(?:BTG|ETREAT)$/,
    });
    const { study, reason, purpose = "BTG" } = body;
    if (study === undefined || reason === undefined) {
      throw new WrongRequestError(
        "Name the study and the coded reason: study, reason; and ETREAT as the purpose, or BTG.",
      );
    }
    const number = emergencyReasonNumber(parseEmergencyReason(reason));
    const { id, accessor } = session;
    if (!(await leave.mayBreakGlass(accessor))) throw new NoEmergencyRoleError();
    const brokenAt = leave.time();
    const glass = {
      session: id,
      study,
      reason: number,
      brokenAt,
      purpose: purpose === "ETREAT" ? purpose : "BTG",
    } as const;
    const { until } = glasses.break(glass);
    await journal.appendEmergency({ at: brokenAt, session: id, accessor, started: true, reason: number, until });
    return reply.code(201).send({ reason, purpose, brokenAt, until: Math.min(until, session.until) });
  });
}
