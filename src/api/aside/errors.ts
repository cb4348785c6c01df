import { ApiError } from "../errors.ts";

/** More that takes long is asked for at once than is done at once. */
export class AsideBusyError extends ApiError {
  readonly code = "AsideBusy";
  readonly status = 503;

  constructor() {
    super("Too many counts, exports or reports are under way. Wait for one of yours, or try again in a moment.");
  }
}
