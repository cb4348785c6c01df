import { FiducialError } from "../../errors.ts";

/** A folder that was said to hold the viewer, and does not. */
export class NoViewerError extends FiducialError {
  readonly code = "NoViewer";

  constructor() {
    super(
      "There is no viewer in the folder named. Bring one with `npm run viewer`, or name the `dist` of a built @ohif/app.",
    );
  }
}
